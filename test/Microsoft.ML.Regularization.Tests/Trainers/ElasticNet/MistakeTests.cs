using Microsoft.ML.Trainers.Regularization;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MLRegularization.Paths;

namespace Microsoft.ML.Regularization.Tests.Trainers.ElasticNet;

/// <summary>Mistakes that users make with options and rows: one sentence each, in the words of the options and with the view's row numbers.</summary>
[TestClass]
public sealed class MistakeTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private static readonly Dictionary<string, Action<ElasticNetOptions>> WrongOptions = new()
    {
        ["LambdaCount is 0; it must be at least 1."] = o => o.LambdaCount = 0,
        ["LambdaRatio is 2; it must lie between 0 and 1, both excluded, or be null for the default."] = o => o.LambdaRatio = 2,
        ["LambdaRatio is NaN; it must lie between 0 and 1, both excluded, or be null for the default."] = o => o.LambdaRatio = double.NaN,
        ["Tolerance is 0; it must lie between 0 and 1, both excluded: 1e-7 is usual."] = o => o.Tolerance = 0,
        ["MaximumNumberOfIterations is 0; it must be at least 1."] = o => o.MaximumNumberOfIterations = 0,
        ["Lambdas is empty; give at least one strength, or null for a grid from the data."] = o => o.Lambdas = [],
        ["Lambdas has -1; each must be a finite number of at least 0."] = o => o.Lambdas = [1, -1],
        ["Alphas is empty; give at least one share, or null for Alpha alone."] = o => o.Alphas = [],
        ["Alphas has 2; each must lie between 0 (ridge) and 1 (lasso)."] = o => o.Alphas = [0.5, 2],
        ["PenaltyFactors has -1 for 'age'; it must be 0 (never penalised) or more, infinity to leave the feature out."] = o => o.PenaltyFactors = Of("age", -1),
        ["LowerBounds has 1 for 'age'; it must be 0 or less."] = o => o.LowerBounds = Of("age", 1),
        ["UpperBounds has NaN for 'age'; it must be 0 or more."] = o => o.UpperBounds = Of("age", double.NaN),
        ["Measure is 99; choose Deviance, SquaredError, Auc or Accuracy."] = o => o.Measure = (CrossValidationMeasure)99,
        ["Measure is Auc, which needs two classes, and this trainer has others or none; choose Deviance."] = o => o.Measure = CrossValidationMeasure.Auc,
        ["Measure is Accuracy, which needs classes, and this trainer has none; choose Deviance."] = o => o.Measure = CrossValidationMeasure.Accuracy,
    };

    public static IEnumerable<object[]> Sentences => WrongOptions.Keys.Select(sentence => new object[] { sentence });

    public static IEnumerable<object[]> Tasks => LinearTask.All.Select(t => new object[] { t });

    [TestMethod]
    [DynamicData(nameof(Sentences))]
    public void NewTrainer_WrongOption_OneSentence(string sentence)
    {
        ElasticNetOptions options = new();
        WrongOptions[sentence](options);
        Assert.AreEqual(sentence, Assert.ThrowsExactly<ArgumentException>(() => Ml.Regression.Trainers.ElasticNet(options)).Message);
    }

    [TestMethod]
    public void Alpha_OfOptionsAndArguments_IsTheSame()
    {
        IDataView data = Views.Of(Ml, 60);
        foreach ((double expected, ElasticNetFitDetails details) in new[]
        {
            (0.5, Ml.Regression.Trainers.ElasticNet(new ElasticNetOptions { Lambda = 0.1 }).Fit(data).FitDetails()), (0.5, Ml.Regression.Trainers.ElasticNet(lambda: 0.1).Fit(data).FitDetails()),
            (1, Ml.Regression.Trainers.Lasso(new ElasticNetOptions { Lambda = 0.1 }).Fit(data).FitDetails()), (0, Ml.Regression.Trainers.Ridge(new ElasticNetOptions { Lambda = 0.1 }).Fit(data).FitDetails()),
        })
            Assert.AreEqual(expected, details.Alpha);
    }

    [TestMethod]
    public void Options_ChangedAfterTheTrainerWasMade_DoNotMatter()
    {
        IDataView data = Views.Of(Ml, 100);
        Dictionary<string, double> factors = new() { ["noise"] = 0 }, lower = new() { ["age"] = -1 }, upper = new() { ["age"] = 1 };
        List<double> alphas = [0.5, 1], lambdas = [1, 0.1, 0.01];
        ElasticNetOptions options = new() { Seed = 1, Alphas = alphas, Lambdas = lambdas, PenaltyFactors = factors, LowerBounds = lower, UpperBounds = upper };
        IReadOnlyList<float> expected = Ml.Regression.Trainers.ElasticNet(options).Fit(data).Model.Weights;
        ElasticNetRegressionTrainer trainer = Ml.Regression.Trainers.ElasticNet(options);
        (options.LabelColumnName, options.Seed, options.FoldCount, alphas[0]) = ("nothing", 2, 1, 7);
        lambdas.Clear();
        foreach (Dictionary<string, double> given in new[] { factors, lower, upper }) (given["nothing"], _) = (5, given.Remove("age"));
        CollectionAssert.AreEqual(expected.ToArray(), trainer.Fit(data).Model.Weights.ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_WrongValueAfterRowsLeftOut_NamesTheViewsRow(LinearTask task)
    {
        if (task.Loss == LossKind.Logistic) return; // A Boolean is never missing.
        void Refuses(string role, string column, Action<Tables.Row> spoil, Action<ElasticNetClassificationOptions> set)
        {
            Tables.Row[] rows = Views.Changed(400, (r, i) =>
            {
                if (i % 3 == 0) (r.Label, r.Count, r.Kind) = (float.NaN, float.NaN, "?");
                if (i == 310) spoil(r);
            });
            string message = Assert.ThrowsExactly<InvalidOperationException>(() => task.Fit(Ml, Views.Of(Ml, rows), set)).Message;
            StringAssert.Contains(message, $"The {role} in the column '{column}' is ");
            StringAssert.Contains(message, " in row 311;");
        }
        if (task.Loss is LossKind.Squared or LossKind.Poisson) Refuses("label", task.Label, r => (r.Label, r.Count) = (float.NegativeInfinity, -1), _ => { });
        Refuses("weight", "Weight", r => r.Weight = -1, o => o.ExampleWeightColumnName = "Weight");
        if (task.Loss != LossKind.Multinomial) Refuses("offset", "Weight", r => r.Weight = float.NegativeInfinity, o => o.OffsetColumnName = "Weight");
        Refuses("time", "Weight", r => r.Weight = float.NaN, o => o.TimeColumnName = "Weight");
    }

    [TestMethod]
    public void Fit_ValidationRows_AreCalledSo()
    {
        IDataView data = Views.Of(Ml, 60);
        string Refusal<T>(Tables.Row[] rows)
            where T : Exception => Assert.ThrowsExactly<T>(() => Ml.Regression.Trainers.Lasso().Fit(data, Views.Of(Ml, rows))).Message;
        StringAssert.Contains(Refusal<InvalidOperationException>(Views.Changed(9, (r, i) => r.Label = i == 6 ? float.PositiveInfinity : 1)), "is Infinity in validation row 7;");
        StringAssert.Contains(Refusal<InvalidOperationException>(Views.Changed(9, (r, i) => r.Features[0] = i == 6 ? float.NaN : 1)), "is missing in validation row 7;");
        Assert.AreEqual("No validation row has both a label in 'Label' and features in 'Features'; give some that have.", Refusal<InvalidOperationException>([]));
        IDataView wide = Ml.Transforms.Concatenate("Features", "Features", "Label").Fit(data).Transform(data);
        StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Ml.Regression.Trainers.Lasso().Fit(data, wide)).Message,
            "Schema mismatch for feature column 'Features' of the validation data: expected Vector<Single, 6>, got Vector<Single, 7>");
    }

    [TestMethod]
    public void Fit_ValidationRowsOfOneClassByAuc_IsRefused()
    {
        ElasticNetClassificationOptions options = new() { LabelColumnName = "IsLarge", Measure = CrossValidationMeasure.Auc };
        string message = Assert.ThrowsExactly<ArgumentException>(() => Ml.BinaryClassification.Trainers.ElasticNetLogisticRegression(options).Fit(Views.Of(Ml, 60), Views.Of(Ml, Views.Changed(9, (r, _) => r.IsLarge = true)))).Message;
        Assert.AreEqual("The rows held out are all of one class, and the AUC needs both; give rows of the other too, or choose another measure.", message);
    }

    [TestMethod]
    public void FitDetails_OfAnotherTrainersModel_SaysWhy()
    {
        IDataView data = Views.Of(Ml, 60);
        string message = Assert.ThrowsExactly<InvalidOperationException>(() => Ml.Regression.Trainers.Sdca().Fit(data).FitDetails()).Message;
        Assert.AreEqual("The model LinearRegressionModelParameters was loaded from a file or fitted by another trainer; details are not saved with a model, so ask for them right after Fit.", message);
    }

    [TestMethod]
    [DoNotParallelize]
    public void Fit_Anything_WritesNothingToTheConsole()
    {
        TextWriter before = Console.Out, errors = Console.Error;
        using StringWriter written = new();
        (TextWriter Out, TextWriter Error) console = (written, written);
        try
        {
            Console.SetOut(console.Out);
            Console.SetError(console.Error);
            Ml.Regression.Trainers.Lasso().Fit(Views.Of(Ml, 60));
            Assert.ThrowsExactly<InvalidOperationException>(() => Ml.Regression.Trainers.Lasso().Fit(Views.Of(Ml, 0)));
        }
        finally
        {
            Console.SetOut(before);
            Console.SetError(errors);
        }
        Assert.AreEqual("", written.ToString());
    }

    private static Dictionary<string, double> Of(string name, double value) => new() { [name] = value };
}
