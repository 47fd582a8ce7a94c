using MLRegularization.Matrices;
using MLRegularization.Paths;
using MLRegularization.Tests.Fixtures;
using MLRegularization.Tests.Solvers;

namespace MLRegularization.Tests.Paths;

/// <summary>Logistic, multinomial, Poisson and Huber models against scikit-learn's, and exact ones of Huber's loss.</summary>
[TestClass]
public class FamilyPeerTests
{
    private static readonly Dictionary<string, LossKind> Losses = new() { ["logistic"] = LossKind.Logistic, ["multinomial"] = LossKind.Multinomial, ["poisson"] = LossKind.Poisson, ["huber"] = LossKind.Huber };

    [TestMethod]
    [DataRow(false), DataRow(true)]
    public void Fit_EveryCase_EqualsScikitLearns(bool sparse)
    {
        List<string> wrong = [];
        int compared = 0;
        foreach (FamilyCase peer in FamilyCase.All("scikit_learn_families_cases.csv", "scikit_learn_families.csv"))
            foreach ((double lambda, double gap, double[] intercepts, double[][] coefficients) in Fit(peer, sparse))
            {
                string where = $"{peer.Name} at {lambda}";
                (double[] theirIntercepts, double[][] theirs) = peer.Solution(lambda);
                // Those of several classes have any sum.
                if (theirIntercepts.Length > 1 && peer.Intercept) theirIntercepts = [.. theirIntercepts.Select(b => b - theirIntercepts.Average())];
                if (!(gap <= 1e-7)) wrong.Add($"{where}: gap {gap}");
                double best = GlmConditions.Check(GlmConditionsTests.Problem(peer, lambda), theirIntercepts, theirs).Objective;
                (double objective, double violation) = GlmConditions.Check(GlmConditionsTests.Problem(peer, lambda), intercepts, coefficients);
                if (!(Math.Abs(objective - best) <= 1e-10 * Math.Max(1e-3, Math.Abs(best)))) wrong.Add($"{where}: objective {objective:R} against {best:R}");
                if (!(violation <= 1e-7)) wrong.Add($"{where}: violation {violation}");
                for (int k = 0; k < intercepts.Length; k++)
                    for (int j = -1; j < peer.X.Length; j++)
                    {
                        compared++;
                        double ours = j < 0 ? intercepts[k] : coefficients[k][j], its = j < 0 ? theirIntercepts[k] : theirs[k][j];
                        if (Math.Abs(ours - its) > 1e-6 * Math.Max(Math.Abs(its), 1e-3)) wrong.Add($"{where}, {(j < 0 ? "intercept" : peer.Features[j])}: {ours:R} against {its:R}");
                    }
            }
        Assert.IsEmpty(wrong, $"{wrong.Count} of {compared}\n" + string.Join("\n", wrong.Take(12)));
        Assert.IsGreaterThan(1000, compared);
    }

    // One intercept, and one column of coefficients, per linear predictor.
    private static IEnumerable<(double Lambda, double Gap, double[] Intercepts, double[][] Coefficients)> Fit(FamilyCase peer, bool sparse)
    {
        IColumnMatrix features = DenseColumns.FromColumns<double>(peer.X);
        if (sparse) features = FamilyFixtureTests.Sparse(features);
        RegularizationPath path = PathSolver.Fit(new TrainingSet(features, peer.Y, peer.Weights, peer.Offset?.SelectMany(o => o).ToArray(), peer.Features), new PathOptions
        {
            Loss = Losses[peer.Loss],
            Grouped = peer.Grouped,
            HuberDelta = peer.Delta,
            Alpha = peer.Alpha,
            Lambdas = peer.Lambdas,
            Standardize = peer.Standardize,
            Intercept = peer.Intercept,
            PenaltyFactors = peer.Factors,
            LowerBounds = peer.Lower,
            UpperBounds = peer.Upper,
        });
        return path.Points.Select(p => (p.Lambda, p.Certificate.Gap, p.Intercepts.ToArray(), p.ToDense(peer.X.Length).Chunk(peer.X.Length).ToArray()));
    }
}
