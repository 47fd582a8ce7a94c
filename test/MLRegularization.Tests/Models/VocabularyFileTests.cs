using System.Text;
using MLRegularization.Models;
using MLRegularization.Preparation;
using MLRegularization.Solvers;

namespace MLRegularization.Tests.Models;

/// <summary>Words in model files: every one back, and forged ones refused.</summary>
[TestClass]
public sealed class VocabularyFileTests
{
    private static LinearModel Example(int words = 3, string name = "text")
    {
        string[] texts = words == 3 ? ["ab", "ab \"quoted\"", "日本語"] : [.. Enumerable.Range(0, words).Select(k => $"w{k:D7}")];
        Vocabulary vocabulary = new(texts, [.. Enumerable.Range(0, words).Select(k => 2 + k % 5)], 40, new TextOptions { Weighting = TextWeighting.SublinearTfIdf, MaxWords = 1_000_000, PhraseLength = 2 });
        TableEncoding encoding = new([new ColumnEncoding("n", ColumnKind.Numeric, [], null, null, false), new ColumnEncoding(name, ColumnKind.Text, [], null, "", false) { Vocabulary = vocabulary }]);
        TrainingFacts facts = new("regression", "y", 40, 1, 0.1, 2, "min", true, 1.5, 2.5, 1, 1, 10, 1, new Certificate(1, 1e-9, 0, 17, StopReason.Converged));
        return new LinearModel(encoding.FeatureNames(), [0, .. Enumerable.Range(0, words).Select(k => k % 2 == 0 ? 0 : 1.0 + k)], 4, facts, encoding);
    }

    private static byte[] Bytes(LinearModel model)
    {
        using MemoryStream stream = new();
        ModelFile.Write(model, stream);
        return stream.ToArray();
    }

    private static LinearModel Read(byte[] bytes) => ModelFile.Read(new MemoryStream(bytes));

    [TestMethod]
    [DataRow(3)]
    [DataRow(5000)]
    public void Model_WithWords_RoundTrips(int words)
    {
        LinearModel model = Example(words), read = Read(Bytes(model));
        Vocabulary before = model.Encoding!.Columns[1].Vocabulary!, after = read.Encoding!.Columns[1].Vocabulary!;
        CollectionAssert.AreEqual(before.Words.ToArray(), after.Words.ToArray());
        CollectionAssert.AreEqual(before.RowsWith.ToArray(), after.RowsWith.ToArray());
        Assert.AreEqual(before.Rows, after.Rows);
        Assert.AreEqual(before.Options, after.Options);
        Assert.AreEqual("", read.Encoding.Columns[1].ImputedLevel);
        CollectionAssert.AreEqual(Bytes(model), Bytes(read));
        Table table = new([new NumericColumn("n", new double[] { 1, 2 }), TextColumn.FromTexts("text", ["AB quoted w0000001 w0000003", null])]);
        CollectionAssert.AreEqual(model.Predict(TableEncoder.Encode(model.Encoding, table).Features), read.Predict(TableEncoder.Encode(read.Encoding, table).Features));
    }

    [TestMethod]
    [DataRow("\"sublinearTfIdf\"", "\"magic\"", "weighting of column 'text' is unknown")]
    [DataRow("\"phraseLength\":2", "\"phraseLength\":99", "PhraseLength is 99")]
    [DataRow("\"minRows\":2", "\"minRows\":0", "MinRows is 0")]
    [DataRow("\"maxWords\":1000000", "\"maxWords\":-1", "MaxWords is -1")]
    [DataRow("\"rows\":40", "\"rows\":3", "frequency of 4 rows")]
    [DataRow("\"rowsWith\":[2,3,4]", "\"rowsWith\":[2,3,1]", "frequency of 1 rows")]
    [DataRow("\"rowsWith\":[2,3,4]", "\"rowsWith\":[2,3]", "2 frequencies for 3 words")]
    [DataRow("\"rowsWith\":[2,3,4]", "\"rowsWith\":[2,3,1e99]", "cannot be read")]
    [DataRow("\"rowsWith\":[2,3,4]", "\"rowsWith\":\"2,3,4\"", "cannot be read")]
    [DataRow("\"words\":[\"ab\"", "\"words\":[\"zz\"", "not in order")]
    [DataRow("\"words\":[\"ab\"", "\"words\":[null", "not in order")]
    [DataRow("\"words\":[\"ab\"", "\"words\":[7", "cannot be read")]
    [DataRow("\"words\":", "\"worte\":", "cannot be read")]
    [DataRow("\"words\":", "\"words\":[],\"words\":", null)]
    public void File_ForgedWords_OneClearError(string from, string to, string? expected)
    {
        byte[] forged = Forged(Example(), from, to);
        if (expected is null)
        {
            Read(forged); // the last of two counts, as everywhere in JSON
            return;
        }
        string message = Assert.ThrowsExactly<ModelFileException>(() => Read(forged)).Message;
        Assert.DoesNotContain('\n', message);
        Assert.Contains(expected, message);
    }

    [TestMethod]
    public void File_LongColumnNameTimesManyWords_RefusedBeforeItFillsTheMemory()
    {
        byte[] forged = Forged(Example(5000), "\"name\":\"text\"", $"\"name\":\"{new string('n', 1 << 19)}\"");
        Assert.Contains("too long for so many", Assert.ThrowsExactly<ModelFileException>(() => Read(forged)).Message);
    }

    // Changed, with the checksum of what it is now.
    private static byte[] Forged(LinearModel model, string from, string to)
    {
        string text = Encoding.UTF8.GetString(Bytes(model));
        Assert.Contains(from, text);
        string body = text[..text.IndexOf("  \"checksum\"", StringComparison.Ordinal)].Replace(from, to);
        string sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        return Encoding.UTF8.GetBytes($"{body}  \"checksum\": \"sha256:{sum}\"\n}}\n");
    }
}
