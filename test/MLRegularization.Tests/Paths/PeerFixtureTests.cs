using MLRegularization.Paths;
using MLRegularization.Tests.Fixtures;

namespace MLRegularization.Tests.Paths;

[TestClass]
public class PeerFixtureTests
{
    [TestMethod]
    [DataRow("glmnet_cases.csv", "glmnet_coefficients.csv", SolverKind.Gram)]
    [DataRow("glmnet_cases.csv", "glmnet_coefficients.csv", SolverKind.Residual)]
    [DataRow("glmnet_cases.csv", "glmnet_coefficients.csv", SolverKind.Automatic)]
    [DataRow("scikit_learn_cases.csv", "scikit_learn.csv", SolverKind.Gram)]
    [DataRow("scikit_learn_cases.csv", "scikit_learn.csv", SolverKind.Residual)]
    public void Fit_EveryCase_EqualsThePeersCoefficients(string casesFile, string coefficientsFile, SolverKind solver)
    {
        FixtureTable cases = FixtureTable.Fixture(casesFile), coefficients = FixtureTable.Fixture(coefficientsFile);
        ILookup<string, string[]> expected = coefficients.Rows.ToLookup(r => coefficients.Cell(r, "case"));
        List<string> wrong = [];
        foreach (string[] row in cases.Rows)
        {
            string name = cases.Cell(row, "case");
            // In glmnet's own terms: see StrengthTests.
            if (name == "diabetes_raw_y_alpha05") continue;
            (MLRegularization.Matrices.TrainingSet data, PathOptions options) = cases.Case(row);
            options.Solver = solver;
            RegularizationPath path = PathSolver.Fit(data, options);
            foreach (PathPoint point in path.Points)
            {
                if (point.Certificate.Gap > 1e-7) wrong.Add($"{name} at {point.Lambda}: gap {point.Certificate.Gap}");
                Dictionary<string, double> peer = expected[name].Where(r => FixtureTable.Number(coefficients.Cell(r, "lambda")) == point.Lambda)
                    .ToDictionary(r => coefficients.Cell(r, "feature"), r => FixtureTable.Number(coefficients.Cell(r, "coefficient")));
                if (peer.Count == 0) wrong.Add($"{name} has no fixture at {point.Lambda}");
                for (int j = -1; j < data.Columns; j++)
                {
                    double ours = j < 0 ? point.Intercept : point[j], theirs = peer.GetValueOrDefault(j < 0 ? "(intercept)" : data.FeatureNames[j]);
                    if (Math.Abs(ours - theirs) > 1e-6 * Math.Max(Math.Abs(theirs), 1e-3)) wrong.Add($"{name} at {point.Lambda}, {(j < 0 ? "intercept" : data.FeatureNames[j])}: {ours:R} against {theirs:R}");
                }
            }
        }
        Assert.IsEmpty(wrong, string.Join("\n", wrong.Take(12)));
    }

    [TestMethod]
    public void Run_SameFolds_EqualsGlmnetsCrossValidation()
    {
        FixtureTable curves = FixtureTable.Fixture("glmnet_cv.csv");
        foreach (IGrouping<string, string[]> curve in curves.Rows.GroupBy(r => curves.Cell(r, "case")))
        {
            string[] first = curve.First();
            FixtureTable table = FixtureTable.Table(curves.Cell(first, "data"));
            FixtureTable cases = FixtureTable.Fixture("glmnet_cases.csv");
            string weights = curves.Cell(first, "weights");
            string[] like = cases.Rows.First(r => cases.Cell(r, "data") == curves.Cell(first, "data") && cases.Cell(r, "weights") == weights && cases.Cell(r, "offset").Length == 0);
            MLRegularization.Matrices.TrainingSet data = cases.Case(like).Data;
            double was = FixtureTable.Number(cases.Cell(like, "divisor")), divisor = FixtureTable.Number(curves.Cell(first, "divisor"));
            data = data.WithTarget([.. data.Target.Select(y => y * was / divisor)]);
            PathOptions options = new() { Alpha = FixtureTable.Number(curves.Cell(first, "alpha")), Lambdas = [.. curve.Select(r => FixtureTable.Number(curves.Cell(r, "lambda")))] };
            Folds folds = Folds.Given([.. Enumerable.Range(0, data.Rows).Select(i => i % 10)]);
            foreach (SolverKind solver in (SolverKind[])[SolverKind.Gram, SolverKind.Residual])
            {
                options.Solver = solver;
                CrossValidation ours = CrossValidation.Run(data, options, new CrossValidationOptions { Folds = [folds] });
                int k = 0;
                foreach (string[] r in curve)
                {
                    double cvm = FixtureTable.Number(curves.Cell(r, "cvm"));
                    Assert.AreEqual(cvm, ours.Curves[0].MeanError[k], 1e-8 * cvm, curve.Key);
                    Assert.AreEqual(FixtureTable.Number(curves.Cell(r, "cvsd")), ours.Curves[0].StandardError[k], 1e-8 * cvm, curve.Key);
                    Assert.AreEqual(curves.Cell(r, "is_min") == "true", ours.Curves[0].MinIndex == k, curve.Key);
                    Assert.AreEqual(curves.Cell(r, "is_1se") == "true", ours.Curves[0].OneSeIndex == k, curve.Key);
                    k++;
                }
            }
        }
    }

    [TestMethod]
    public void Fit_DefaultGrid_EndsWhereGlmnetEnds()
    {
        FixtureTable grid = FixtureTable.Fixture("glmnet_grid.csv"), cases = FixtureTable.Fixture("glmnet_cases.csv");
        foreach (IGrouping<string, string[]> path in grid.Rows.GroupBy(r => grid.Cell(r, "data")))
        {
            string[] like = cases.Rows.First(r => cases.Cell(r, "data").Contains(Path.GetFileNameWithoutExtension(path.Key), StringComparison.Ordinal) && cases.Cell(r, "offset").Length == 0);
            MLRegularization.Matrices.TrainingSet data = cases.Case(like).Data;
            double divisor = FixtureTable.Number(cases.Cell(like, "divisor"));
            data = data.WithTarget([.. data.Target.Select(y => y * divisor)]);
            RegularizationPath ours = PathSolver.Fit(data);
            Assert.AreEqual(path.Count(), ours.Points.Count, path.Key);
            int k = 0;
            foreach (string[] r in path)
            {
                double lambda = FixtureTable.Number(grid.Cell(r, "lambda"));
                Assert.AreEqual(lambda, ours.Points[k].Lambda, 1e-10 * lambda, path.Key);
                Assert.AreEqual(FixtureTable.Number(grid.Cell(r, "dev_ratio")), ours.Points[k].ExplainedDeviance, 1e-8, path.Key);
                k++;
            }
        }
    }

    [TestMethod]
    public void Fit_LongleyUnpenalised_EqualsLeastSquares()
    {
        FixtureTable lm = FixtureTable.Fixture("longley_lm.csv"), cases = FixtureTable.Fixture("glmnet_cases.csv");
        MLRegularization.Matrices.TrainingSet data = cases.Case(cases.Rows.First(r => cases.Cell(r, "case") == "longley_alpha1")).Data;
        PathPoint point = PathSolver.Fit(data, new PathOptions { Lambdas = [0] }).Points[0];
        foreach (string[] r in lm.Rows)
        {
            int j = data.FeatureNames.ToList().IndexOf(r[0]);
            double expected = FixtureTable.Number(r[1]);
            Assert.AreEqual(expected, j < 0 ? point.Intercept : point[j], 1e-7 * Math.Abs(expected), r[0]);
        }
    }

    [TestMethod]
    public void Run_RidgeLeaveOneOut_EqualsScikitLearn()
    {
        FixtureTable loo = FixtureTable.Fixture("scikit_learn_ridge_loo.csv"), table = FixtureTable.Table(loo.Cell(loo.Rows[0], "data"));
        string[] header = File.ReadLines(Path.Combine(FixtureTable.Root, loo.Cell(loo.Rows[0], "data"))).First().Split(',');
        MLRegularization.Matrices.TrainingSet data = new(MLRegularization.Matrices.DenseColumns.FromColumns<double>([.. header[..^1].Select(table.Numbers)]), table.Numbers(header[^1]));
        foreach (IGrouping<double, string[]> byLambda in loo.Rows.GroupBy(r => FixtureTable.Number(loo.Cell(r, "lambda"))))
        {
            LeaveOneOut ours = LeaveOneOut.Run(data, new PathOptions { Lambdas = [byLambda.Key], Standardize = false });
            foreach (string[] r in byLambda)
            {
                double residual = ours.Residuals[0][int.Parse(loo.Cell(r, "row"), System.Globalization.CultureInfo.InvariantCulture)], expected = FixtureTable.Number(loo.Cell(r, "squared_error"));
                Assert.AreEqual(expected, residual * residual, 1e-8 * Math.Max(1, expected));
            }
        }
    }
}
