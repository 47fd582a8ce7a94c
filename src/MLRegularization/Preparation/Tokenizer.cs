using System.Globalization;
using System.Text;

namespace MLRegularization.Preparation;

/// <summary>
/// Finds the words of a text: runs of two or more letters, numbers and underscores, in lower case by no culture's rules.
/// That is scikit-learn's <c>\b\w\w+\b</c>, but that combining marks (accents, vowel signs) stay with their letter and do not end its word.
/// Writing without spaces between words makes one word of each run.
/// </summary>
internal sealed class Tokenizer
{
    /// <summary>Longer runs are data of some kind, not words, and are passed over.</summary>
    private const int LongestWord = 1000;

    // The words one after another, a space between: neighbours are a pair as they stand.
    private char[] letters = [];
    private readonly List<int> starts = [];
    private int length;

    /// <summary>Number of words of the text last read.</summary>
    public int Count { get; private set; }

    /// <summary>Some neighbouring words, a space between.</summary>
    public ReadOnlySpan<char> Words(int first, int count) => letters.AsSpan(starts[first]..(starts[first + count] - 1));

    /// <summary>Reads a text.</summary>
    public void Read(string text)
    {
        // Lower case never needs more than twice the room; a space ends every word.
        if (letters.Length < 2 * text.Length + 2) letters = new char[2 * text.Length + 2];
        starts.Clear();
        starts.Add(0);
        (length, Count) = (0, 0);
        int size = 0;
        Rune last = default;
        foreach (Rune rune in text.EnumerateRunes())
        {
            Part part = PartOf(rune);
            if (part == Part.Letter || (part == Part.Mark && size > 0))
            {
                length += Rune.ToLowerInvariant(rune).EncodeToUtf16(letters.AsSpan(length));
                if (part == Part.Letter) size++;
                last = rune;
            }
            else if (size > 0)
            {
                End(size, last);
                size = 0;
            }
        }
        if (size > 0) End(size, last);
    }

    private void End(int size, Rune last)
    {
        if (size < 2 || length - starts[Count] > LongestWord)
        {
            length = starts[Count];
            return;
        }
        // The one letter whose lower case depends on its place.
        if (last.Value == 'Σ') letters[length - 1] = 'ς';
        letters[length++] = ' ';
        starts.Add(length);
        Count++;
    }

    private enum Part
    {
        Separator,
        Letter,
        Mark,
    }

    private static Part PartOf(Rune rune)
    {
        if (rune.IsAscii) return char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value == '_' ? Part.Letter : Part.Separator;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
                or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Part.Letter,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => Part.Mark,
            _ => Part.Separator,
        };
    }
}
