using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Tuning;

/// <summary>The strengths that a trial of a linear model goes through.</summary>
internal static class TrialPath
{
    /// <summary>λmax of a ridge is that of this mixture.</summary>
    private const double LeastMixture = 0.001, SmallestWideRatio = 1e-2;

    /// <summary>Iterations after which no penalty at all counts as not solved.</summary>
    private const int EnoughSteps = 50, EnoughSweeps = 10_000;

    /// <summary>Lets all mixtures reach down to the same smallest strength, with as many strengths for each power of ten, unless a ratio is given.</summary>
    public static void Reach(PathOptions own, TrainingSet data)
    {
        // A ridge begins so high that a step gains too little to tell it from the end.
        own.StopEarly &= own.Alpha > 0;
        if (own.LambdaRatio is not null || own.Alpha == 1) return;
        double ratio = data.Rows > data.Columns ? LinearSpace.SmallestRatio : SmallestWideRatio;
        own.LambdaRatio = ratio * Math.Max(own.Alpha, LeastMixture) / (own.Loss is LossKind.Squared or LossKind.Huber ? Math.Max(1, RidgeGrid.Deviation(data)) : 1);
        if (own.LambdaCount > 1) own.LambdaCount = 1 + (int)Math.Round((own.LambdaCount - 1) * Math.Log(own.LambdaRatio.Value) / Math.Log(ratio));
    }

    /// <summary>Takes the penalty away.</summary>
    public static void Unpenalize(PathOptions own)
        => (own.Alpha, own.Lambdas, own.MaxIterations) = (1, [0], Math.Min(own.MaxIterations, own.Loss == LossKind.Squared ? EnoughSweeps : EnoughSteps));
}
