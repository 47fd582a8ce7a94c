using FsCheck;
using FsCheck.Fluent;
using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Tests.Paths;

/// <summary>Laws of the two ends of choosing λ: where the grid starts, and which of its strengths is taken.</summary>
[TestClass]
public class SelectionLawTests
{
    private static readonly Gen<(int Seed, double Alpha, double Free, bool Standardize, SolverKind Solver)> Starts =
        from seed in Gen.Choose(0, 100_000)
        from alpha in Gen.Elements(1, 0.5, 0.1)
        from free in Gen.Elements(0, 0.2)
        from standardize in Gen.Elements(true, false)
        from solver in Gen.Elements(SolverKind.Gram, SolverKind.Residual)
        select (seed, alpha, free, standardize, solver);

    private static readonly Gen<(double[] Mean, double[] Error)> Curves =
        from count in Gen.Choose(1, 12)
        from mean in Law.Eighths(0, 3).ArrayOf(count)
        from error in Law.Eighths(0, 1).ArrayOf(count)
        select (mean, error);

    // Bounds apart: λmax does not look at them.
    [TestMethod]
    public void LambdaMax_RandomProblems_IsWhereTheFirstPenalisedColumnEnters() => Law.Holds(Starts, c =>
    {
        RandomProblem problem = new(c.Seed, 30, 7);
        double[] factors = problem.Numbers(7, u => u < c.Free ? 0 : 0.2 + u), weights = problem.Numbers(30, u => 0.1 + u);
        factors[3] = 1;
        TrainingSet data = problem.Data.WithWeights(weights);
        PathOptions options = new() { Alpha = c.Alpha, Standardize = c.Standardize, Solver = c.Solver, PenaltyFactors = factors };
        double lambdaMax = PathSolver.Fit(data, options).LambdaMax;
        options.Lambdas = [1e3 * lambdaMax, (1 + 1e-8) * lambdaMax, (1 - 1e-4) * lambdaMax];
        bool[] penalised = [.. PathSolver.Fit(data, options).Points.Select(p => p.Indices.Any(j => factors[j] > 0))];
        CollectionAssert.AreEqual(new[] { false, false, true }, penalised);
    }, 100);

    [TestMethod]
    public void OneSeIndex_AnyCurve_IsTheFirstWithinOneErrorOfTheSmallest() => Law.Holds(Curves, c =>
    {
        CrossValidationCurve curve = Curve(c.Mean, c.Error);
        Assert.AreEqual(c.Mean.Min(), c.Mean[curve.MinIndex]);
        Assert.IsLessThanOrEqualTo(curve.MinIndex, curve.OneSeIndex);
        double limit = c.Mean[curve.MinIndex] + c.Error[curve.MinIndex];
        Assert.IsLessThanOrEqualTo(limit, c.Mean[curve.OneSeIndex]);
        for (int k = 0; k < curve.OneSeIndex; k++) Assert.IsGreaterThan(limit, c.Mean[k]);
    });

    [TestMethod]
    public void Select_SmallCrossValidations_OneSeIsNoSmallerThanMin() => Law.Holds(Starts, c =>
    {
        PathOptions options = new() { Alpha = c.Alpha, Standardize = c.Standardize, Solver = c.Solver, LambdaCount = 12 };
        CrossValidation cv = CrossValidation.Run(new RandomProblem(c.Seed, 20, 5).Data, options, new CrossValidationOptions { FoldCount = 4 });
        PathPoint min = cv.Select(PathSelection.LambdaMin).Point, oneSe = cv.Select(PathSelection.Lambda1Se).Point;
        Assert.IsGreaterThanOrEqualTo(min.Lambda, oneSe.Lambda);
        Assert.IsLessThanOrEqualTo(min.ExplainedDeviance + 1e-7, oneSe.ExplainedDeviance);
    }, 60);

    private static CrossValidationCurve Curve(double[] mean, double[] error)
    {
        RegularizationPath path = PathSolver.Fit(new RandomProblem(1, 5, 1).Data, new PathOptions { Lambdas = [1] });
        return new CrossValidationCurve(path, mean, error, [mean]);
    }
}
