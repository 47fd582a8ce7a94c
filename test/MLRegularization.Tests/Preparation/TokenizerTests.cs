using MLRegularization.Preparation;

namespace MLRegularization.Tests.Preparation;

[TestClass]
public sealed class TokenizerTests
{
    private static string Words(string text)
    {
        Tokenizer tokenizer = new();
        tokenizer.Read("other words before: a second text must not see them");
        tokenizer.Read(text);
        return string.Join('|', Enumerable.Range(0, tokenizer.Count).Select(k => tokenizer.Words(k, 1).ToString()));
    }

    [TestMethod]
    [DataRow("", "")]
    [DataRow("a b c !? . 1", "")]
    [DataRow("Hello, World", "hello|world")]
    [DataRow("  don't  stop--now  ", "don|stop|now")]
    [DataRow("room_12 is 3rd; 45.50 £ in 2024-01-02", "room_12|is|3rd|45|50|in|2024|01|02")]
    [DataRow("__ _ x_", "__|x_")]
    [DataRow("ÜBER Straße CRÈME", "über|straße|crème")]
    [DataRow("ΟΔΟΣ ΣΟΦΟΣ Σα", "οδος|σοφος|σα")]
    [DataRow("日本語です。日 本", "日本語です")]
    [DataRow("½ ²x Ⅻx", "²x|ⅻx")]
    [DataRow("мир,МИР", "мир|мир")]
    [DataRow("cafe\u0301s e\u0301 \u0301ab", "cafe\u0301s|ab")]
    [DataRow("हिन्दी में", "हिन्दी")]
    [DataRow("😀😀 go😀on", "go|on")]
    [DataRow("𐐀𐐁 x𐐀", "𐐨𐐩|x𐐨")]
    [DataRow("tab\tline\nbreak\u00A0space\u200Bzero", "tab|line|break|space|zero")]
    public void Read_Text_ItsWords(string text, string expected) => Assert.AreEqual(expected, Words(text));

    [TestMethod]
    public void Read_HalfASurrogate_EndsTheWord() => Assert.AreEqual("ab|cd", Words("ab" + (char)0xD800 + "cd"));

    [TestMethod]
    public void Read_AThousandLetters_StillAWord_OneMoreIsNone()
    {
        string longest = new('x', 1000);
        Assert.AreEqual($"ab|{longest}|cd", Words($"ab {longest} cd"));
        Assert.AreEqual("ab|cd", Words($"ab {longest}x cd"));
    }

    [TestMethod]
    public void Words_Neighbours_WithOneSpaceBetween()
    {
        Tokenizer tokenizer = new();
        tokenizer.Read("New -- YORK a city");
        Assert.AreEqual("new york", tokenizer.Words(0, 2).ToString());
        Assert.AreEqual("york city", tokenizer.Words(1, 2).ToString()); // a single letter is no word, and does not part two
    }

    [TestMethod]
    public void Read_EveryLetterOfEveryPlane_FitsTheRoom()
    {
        for (int value = 0; value <= 0x10FFFF; value++)
            if (System.Text.Rune.TryCreate(value, out System.Text.Rune rune)) Words($"{rune}{rune}");
    }
}
