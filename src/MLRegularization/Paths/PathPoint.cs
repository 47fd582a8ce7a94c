using MLRegularization.Solvers;

namespace MLRegularization.Paths;

/// <summary>
/// One fitted strength: coefficients on the original scale, and the certificate. Of a multinomial model every class has p coefficients
/// of its own: that of column j in class k is number k·p + j.
/// </summary>
public sealed class PathPoint
{
    private double? smootherTrace;

    internal PathPoint(double lambda, double[] intercepts, int[] indices, double[] values, double loss, double explainedDeviance, Certificate certificate)
    {
        Lambda = lambda;
        Intercepts = intercepts;
        Indices = indices;
        Values = values;
        Loss = loss;
        ExplainedDeviance = explainedDeviance;
        Certificate = certificate;
    }

    /// <summary>The strength λ.</summary>
    public double Lambda { get; }

    /// <summary>The intercept β₀, of a multinomial model that of the first class; 0 when none was fitted.</summary>
    public double Intercept => Intercepts[0];

    /// <summary>The intercepts: one, or of a multinomial model one per class with sum 0.</summary>
    public IReadOnlyList<double> Intercepts { get; }

    /// <summary>Numbers of the non-zero coefficients, ascending: columns, or k·p + j of class k and column j.</summary>
    public IReadOnlyList<int> Indices { get; }

    /// <summary>The coefficients of <see cref="Indices"/>, original scale.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Number of non-zero coefficients, of all classes, without intercepts.</summary>
    public int NonZeros => Indices.Count;

    /// <summary>Effective degrees of freedom without the intercept: non-zeros for the lasso, the trace of the smoother with a ridge part (worked out when asked for).</summary>
    public double DegreesOfFreedom => Smoother is null ? NonZeros : smootherTrace ??= Smoother();

    /// <summary>In short: strength, non-zeros, explained deviance.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"lambda {Lambda:G5}: {NonZeros} non-zero coefficients, {100 * ExplainedDeviance:F1} % of the deviance explained");

    /// <summary>Works out the smoother's trace; null where the non-zeros are it.</summary>
    internal Func<double>? Smoother { get; init; }

    /// <summary>Mean loss on the training rows (½ squared error per unit weight for regression).</summary>
    public double Loss { get; }

    /// <summary>1 − loss / loss of the null model.</summary>
    public double ExplainedDeviance { get; }

    /// <summary>Proof of the answer.</summary>
    public Certificate Certificate { get; }

    /// <summary>The coefficient of one number: a column, or k·p + j; 0 if it is not in the model.</summary>
    public double this[int index]
    {
        get
        {
            int at = Array.BinarySearch((int[])Indices, index);
            return at < 0 ? 0 : Values[at];
        }
    }

    /// <summary>The same point with a gap measured anew.</summary>
    internal PathPoint WithGap(double gap, double tolerance) => With((double[])Intercepts, (double[])Values,
        Certificate with { Gap = gap, Reason = gap <= tolerance ? Certificate.Reason : StopReason.PrecisionLimit });

    /// <summary>The same point for columns that were multiplied by factors.</summary>
    internal PathPoint Rescaled(double[] factors) => With((double[])Intercepts, [.. Values.Select((v, k) => v * factors[Indices[k] % factors.Length])], Certificate);

    /// <summary>The same point for columns from which centres were taken.</summary>
    internal PathPoint Recentred(double[] centres)
    {
        double[] intercepts = [.. Intercepts];
        for (int k = 0; k < NonZeros; k++) intercepts[Indices[k] / centres.Length] -= Values[k] * centres[Indices[k] % centres.Length];
        return With(Balanced(intercepts), (double[])Values, Certificate);
    }

    /// <summary>The linear predictors of all rows, class after class.</summary>
    /// <param name="features">n × p features.</param>
    /// <param name="offset">n known parts per class, or null.</param>
    internal double[] LinearPredictor(Matrices.IColumnMatrix features, double[]? offset)
    {
        int n = features.Rows;
        double[] eta = new double[n * Intercepts.Count];
        for (int i = 0; i < eta.Length; i++) eta[i] = Intercepts[i / n] + (offset?[i] ?? 0);
        for (int k = 0; k < NonZeros; k++) features.AddScaled(Indices[k] % features.Columns, Values[k], 0, eta.AsSpan(Indices[k] / features.Columns * n, n));
        return eta;
    }

    /// <summary>All coefficients as a dense vector, class after class.</summary>
    /// <param name="columns">Number of columns p.</param>
    public double[] ToDense(int columns)
    {
        double[] dense = new double[columns * Intercepts.Count];
        for (int k = 0; k < Indices.Count; k++) dense[Indices[k]] = Values[k];
        return dense;
    }

    /// <summary>The intercepts of several classes less their mean, of which the loss knows nothing.</summary>
    internal static double[] Balanced(double[] intercepts)
    {
        double mean = intercepts.Length > 1 ? intercepts.Average() : 0;
        return [.. intercepts.Select(b => b - mean)];
    }

    private PathPoint With(double[] intercepts, double[] values, Certificate certificate) => new(Lambda, intercepts, (int[])Indices, values, Loss, ExplainedDeviance, certificate)
    {
        Smoother = Smoother,
    };
}
