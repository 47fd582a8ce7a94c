using MLRegularization.Matrices;
using MLRegularization.Paths;
using MLRegularization.Tests.Fixtures;

namespace MLRegularization.Tests.Paths;

/// <summary>Binomial, multinomial and Poisson paths against glmnet's.</summary>
[TestClass]
public class FamilyFixtureTests
{
    [TestMethod]
    [DataRow(false), DataRow(true)]
    public void Fit_EveryCase_EqualsGlmnetsCoefficients(bool sparse)
    {
        FixtureTable cases = FixtureTable.Fixture("glmnet_families_cases.csv"), coefficients = FixtureTable.Fixture("glmnet_families_coefficients.csv");
        ILookup<string, string[]> expected = coefficients.Rows.ToLookup(r => coefficients.Cell(r, "case"));
        List<string> wrong = [];
        int compared = 0;
        foreach (string[] row in cases.Rows)
        {
            string name = cases.Cell(row, "case");
            (TrainingSet data, PathOptions options) = cases.Case(row);
            if (sparse) data = new TrainingSet(Sparse(data.Features), data.Target, data.Weights, data.Offset, data.FeatureNames);
            foreach (PathPoint point in PathSolver.Fit(data, options).Points)
            {
                if (point.Certificate.Gap > 1e-7) wrong.Add($"{name} at {point.Lambda}: gap {point.Certificate.Gap}");
                string[] classes = cases.Cell(row, "family") == "multinomial" ? cases.Cell(row, "classes").Split(';') : [""];
                Dictionary<(string, string), double> peer = expected[name].Where(r => FixtureTable.Number(coefficients.Cell(r, "lambda")) == point.Lambda)
                    .ToDictionary(r => (coefficients.Cell(r, "class"), coefficients.Cell(r, "feature")), r => FixtureTable.Number(coefficients.Cell(r, "coefficient")));
                if (peer.Count == 0) wrong.Add($"{name} has no fixture at {point.Lambda}");
                for (int k = 0; k < classes.Length; k++)
                    for (int j = -1; j < data.Columns; j++)
                    {
                        compared++;
                        string feature = j < 0 ? "(intercept)" : data.FeatureNames[j];
                        double ours = j < 0 ? point.Intercepts[k] : point[(k * data.Columns) + j], theirs = peer.GetValueOrDefault((classes[k], feature));
                        if (Math.Abs(ours - theirs) > 1e-6 * Math.Max(Math.Abs(theirs), 1e-3)) wrong.Add($"{name} at {point.Lambda}, {feature} {classes[k]}: {ours:R} against {theirs:R}");
                    }
            }
        }
        Assert.IsEmpty(wrong, $"{wrong.Count} of {compared}\n" + string.Join("\n", wrong.Take(12)));
        Assert.IsGreaterThan(1000, compared);
    }

    [TestMethod]
    public void Fit_DefaultGrid_EndsWhereGlmnetsEnds()
    {
        FixtureTable grids = FixtureTable.Fixture("glmnet_families_grid.csv"), cases = FixtureTable.Fixture("glmnet_families_cases.csv");
        int seen = 0;
        foreach (IGrouping<string, string[]> grid in grids.Rows.GroupBy(r => string.Join(',', new[] { "data", "grouped", "alpha", "weights" }.Select(c => grids.Cell(r, c)))))
        {
            string[] first = grid.First();
            (TrainingSet data, _) = cases.Case(Like(cases, grids, first));
            PathOptions options = new()
            {
                Loss = grids.Cell(first, "family") switch { "poisson" => LossKind.Poisson, "multinomial" => LossKind.Multinomial, _ => LossKind.Logistic },
                Grouped = grids.Cell(first, "grouped") == "true",
                Alpha = FixtureTable.Number(grids.Cell(first, "alpha")),
            };
            RegularizationPath path = PathSolver.Fit(data, options);
            string[][] kept = [.. grid.Where(r => grids.Cell(r, "kept") == "true")];
            Assert.HasCount(kept.Length, path.Points, grid.Key);
            for (int k = 0; k < kept.Length; k++)
            {
                double lambda = FixtureTable.Number(grids.Cell(kept[k], "lambda"));
                Assert.AreEqual(lambda, path.Points[k].Lambda, 1e-9 * lambda, grid.Key);
                Assert.AreEqual(FixtureTable.Number(grids.Cell(kept[k], "dev_ratio")), path.Points[k].ExplainedDeviance, 1e-5, grid.Key);
            }
            seen++;
        }
        Assert.IsGreaterThan(2, seen);
    }

    [TestMethod]
    public void Run_SameFolds_EqualsGlmnetsDeviances()
    {
        FixtureTable curves = FixtureTable.Fixture("glmnet_families_cv.csv"), cases = FixtureTable.Fixture("glmnet_families_cases.csv");
        int seen = 0;
        foreach (IGrouping<string, string[]> curve in curves.Rows.Where(r => curves.Cell(r, "measure") == "deviance")
            .GroupBy(r => string.Join(',', new[] { "data", "grouped", "alpha", "weights", "offset" }.Select(c => curves.Cell(r, c)))))
        {
            string[] first = curve.First();
            (TrainingSet data, PathOptions options) = cases.Case(Like(cases, curves, first));
            options.Grouped = curves.Cell(first, "grouped") == "true";
            options.Alpha = FixtureTable.Number(curves.Cell(first, "alpha"));
            options.Lambdas = [.. curve.Select(r => FixtureTable.Number(curves.Cell(r, "lambda")))];
            CrossValidationCurve ours = CrossValidation.Run(data, options, new CrossValidationOptions { Folds = [Folds.Given([.. Enumerable.Range(0, data.Rows).Select(i => i % 10)])] }).Curves[0];
            string[][] rows = [.. curve];
            for (int k = 0; k < rows.Length; k++)
            {
                double mean = FixtureTable.Number(curves.Cell(rows[k], "cvm_unclipped")), error = FixtureTable.Number(curves.Cell(rows[k], "cvsd_unclipped"));
                Assert.AreEqual(mean, ours.MeanError[k], 1e-6 * mean, $"{curve.Key}, lambda {k}");
                Assert.AreEqual(error, ours.StandardError[k], 1e-5 * error, $"{curve.Key}, lambda {k}");
                if (curves.Cell(rows[k], "is_min") == "true") Assert.AreEqual(k, ours.MinIndex, curve.Key);
                if (curves.Cell(rows[k], "is_1se") == "true") Assert.AreEqual(k, ours.OneSeIndex, curve.Key);
            }
            seen++;
        }
        Assert.IsGreaterThan(3, seen);
    }

    // A case on the same data with the same weights and offset, and nothing else unusual.
    private static string[] Like(FixtureTable cases, FixtureTable other, string[] row)
    {
        bool Same(string[] r, string column) => cases.Cell(r, column) == other.Cell(row, column);
        string[] like = [.. cases.Rows.First(r => Same(r, "data") && cases.Cell(r, "factors").Length == 0 && cases.Cell(r, "lower").Length == 0 && cases.Cell(r, "upper").Length == 0
            && cases.Cell(r, "standardize") == "true" && cases.Cell(r, "intercept") == "true")];
        foreach (string column in (string[])["weights", "offset"]) like[cases.Index(column)] = other.Has(column) ? other.Cell(row, column) : "";
        return like;
    }

    internal static SparseColumns Sparse(IColumnMatrix dense)
    {
        List<long> starts = [0];
        List<int> rows = [];
        List<double> values = [];
        double[] column = new double[dense.Rows];
        for (int j = 0; j < dense.Columns; j++)
        {
            dense.CopyCentered(j, 0, 0, column);
            for (int i = 0; i < column.Length; i++)
            {
                if (column[i] == 0) continue;
                rows.Add(i);
                values.Add(column[i]);
            }
            starts.Add(rows.Count);
        }
        return new SparseColumns(dense.Rows, [.. starts], [.. rows], [.. values]);
    }
}
