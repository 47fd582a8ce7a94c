using MLRegularization.Tuning;
using Space = MLRegularization.Tuning.SearchSpace;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>What is tried of ML.NET's own learners, around their defaults. A default of 0 outside the limits is left to the trainer, which goes by the rows.</summary>
internal static class LearnerSpaces
{
    public const string Alpha = LinearSpace.Mixture, Lambda = "lambda", L1 = "l1", L2 = "l2", Rate = "learningRate", Iterations = "iterations";

    public const string Trees = "trees", Leaves = "leaves", RowsPerLeaf = "rowsPerLeaf", FeatureShare = "featureShare", Bins = "bins";

    private const double WeakestLambda = 1e-5, StrongestLambda = 10, DefaultOls = 1e-12;

    /// <summary>Penalties beside a sum of losses, the numbers of the Lbfgs learners.</summary>
    public static Space Lbfgs { get; } = new("lbfgs-1",
        [new RangeDimension(L1, "L1", 1e-3, 1e4, logarithmic: true, noneShare: 0.4), new RangeDimension(L2, "L2", 1e-3, 1e4, logarithmic: true, noneShare: 0.1)],
        [new SearchPoint((L1, 1), (L2, 1))]);

    /// <summary>Strengths with an L2 part, without which learners of the Sdca kind cannot do.</summary>
    public static Space Sdca { get; } = new("sdca-1", [new ChoiceDimension(Alpha, "α", 0, 0.5, 0.9), Strengths()], [new SearchPoint((Alpha, 0), (Lambda, 0))]);

    /// <summary>Strengths without an L1 part.</summary>
    public static Space Ols { get; } = new("ols-1", [Strengths()], [new SearchPoint((Lambda, DefaultOls))]);

    public static Space OnlineGradientDescent { get; } = new("online-1",
        [new RangeDimension(Rate, "learning rate", 1e-4, 0.3, logarithmic: true), new RangeDimension(Iterations, "passes", 1, 100, logarithmic: true), new RangeDimension(L2, "L2", 1e-6, 1e-2, logarithmic: true, noneShare: 0.5)],
        [new SearchPoint((Rate, 0.1), (Iterations, 1), (L2, 0))]);

    public static Space FastTree { get; } = new("fasttree-1", [.. Tree(), LearningRate(), new ChoiceDimension(FeatureShare, "share of features", 0.5, 0.75, 1)],
        [new SearchPoint((Trees, 100), (Leaves, 20), (RowsPerLeaf, 10), (Rate, 0.2), (FeatureShare, 1))]);

    public static Space FastForest { get; } = new("fastforest-1", [.. Tree(), new ChoiceDimension(FeatureShare, "share of features per split", 0.3, 0.5, 0.7, 1)],
        [new SearchPoint((Trees, 100), (Leaves, 20), (RowsPerLeaf, 10), (FeatureShare, 0.7))]);

    public static Space LightGbm { get; } = new("lightgbm-1", [.. Tree(), LearningRate(), new RangeDimension(L2, "L2", 1e-2, 10, logarithmic: true, noneShare: 0.5)],
        [new SearchPoint((Trees, 100), (Leaves, 0), (RowsPerLeaf, 0), (Rate, 0), (L2, 0.01))]);

    public static Space Gam { get; } = new("gam-1",
        [new RangeDimension(Iterations, "rounds", 100, 9500, logarithmic: true), new RangeDimension(Rate, "learning rate", 0.002, 0.05, logarithmic: true), new RangeDimension(Bins, "bins", 16, 255, logarithmic: true)],
        [new SearchPoint((Iterations, 9500), (Rate, 0.002), (Bins, 255))]);

    /// <summary>A value of a point.</summary>
    public static double Of(this SearchPoint point, string name) => point.Find(name) ?? throw new ArgumentException($"The point has no '{name}'; give one of the learner's own space.", nameof(point));

    /// <summary>A value of a point as a whole number.</summary>
    public static int Whole(this SearchPoint point, string name) => (int)Math.Round(point.Of(name));

    private static RangeDimension Strengths() => new(Lambda, "λ", WeakestLambda, StrongestLambda, logarithmic: true);

    private static RangeDimension LearningRate() => new(Rate, "learning rate", 0.02, 0.4, logarithmic: true);

    private static Dimension[] Tree() =>
        [new RangeDimension(Trees, "trees", 20, 500, logarithmic: true), new RangeDimension(Leaves, "leaves", 3, 64, logarithmic: true), new RangeDimension(RowsPerLeaf, "rows per leaf", 2, 50, logarithmic: true)];
}
