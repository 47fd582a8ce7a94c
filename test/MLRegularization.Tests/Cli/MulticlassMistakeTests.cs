namespace MLRegularization.Tests.Cli;

/// <summary>Labels of several classes as users get them wrong, and doubts about the task said aloud.</summary>
[TestClass]
public sealed class MulticlassMistakeTests
{
    private static readonly string[] Names = ["ill", "so-so", "well"];

    private static string Rows(int rows, Func<int, string> label) => "a,b,w,g,y\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"{i * i % 7},{i % 4},{(i % 3 == 2 ? 0 : 1)},{Names[i % 3]},{label(i)}\n"));

    private static string Sentence(string table, params string[] options)
    {
        using CliFolder folder = new();
        folder.Write("t.csv", table);
        string sentence = folder.Run(["fit", "@t.csv", "--label", "y", "--model-out", "@m", "--report", "@r.html", .. options]).Sentence;
        CollectionAssert.AreEqual(new[] { "t.csv" }, folder.Files);
        return sentence;
    }

    [TestMethod]
    public void Fit_OneClass_OneSentence() =>
        Assert.Contains("is same in every row, so there is nothing to learn", Sentence(Rows(40, _ => "same"), "--task", "multiclass"));

    [TestMethod]
    [DataRow("auto")]
    [DataRow("multiclass")]
    public void Fit_TwoHundredTextsAsLabel_SaysTheLimit(string task) =>
        Assert.Contains("has 200 different values: 'id0', 'id1', 'id10', 'id100', …, more than the 100 classes that a model takes; give a label with fewer classes (it looks like a name or number of each row).", Sentence(Rows(200, i => $"id{i}"), "--task", task));

    [TestMethod]
    public void Fit_ManyNumbersAsClasses_OffersRegression() =>
        Assert.Contains("more than the 100 classes that a model takes; give a label with fewer classes, or --task regression.", Sentence(Rows(600, i => $"{i % 150}"), "--task", "multiclass"));

    [TestMethod]
    public void Fit_TwoClasses_OffersBinary() =>
        Assert.Contains("has 2 different values: 'no', 'yes', and --task multiclass takes three classes or more; give --task binary.", Sentence(Rows(40, i => i % 3 == 0 ? "yes" : "no"), "--task", "multiclass"));

    [TestMethod]
    [DataRow("regression", "and regression needs numbers; give a label of numbers, or fit the classes with --task multiclass.")]
    [DataRow("count", "and a model of counts needs numbers; give a label of numbers, or fit the classes with --task multiclass.")]
    public void Fit_TextsAsNumbers_OffersMulticlass(string task, string expected) => Assert.Contains(expected, Sentence(Rows(40, i => Names[i % 3]), "--task", task));

    [TestMethod]
    public void Fit_NumbersAndATextAmongThem_OffersMulticlassForFewValues()
    {
        string table = Rows(60, i => i % 4 == 3 ? "U" : $"{(i % 4 * 5) + 5}");
        Assert.Contains("holds the text 'U' in row 4 among numbers; correct it, or leave it empty and drop such rows with --missing drop, or, if they are classes, give --task multiclass.", Sentence(table));
        using CliFolder folder = new();
        folder.Write("t.csv", table);
        string[] classes = [.. folder.Run("fit", "@t.csv", "--label", "y", "--task", "multiclass", "--model-out", "@m", "--json").Json.GetProperty("classes").EnumerateArray().Select(c => c.GetString()!)];
        CollectionAssert.AreEqual(new[] { "5", "10", "15", "U" }, classes);
        folder.Write("u.csv", "a,b,y\n1,2,5\n2,3,10\n");
        Assert.AreEqual(0, folder.Run("evaluate", "@m", "@u.csv").Exit);
    }

    [TestMethod]
    public void Fit_LabelMissingInSomeRows_AsksForDrop()
    {
        string table = Rows(60, i => i % 10 == 1 ? "" : Names[i % 3]);
        Assert.Contains("Column 'y' has no value in 6 of 60 rows, first in row 2; fill it in, or leave such rows out with --missing drop.", Sentence(table));
        using CliFolder folder = new();
        folder.Write("t.csv", table);
        System.Text.Json.JsonElement json = folder.Run("fit", "@t.csv", "--label", "y", "--missing", "drop", "--json").Json;
        Assert.AreEqual(54, json.GetProperty("rows").GetInt32());
        Assert.AreEqual(3, json.GetProperty("classes").GetArrayLength());
    }

    [TestMethod]
    [DataRow("--json"), DataRow("--quiet")]
    public void Fit_ClassesThatDifferInCapitals_SaysSoUnlessQuiet(string option)
    {
        using CliFolder folder = new();
        folder.Write("t.csv", Rows(60, i => i % 6 == 3 ? "ILL" : Names[i % 3]));
        CliResult fit = folder.Run("fit", "@t.csv", "--label", "y", option);
        Assert.AreEqual(0, fit.Exit, fit.Error);
        Assert.AreEqual(option == "--json", fit.Error.Contains("The label 'y' holds 'ILL' and 'ill', which differ in capitals or spaces only and count as different classes; write them alike if they mean the same.", StringComparison.Ordinal), fit.Error);
    }

    [TestMethod]
    public void Fit_ClassOfOneRow_NamesItItsRowsAndTheRemedy()
    {
        Assert.Contains("Class 'rare, \"odd\"' of the label 'y' has 1 row, and the fold that holds it out learns nothing of the class; add rows of it, or leave the class out or merge it with another.", Sentence(Rows(60, i => i == 7 ? "\"rare, \"\"odd\"\"\"" : Names[i % 3])));
        Assert.Contains("Class 'id0' of the label 'y' has 1 row (so have 39 other classes)", Sentence(Rows(40, i => $"id{i}")));
        using CliFolder folder = new();
        folder.Write("t.csv", Rows(60, i => i == 7 ? "rare" : Names[i % 3]));
        Assert.AreEqual(0, folder.Run("path", "@t.csv", "--label", "y").Exit);
    }

    [TestMethod]
    public void Fit_FoldsThatHoldAWholeClass_NameFoldAndClass()
    {
        Assert.Contains("All 20 rows of class 'ill' of the label 'y' are held out by fold 1, which then learns nothing of the class; give other folds", Sentence(Rows(60, i => Names[i % 3]), "--fold-column", "g"));
        string inTime = "t,a,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},{i * i % 7},{Names[i / 20]}\n"));
        Assert.Contains("Class 'so-so' of the label 'y' (20 rows) is in none of the earliest rows, on which fold 1 is trained; give fewer --folds", Sentence(inTime, "--time-column", "t", "--folds", "5"));
    }

    [TestMethod]
    public void Fit_WeightsWithoutAClass_OneSentence() =>
        Assert.Contains("Every row of class 'well' of the label 'y' has weight 0 in 'w'; give weight to rows of every class.", Sentence(Rows(60, i => Names[i % 3]), "--weights", "w"));

    [TestMethod]
    public void Fit_Offset_OneSentence() =>
        Assert.Contains("--offset names the column 'b', and the label 'y' has 3 classes, of which each would need an offset of its own; leave --offset out.", Sentence(Rows(60, i => Names[i % 3]), "--offset", "b"));

    [TestMethod]
    [DataRow("regression", ", or give --task multiclass.")]
    [DataRow("binary", ": two classes share their coefficients.")]
    public void Fit_GroupedForAnotherTask_OneSentence(string task, string expected) =>
        Assert.Contains($"the task is {task}; leave --grouped out{expected}", Sentence(Rows(60, i => $"{i % 2}"), "--grouped", "--task", task));

    [TestMethod]
    public void Fit_Auc_OneSentence() =>
        Assert.Contains("--measure is 'auc', which needs two classes, and the task is multiclass; give --measure deviance, accuracy or mse.", Sentence(Rows(60, i => Names[i % 3]), "--measure", "auc"));

    [TestMethod]
    public void Evaluate_ClassTheModelDoesNotKnow_OneSentence()
    {
        using CliFolder folder = new();
        folder.Write("t.csv", Rows(60, i => Names[i % 3]));
        Assert.AreEqual(0, folder.Run("fit", "@t.csv", "--label", "y", "--model-out", "@m").Exit);
        folder.Write("u.csv", "a,b,w,g,y\n1,1,1,ill,ill\n1,1,1,ill,dead\n");
        Assert.Contains("The label 'y' holds 'dead' in row 2, and the model knows the classes 'ill', 'so-so' and 'well'; correct or drop the row.", folder.Run("evaluate", "@m", "@u.csv").Sentence);
        folder.Write("v.csv", "a,b,w,g,y\n1,1,1,ill,3\n");
        Assert.Contains("holds '3' in row 1", folder.Run("evaluate", "@m", "@v.csv").Sentence);
    }

    [TestMethod]
    public void Evaluate_ModelOfAnotherTaskThanItsLoss_OneSentence()
    {
        using CliFolder folder = new();
        folder.Write("t.csv", Rows(60, i => $"{i % 7}.5"));
        Assert.AreEqual(0, folder.Run("fit", "@t.csv", "--label", "y", "--model-out", "@m").Exit);
        MLRegularization.Models.LinearModel model = MLRegularization.Models.ModelFile.Load(folder.PathOf("m"));
        MLRegularization.Models.ModelFile.Save(model.WithFacts(model.Facts with { Task = "multiclass" }), folder.PathOf("m"));
        foreach (string command in new[] { "evaluate", "predict" })
            Assert.Contains("task is 'multiclass' and its loss 'squared' with 0 classes, which do not belong together", folder.Run(command, "@m", "@t.csv").Sentence);
    }

    [TestMethod]
    public void Fit_FewWholeNumbers_RegressionAndANoteHowToChoose()
    {
        using CliFolder folder = new();
        folder.Write("t.csv", Rows(60, i => $"{(i % 3) + 1}"));
        CliResult result = folder.Run("fit", "@t.csv", "--label", "y");
        Assert.AreEqual(0, result.Exit);
        Assert.Contains("regression of 'y' on", result.Out);
        Assert.Contains("The label 'y' holds the whole numbers 1, 2, 3 only, and is fitted as numbers (regression); give --task multiclass if they stand for classes", result.Error);
        Assert.DoesNotContain("whole numbers", folder.Run("fit", "@t.csv", "--label", "y", "--task", "regression").Error);
        Assert.AreEqual("multiclass", folder.Run("fit", "@t.csv", "--label", "y", "--task", "multiclass", "--json").Json.GetProperty("task").GetString());
        folder.Write("u.csv", Rows(60, i => $"{(i * 7 % 30) / 4.0}"));
        Assert.DoesNotContain("whole numbers", folder.Run("fit", "@u.csv", "--label", "y").Error);
    }

    [TestMethod]
    public void Fit_LongTextsOnSeveralLinesAsLabel_AreQuotedShortOnOneLine()
    {
        using CliFolder folder = new();
        folder.Write("t.csv", "a,y\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i},\"{i:D2} first line\nsecond {new string('z', 9000)}\"\n")));
        Assert.StartsWith($"mlreg: Class '00 first line second {new string('z', 57 - 21)}…' of the label 'y' has 1 row", folder.Run("fit", "@t.csv", "--label", "y").Sentence);
    }
}
