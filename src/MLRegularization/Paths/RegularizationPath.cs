using MLRegularization.Solvers;

namespace MLRegularization.Paths;

/// <summary>Why a path ended where it did.</summary>
public enum PathEnd
{
    /// <summary>Every strength asked for was fitted.</summary>
    AllFitted,

    /// <summary>The explained deviance passed 0.999.</summary>
    DevianceExplained,

    /// <summary>The explained deviance all but stopped growing.</summary>
    DevianceFlat,
}

/// <summary>The fitted models of one α over decreasing λ, with what is needed to judge them.</summary>
public sealed class RegularizationPath
{
    internal RegularizationPath(double alpha, double lambdaMax, IReadOnlyList<PathPoint> points, IReadOnlyList<string> featureNames, int rows, double nullLoss, PathEnd end, SolverKind solver, IReadOnlyList<string> warnings)
    {
        Alpha = alpha;
        LambdaMax = lambdaMax;
        Points = points;
        FeatureNames = featureNames;
        Rows = rows;
        NullLoss = nullLoss;
        End = end;
        Solver = solver;
        Warnings = warnings;
    }

    /// <summary>The same path for columns that were multiplied by factors.</summary>
    internal RegularizationPath Rescaled(double[] factors)
        => new(Alpha, LambdaMax, [.. Points.Select(p => p.Rescaled(factors))], FeatureNames, Rows, NullLoss, End, Solver, Warnings);

    /// <summary>The same path for columns from which centres were taken.</summary>
    internal RegularizationPath Recentred(double[] centres)
        => new(Alpha, LambdaMax, [.. Points.Select(p => p.Recentred(centres))], FeatureNames, Rows, NullLoss, End, Solver, Warnings);

    /// <summary>The L1 share α of this path.</summary>
    public double Alpha { get; }

    /// <summary>The smallest strength with every penalised coefficient zero (at α &lt; 0.001 that of α = 0.001).</summary>
    public double LambdaMax { get; }

    /// <summary>The fitted strengths, λ decreasing.</summary>
    public IReadOnlyList<PathPoint> Points { get; }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Rows fitted.</summary>
    public int Rows { get; }

    /// <summary>Mean loss of the model with only the intercept and offset.</summary>
    public double NullLoss { get; }

    /// <summary>Why the path ended.</summary>
    public PathEnd End { get; }

    /// <summary>The algorithm that was used.</summary>
    public SolverKind Solver { get; }

    /// <summary>Full sentences for what the user should know: constant columns, unconverged strengths, with remedies.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>In short: mix, strengths, columns, rows.</summary>
    public override string ToString()
        => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"alpha {Alpha:G3}: {Points.Count} strengths from {Points[0].Lambda:G5} to {Points[^1].Lambda:G5} ({End}), {FeatureNames.Count} columns, {Rows} rows");
}
