namespace MLRegularization.Paths;

/// <summary>A problem that is solved at one strength after another, each started from the last: what a path is walked on.</summary>
internal interface IPathProblem
{
    /// <summary>λmax: the smallest strength with every penalised coefficient zero.</summary>
    double LambdaMax(CancellationToken cancellation);

    /// <summary>Solves at a strength.</summary>
    /// <param name="lambda">The strength.</param>
    /// <param name="before">The strength solved just before, or null.</param>
    /// <param name="cancellation">Checked at every step.</param>
    PathPoint Fit(double lambda, double? before, CancellationToken cancellation);

    /// <summary>Whether the explained deviance all but stopped growing.</summary>
    bool IsFlat(IReadOnlyList<PathPoint> points);

    /// <summary>The present linear predictor β₀ + x·β of some rows, those of weight 0 among them; null where only the coefficients give it.</summary>
    double[]? Predictor(int[] rows);
}
