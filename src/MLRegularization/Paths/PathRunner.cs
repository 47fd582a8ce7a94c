namespace MLRegularization.Paths;

/// <summary>Walks a problem down its λ grid.</summary>
internal static class PathRunner
{
    private const int FewestStrengths = 5;
    private const double EnoughDeviance = 0.999;

    /// <summary>The default grid: log-spaced from λmax down.</summary>
    public static double[] Grid(PathSettings settings, double lambdaMax, int rows, int columns)
    {
        if (settings.Lambdas is not null) return settings.Lambdas;
        if (lambdaMax <= 0) return [0];
        double ratio = settings.LambdaRatio ?? (rows > columns ? 1e-4 : 1e-2);
        int count = settings.LambdaCount;
        double[] grid = new double[count];
        for (int k = 0; k < count; k++) grid[k] = lambdaMax * Math.Pow(ratio, count == 1 ? 0 : (double)k / (count - 1));
        return grid;
    }

    /// <summary>Fits the grid, λ decreasing, each strength started from the one before.</summary>
    /// <param name="problem">The problem, at β = 0.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="grid">The strengths.</param>
    /// <param name="mayStop">Whether the path may end early.</param>
    /// <param name="measure">Where the problem is of rounded moments: measures the relative gap at a strength on the data, and corrects the problem by what it finds.</param>
    /// <param name="onPoint">Told of every point.</param>
    /// <param name="cancellation">Checked at every step.</param>
    public static (List<PathPoint> Points, PathEnd End) Run(IPathProblem problem, PathSettings settings, double[] grid, bool mayStop, MeasureGap? measure, Action<int>? onPoint, CancellationToken cancellation)
    {
        List<PathPoint> points = [];
        int measured = 0;
        PathEnd end = PathEnd.AllFitted;
        for (int k = 0; k < grid.Length && end == PathEnd.AllFitted; k++)
        {
            points.Add(problem.Fit(grid[k], k > 0 ? grid[k - 1] : null, cancellation));
            onPoint?.Invoke(k + 1);
            if (mayStop && k + 1 >= FewestStrengths && k + 1 < grid.Length)
            {
                if (points[k].ExplainedDeviance > EnoughDeviance) end = PathEnd.DevianceExplained;
                else if (problem.IsFlat(points)) end = PathEnd.DevianceFlat;
            }
            bool last = k + 1 == grid.Length || end != PathEnd.AllFitted;
            if (measure is null || !(last || (measure.Often && k + 1 == grid.Length / 3))) continue;
            // Rounding grows with the distance from where it was last corrected, its weight as λ falls: no strength since then is worse than this one.
            double gap = measure.At(grid[k]);
            for (; measured <= k; measured++) points[measured] = points[measured].WithGap(Math.Max(points[measured].Certificate.Gap, gap), settings.Tolerance);
        }
        return (points, end);
    }
}

/// <summary>How rounded moments are measured on the data.</summary>
/// <param name="At">The relative gap at a strength, just solved.</param>
/// <param name="Often">Whether once at the end is too little.</param>
internal sealed record MeasureGap(Func<double, double> At, bool Often);
