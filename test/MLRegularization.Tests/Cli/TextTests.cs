using System.Globalization;
using System.Text;
using System.Text.Json;
using MLRegularization.Models;
using MLRegularization.Preparation;

namespace MLRegularization.Tests.Cli;

/// <summary>Columns of free text from end to end.</summary>
[TestClass]
public sealed class TextTests
{
    private static readonly string[] kind = ["good", "warm", "friendly"], unkind = ["bad", "cold", "stale"], other = ["soup", "room", "staff", "garden", "bread", "the", "and"];

    // 80 rows: a price that says little, a text of which some words decide, a label.
    private static string Table(Func<int, string, string>? text = null, string columns = "price,message,liked")
    {
        StringBuilder table = new(columns + "\n");
        for (int i = 0; i < 80; i++)
        {
            bool likes = i * 7 % 5 < 3;
            string mood = (i % 11 == 0 ? !likes : likes) ? kind[i % 3] : unkind[i / 2 % 3];
            string words = $"The {other[i % 7]}, {mood.ToUpperInvariant()} {other[i * 3 % 7]}! No. {1000 + i}";
            table.Append(CultureInfo.InvariantCulture, $"{10 + i % 9},\"{text?.Invoke(i, words) ?? words}\",{(likes ? "yes" : "no")}\n");
        }
        return table.ToString();
    }

    private static CliFolder With(string table)
    {
        CliFolder folder = new();
        folder.Write("t.csv", table);
        return folder;
    }

    [TestMethod]
    public void Fit_TextsThatAreAllEmpty_SaysWhyNoColumnIsLeft()
    {
        using CliFolder folder = With("message,liked\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"\" \",{(i % 3 == 0 ? "yes" : "no")}\n")));
        Assert.Contains("has no column left to learn from (Column 'message' holds no value at all and is left out); give", folder.Run("fit", "@t.csv", "--label", "liked", "--text", "message", "--missing", "impute").Sentence);
    }

    [TestMethod]
    public void Fit_WordsOfHundredsOfLetters_AreCutInTheTableAndInSentences()
    {
        string word = new('b', 900);
        using CliFolder folder = With("message,liked\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{(i % 3 == 0 ? "nice" : word + " other")},{(i % 3 == 0 ? "yes" : "no")}\n")));
        CliResult fit = folder.Run("fit", "@t.csv", "--label", "liked", "--text", "message", "--model-out", "@m");
        Assert.AreEqual(0, fit.Exit, fit.Error);
        foreach (string text in new[] { fit.Out, folder.Run("inspect", "@m").Out })
        {
            Assert.Contains("message:bbb", text);
            Assert.DoesNotContain(new string('b', 61), text);
            Assert.IsLessThan(60, text.Split('\n').Length);
        }
        Assert.Contains(word, folder.Run("inspect", "@m", "--json").Out);
    }

    [TestMethod]
    public void FitPredictEvaluateInspect_FreeText_OneModel()
    {
        using CliFolder folder = With(Table());
        CliResult fit = folder.Run("fit", "@t.csv", "--label", "liked", "--text", "message", "--model-out", "@m.mlreg", "--report", "@r.html");
        Assert.AreEqual(0, fit.Exit, fit.Error);
        Assert.Contains("message:cold", fit.Out);
        Assert.DoesNotContain("message:1000", fit.Out); // in one row only
        JsonElement evaluation = folder.Run("evaluate", "@m.mlreg", "@t.csv", "--json").Json;
        Assert.IsGreaterThan(0.85, evaluation.GetProperty("metrics").GetProperty("auc").GetDouble());
        CliResult inspect = folder.Run("inspect", "@m.mlreg");
        Assert.Contains("Words of 'message'", inspect.Out);
        JsonElement column = folder.Run("inspect", "@m.mlreg", "--json").Json.GetProperty("textColumns")[0];
        Assert.AreEqual("tfIdf", column.GetProperty("weighting").GetString());
        Assert.AreEqual(14, column.GetProperty("words").GetInt32());

        // What predict writes is what the saved model says of the same texts.
        folder.Write("new.csv", "message,price\n\"warm, friendly words never seen\",11\n\"cold, cold\",12\n12345,13\n");
        CliResult predicted = folder.Run("predict", "@m.mlreg", "@new.csv");
        Assert.AreEqual(0, predicted.Exit, predicted.Error);
        Assert.AreEqual("", predicted.Error); // words it does not know are no news
        double[] probabilities = [.. predicted.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => double.Parse(l.Split(',')[3], CultureInfo.InvariantCulture))];
        LinearModel model = ModelFile.Load(folder.PathOf("m.mlreg"));
        Table table = new([new NumericColumn("price", new double[] { 11, 12, 13 }), TextColumn.FromTexts("message", ["warm friendly", "COLD cold", ""])]);
        double[] expected = model.Predict(TableEncoder.Encode(model.Encoding!, table).Features);
        for (int i = 0; i < 3; i++) Assert.AreEqual(expected[i], probabilities[i], 1e-12);
        Assert.IsGreaterThan(probabilities[2], probabilities[0]);
        Assert.IsLessThan(probabilities[2], probabilities[1]);
    }

    [TestMethod]
    public void Path_FreeText_WordsAreFeatures()
    {
        using CliFolder folder = With(Table());
        Assert.AreEqual(0, folder.Run("path", "@t.csv", "--label", "liked", "--text", "message", "--text-phrases", "2", "--out", "@p.csv").Exit);
        string[] features = [.. File.ReadAllLines(folder.PathOf("p.csv")).Skip(1).Select(l => l.Split(',')[2]).Distinct()];
        Assert.Contains("message:cold", features);
        Assert.IsTrue(features.Any(f => f.StartsWith("message:the ", StringComparison.Ordinal)), string.Join(' ', features));
    }

    [TestMethod]
    public void Fit_OptionsOfText_ChangeTheWords()
    {
        using CliFolder folder = With(Table());
        int Features(params string[] more) => folder.Run(["fit", "@t.csv", "--label", "liked", "--text", "message", "--lambda", "0.1", "--json", .. more]).Json.GetProperty("features").GetInt32();
        Assert.AreEqual(1 + 14, Features());
        Assert.AreEqual(1 + 5, Features("--text-words", "5"));
        Assert.AreEqual(1 + 14 + 80, Features("--text-min-rows", "1"));
        Assert.AreEqual(1 + 14, Features("--text-weighting", "counts"));
    }

    [TestMethod]
    public void Fit_BoundsByWordAndByColumn_Hold()
    {
        using CliFolder folder = With(Table());
        JsonElement json = folder.Run("fit", "@t.csv", "--label", "liked", "--text", "message", "--lambda", "0.01", "--json", "--penalty-factor", "message:cold=inf", "--lower", "message=0").Json;
        foreach (JsonElement coefficient in json.GetProperty("coefficients").EnumerateArray())
        {
            Assert.AreNotEqual("message:cold", coefficient.GetProperty("feature").GetString());
            if (coefficient.GetProperty("feature").GetString() != "price") Assert.IsGreaterThan(0, coefficient.GetProperty("coefficient").GetDouble());
        }
    }

    [TestMethod]
    public void Fit_EmptyTexts_AnErrorOrWhereImputedNoWords()
    {
        using CliFolder folder = With(Table((i, text) => i % 10 == 3 ? "" : text));
        CliResult refused = folder.Run("fit", "@t.csv", "--label", "liked", "--text", "message");
        Assert.AreEqual(1, refused.Exit);
        Assert.Contains("'message' has no value in 8 of 80 rows, first in row 4", refused.Error);
        CliResult fit = folder.Run("fit", "@t.csv", "--label", "liked", "--text", "message", "--missing", "impute", "--model-out", "@m.mlreg");
        Assert.AreEqual(0, fit.Exit, fit.Error);
        Assert.DoesNotContain("(missing)", fit.Out);
        folder.Write("new.csv", "message,price\n,11\n");
        Assert.AreEqual(0, folder.Run("predict", "@m.mlreg", "@new.csv").Exit);
    }

    [TestMethod]
    [DataRow("--text=nothere", "has no column 'nothere', which --text names")]
    [DataRow("--text=massage", "did you mean 'message'?")]
    [DataRow("--text=liked", "'liked' is named by --label and by --text")]
    [DataRow("--text=message,price", "'price', which --text names, holds numbers, such as 10,")]
    [DataRow("--text=message,message", "named twice by --text")]
    [DataRow("--text=message --ignore=message", "named by --text and by --ignore")]
    [DataRow("--text=message --text-min-rows=90", "no word of two or more letters or digits that occurs in at least 90 rows")]
    [DataRow("--text=message --text-min-rows=0", "--text-min-rows is '0'")]
    [DataRow("--text=message --text-words=none", "--text-words is 'none'")]
    [DataRow("--text=message --text-phrases=3", "--text-phrases is '3'")]
    [DataRow("--text=message --text-weighting=tf", "--text-weighting is 'tf'")]
    [DataRow("--text-words=9 --ignore=message", "--text-words was given without --text")]
    [DataRow("--label=liked", "make it a bag of words with --text message")]
    public void Fit_Mistake_OneSentence(string words, string expected)
    {
        using CliFolder folder = With(Table());
        CliResult result = folder.Run(["fit", "@t.csv", .. words.Contains("--label") ? Array.Empty<string>() : ["--label", "liked"], .. words.Split(' ')]);
        Assert.AreEqual(1, result.Exit);
        Assert.Contains(expected, result.Error);
        Assert.AreEqual(1, result.Error.TrimEnd('\n').Split('\n').Length);
    }

    [TestMethod]
    public void Fit_TextsWithoutAWord_OneSentence()
    {
        using CliFolder folder = With(Table((_, _) => "?!"));
        Assert.Contains("no word of two or more letters or digits", folder.Run("fit", "@t.csv", "--label", "liked", "--text", "message").Error);
        folder.Write("t.csv", Table((_, _) => "", "liked2,message,liked").Replace("liked2", "liked1"));
        CliResult empty = folder.Run("fit", "@t.csv", "--label", "liked", "--text", "message", "--ignore", "liked1", "--missing", "impute");
        Assert.AreEqual(1, empty.Exit);
        Assert.Contains("no column left to learn from", empty.Error);
    }

    [TestMethod]
    public void Fit_FeatureNamesThatMeet_OneSentence()
    {
        using CliFolder folder = With(Table(columns: "message:cold,message,liked"));
        Assert.Contains("Two features would be called 'message:cold'", folder.Run("fit", "@t.csv", "--label", "liked", "--text", "message").Error);
    }

    [TestMethod]
    public void Fit_LibsvmWithText_OneSentence()
    {
        using CliFolder folder = new();
        folder.Write("t.svm", "1 1:2\n0 1:3\n");
        Assert.Contains("--text names the column 'x1'", folder.Run("fit", "@t.svm", "--text", "x1").Error);
    }
}
