using MLRegularization.Matrices;
using MLRegularization.Paths;
using MLRegularization.Tests.Fixtures;

namespace MLRegularization.Tests.Paths;

/// <summary>Cross-validation by other measures than the deviance, against glmnet's.</summary>
[TestClass]
public class MeasureFixtureTests
{
    [TestMethod]
    [DataRow("auc", CrossValidationMeasure.Auc, 2)]
    [DataRow("class", CrossValidationMeasure.Accuracy, 5)]
    [DataRow("mse", CrossValidationMeasure.SquaredError, 2)]
    public void Run_SameFolds_EqualsGlmnetsCurve(string name, CrossValidationMeasure measure, int count)
    {
        FixtureTable curves = FixtureTable.Fixture("glmnet_families_cv.csv"), cases = FixtureTable.Fixture("glmnet_families_cases.csv");
        int seen = 0;
        foreach (IGrouping<string, string[]> curve in curves.Rows.Where(r => curves.Cell(r, "measure") == name)
            .GroupBy(r => string.Join(',', new[] { "data", "grouped", "alpha", "weights" }.Select(c => curves.Cell(r, c)))))
        {
            string[] first = curve.First(), like = [.. cases.Rows.First(r => cases.Cell(r, "data") == curves.Cell(first, "data") && cases.Cell(r, "factors").Length + cases.Cell(r, "lower").Length + cases.Cell(r, "upper").Length == 0
                && cases.Cell(r, "standardize") == "true" && cases.Cell(r, "intercept") == "true")];
            foreach (string column in (string[])["weights", "offset"]) like[cases.Index(column)] = curves.Cell(first, column);
            (TrainingSet data, PathOptions options) = cases.Case(like);
            options.Grouped = curves.Cell(first, "grouped") == "true";
            options.Alpha = FixtureTable.Number(curves.Cell(first, "alpha"));
            options.Lambdas = [.. curve.Select(r => FixtureTable.Number(curves.Cell(r, "lambda")))];
            CrossValidation run = CrossValidation.Run(data, options, new CrossValidationOptions { Measure = measure, Folds = [Folds.Given([.. Enumerable.Range(0, data.Rows).Select(i => i % 10)])] });
            Assert.AreEqual(measure, run.Measure);
            string[][] rows = [.. curve];
            for (int k = 0; k < rows.Length; k++)
            {
                double theirs = FixtureTable.Number(curves.Cell(rows[k], "cvm")), error = FixtureTable.Number(curves.Cell(rows[k], "cvsd"));
                Assert.AreEqual(name == "auc" ? 1 - theirs : theirs, run.Curves[0].MeanError[k], 1e-6, $"{curve.Key}, lambda {k}");
                Assert.AreEqual(error, run.Curves[0].StandardError[k], 1e-6, $"{curve.Key}, lambda {k}");
                if (curves.Cell(rows[k], "is_min") == "true") Assert.AreEqual(k, run.Curves[0].MinIndex, curve.Key);
                if (curves.Cell(rows[k], "is_1se") == "true") Assert.AreEqual(k, run.Curves[0].OneSeIndex, curve.Key);
            }
            seen++;
        }
        Assert.AreEqual(count, seen);
    }

    [TestMethod]
    [DataRow(CrossValidationMeasure.Auc), DataRow(CrossValidationMeasure.Accuracy)]
    public void Run_MeasureOfClassesForNumbers_Refused(CrossValidationMeasure measure)
    {
        TrainingSet data = TrainingSet.FromRows(new double[,] { { 1 }, { 2 }, { 4 }, { 3 } }, [1, 2, 3, 5]);
        Assert.Contains("classes; fit logistic", Assert.ThrowsExactly<ArgumentException>(() => CrossValidation.Run(data, null, new CrossValidationOptions { FoldCount = 2, Measure = measure })).Message);
    }

    [TestMethod]
    public void Run_FoldsOfOneClassEach_AucSaysWhy()
    {
        double[,] x = { { 1 }, { 2 }, { 4 }, { 3 }, { 5 }, { 7 } };
        string message = Assert.ThrowsExactly<ArgumentException>(() => CrossValidation.Run(TrainingSet.FromRows(x, [0, 1, 1, 0, 1, 0]), new PathOptions { Loss = LossKind.Logistic },
            new CrossValidationOptions { Folds = [Folds.Given([0, 1, 2, 3, 4, 5])], Measure = CrossValidationMeasure.Auc })).Message;
        Assert.Contains("0 of 6 folds hold out rows of both classes", message);
    }
}
