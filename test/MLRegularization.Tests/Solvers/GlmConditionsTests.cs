using MLRegularization.Tests.Fixtures;

namespace MLRegularization.Tests.Solvers;

[TestClass]
public class GlmConditionsTests
{
    [TestMethod]
    [DataRow("glmnet_families_cases.csv", "glmnet_families_coefficients.csv")]
    [DataRow("scikit_learn_families_cases.csv", "scikit_learn_families.csv")]
    public void Check_PeersSolutions_AreOptimal(string casesFile, string coefficientsFile)
    {
        List<string> wrong = [];
        int count = 0;
        foreach (FamilyCase peer in FamilyCase.All(casesFile, coefficientsFile))
            foreach (double lambda in peer.Lambdas)
            {
                (double[] intercepts, double[][] coefficients) = peer.Solution(lambda);
                (_, double violation) = GlmConditions.Check(Problem(peer, lambda), intercepts, coefficients);
                if (!(violation <= 1e-9)) wrong.Add($"{peer.Name} at {lambda}: {violation}");
                count++;
            }
        Assert.IsGreaterThan(50, count);
        Assert.IsEmpty(wrong, string.Join("\n", wrong.Take(12)));
    }

    [TestMethod]
    public void Check_ObjectiveOfGlmnetsSolutions_IsTheOneWorkedOutInR()
    {
        FixtureTable table = FixtureTable.Fixture("glmnet_families_solutions.csv");
        Dictionary<string, FamilyCase> peers = FamilyCase.All("glmnet_families_cases.csv", "glmnet_families_coefficients.csv").ToDictionary(p => p.Name);
        foreach (string[] row in table.Rows)
        {
            FamilyCase peer = peers[table.Cell(row, "case")];
            double lambda = FixtureTable.Number(table.Cell(row, "lambda")), expected = FixtureTable.Number(table.Cell(row, "objective"));
            (double[] intercepts, double[][] coefficients) = peer.Solution(lambda);
            Assert.AreEqual(expected, GlmConditions.Check(Problem(peer, lambda), intercepts, coefficients).Objective, 1e-11 * Math.Max(1, Math.Abs(expected)), peer.Name);
        }
    }

    [TestMethod]
    [DataRow("glmnet_families_cases.csv", "glmnet_families_coefficients.csv")]
    [DataRow("scikit_learn_families_cases.csv", "scikit_learn_families.csv")]
    public void Check_ChangedSolutions_AreWorseAndNotOptimal(string casesFile, string coefficientsFile)
    {
        foreach (FamilyCase peer in FamilyCase.All(casesFile, coefficientsFile))
        {
            double lambda = peer.Lambdas[^1];
            GlmProblem problem = Problem(peer, lambda);
            (double[] intercepts, double[][] coefficients) = peer.Solution(lambda);
            double best = GlmConditions.Check(problem, intercepts, coefficients).Objective;
            // A thousandth of a coefficient, the intercept, and λ.
            double[] largest = coefficients.MaxBy(c => c.Max(Math.Abs))!;
            int column = Array.IndexOf(largest, largest.MaxBy(Math.Abs));
            double was = largest[column];
            largest[column] *= 0.999;
            (double objective, double violation) = GlmConditions.Check(problem, intercepts, coefficients);
            Assert.IsTrue(violation > 1e-8 && objective > best, $"{peer.Name}: {violation}");
            largest[column] = was;
            if (peer.Intercept)
            {
                double before = intercepts[0];
                intercepts[0] += 1e-3;
                (objective, violation) = GlmConditions.Check(problem, intercepts, coefficients);
                Assert.IsTrue(violation > 1e-8 && objective > best, $"{peer.Name}: {violation}");
                intercepts[0] = before;
            }
            (_, violation) = GlmConditions.Check(problem with { Lambda = lambda * 1.01 }, intercepts, coefficients);
            Assert.IsGreaterThan(1e-8, violation, peer.Name);
        }
    }

    [TestMethod]
    public void Check_SquaredLossPeers_AreOptimal()
    {
        FixtureTable cases = FixtureTable.Fixture("glmnet_cases.csv"), coefficients = FixtureTable.Fixture("glmnet_coefficients.csv");
        foreach (string[] row in cases.Rows.Where(r => cases.Cell(r, "case") != "diabetes_raw_y_alpha05"))
        {
            (MLRegularization.Matrices.TrainingSet data, MLRegularization.Paths.PathOptions options) = cases.Case(row);
            double[][] x = [.. Enumerable.Range(0, data.Columns).Select(j => Column(data, j))];
            foreach (double lambda in options.Lambdas!)
            {
                Dictionary<string, double> peer = coefficients.Rows.Where(r => coefficients.Cell(r, "case") == cases.Cell(row, "case") && FixtureTable.Number(coefficients.Cell(r, "lambda")) == lambda)
                    .ToDictionary(r => coefficients.Cell(r, "feature"), r => FixtureTable.Number(coefficients.Cell(r, "coefficient")));
                GlmProblem problem = new("squared", x, data.Target, lambda, options.Alpha)
                {
                    Weights = data.Weights,
                    Offset = data.Offset is null ? null : [data.Offset],
                    Factors = options.PenaltyFactors?.ToArray(),
                    Lower = options.LowerBounds?.ToArray(),
                    Upper = options.UpperBounds?.ToArray(),
                    Standardize = options.Standardize,
                    Intercept = options.Intercept,
                };
                (_, double violation) = GlmConditions.Check(problem, [peer.GetValueOrDefault("(intercept)")], [[.. data.FeatureNames.Select(f => peer.GetValueOrDefault(f))]]);
                Assert.IsLessThanOrEqualTo(1e-9, violation, cases.Cell(row, "case"));
            }
        }
    }

    /// <summary>A peer's case as plain arrays.</summary>
    internal static GlmProblem Problem(FamilyCase peer, double lambda) => new(peer.Loss, peer.X, peer.Y, lambda, peer.Alpha)
    {
        Classes = peer.Outputs,
        Weights = peer.Weights,
        Offset = peer.Offset,
        Factors = peer.Factors,
        Lower = peer.Lower,
        Upper = peer.Upper,
        Standardize = peer.Standardize,
        Intercept = peer.Intercept,
        Grouped = peer.Grouped,
        Delta = peer.Delta,
    };

    private static double[] Column(MLRegularization.Matrices.TrainingSet data, int j)
    {
        double[] column = new double[data.Rows];
        data.Features.CopyCentered(j, 0, 0, column);
        return column;
    }
}
