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

/// <summary>One fitted strength: coefficients on the original scale, and the certificate.</summary>
public sealed class PathPoint
{
    private double? smootherTrace;

    internal PathPoint(double lambda, double intercept, int[] indices, double[] values, double loss, double explainedDeviance, Certificate certificate)
    {
        Lambda = lambda;
        Intercept = intercept;
        Indices = indices;
        Values = values;
        Loss = loss;
        ExplainedDeviance = explainedDeviance;
        Certificate = certificate;
    }

    /// <summary>The strength λ.</summary>
    public double Lambda { get; }

    /// <summary>The intercept β₀; 0 when none was fitted.</summary>
    public double Intercept { get; }

    /// <summary>Columns with non-zero coefficients, ascending.</summary>
    public IReadOnlyList<int> Indices { get; }

    /// <summary>The coefficients of <see cref="Indices"/>, original scale.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Number of non-zero coefficients, without the intercept.</summary>
    public int NonZeros => Indices.Count;

    /// <summary>Effective degrees of freedom without the intercept: non-zeros for the lasso, the trace of the smoother with a ridge part (worked out when asked for).</summary>
    public double DegreesOfFreedom => Smoother is null ? NonZeros : smootherTrace ??= Smoother();

    /// <summary>Works out the smoother's trace; null where the non-zeros are it.</summary>
    internal Func<double>? Smoother { get; init; }

    /// <summary>Mean loss on the training rows (½ squared error per unit weight for regression).</summary>
    public double Loss { get; }

    /// <summary>1 − loss / loss of the null model.</summary>
    public double ExplainedDeviance { get; }

    /// <summary>Proof of the answer.</summary>
    public Certificate Certificate { get; }

    /// <summary>The coefficient of one column; 0 if it is not in the model.</summary>
    public double this[int column]
    {
        get
        {
            int at = Array.BinarySearch((int[])Indices, column);
            return at < 0 ? 0 : Values[at];
        }
    }

    /// <summary>The same point with a gap measured anew.</summary>
    internal PathPoint WithGap(double gap, double tolerance) => new(Lambda, Intercept, (int[])Indices, (double[])Values, Loss, ExplainedDeviance,
        Certificate with { Gap = gap, Reason = gap <= tolerance ? Certificate.Reason : StopReason.PrecisionLimit })
    {
        Smoother = Smoother,
    };

    /// <summary>The same point for columns that were multiplied by factors.</summary>
    internal PathPoint Rescaled(double[] factors) => new(Lambda, Intercept, (int[])Indices, [.. Values.Select((v, k) => v * factors[Indices[k]])], Loss, ExplainedDeviance, Certificate)
    {
        Smoother = Smoother,
    };

    /// <summary>The same point for columns from which centres were taken.</summary>
    internal PathPoint Recentred(double[] centres) => new(Lambda, Intercept - Indices.Select((j, k) => Values[k] * centres[j]).Sum(), (int[])Indices, (double[])Values, Loss, ExplainedDeviance, Certificate)
    {
        Smoother = Smoother,
    };

    /// <summary>All coefficients as a dense vector of the given length.</summary>
    public double[] ToDense(int columns)
    {
        double[] dense = new double[columns];
        for (int k = 0; k < Indices.Count; k++) dense[Indices[k]] = Values[k];
        return dense;
    }
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
}
