using MLRegularization.Matrices;
using MLRegularization.Numerics;
using MLRegularization.Preparation;

namespace MLRegularization.Diagnosis;

/// <summary>
/// How well features can be told apart: the condition number of the standardised columns, variance inflation factors, and columns that are
/// nearly combinations of others. Constant columns are left out, and one level of every text column, as its levels always sum to 1.
/// </summary>
public sealed record Collinearity
{
    /// <summary>Worked out for up to so many columns or rows, whichever are fewer.</summary>
    public const int MostUnknowns = 1000;

    /// <summary>Worked out for up to so many products: rows × columns × the fewer of them. More would be felt beside the fit.</summary>
    public const double MostProducts = 4e9;

    // What columns before leave of a column is never taken to be less: that would be rounding.
    private const double LeastPivot = 1e-13;

    // Pairs are looked at up to so many columns: their products are held in memory.
    private const int MostPaired = 5000;

    // Penalties that differ between columns ask for an eigenvalue problem for every strength.
    private const int MostUnlike = 300;

    private double[] gram = [];
    private double[] ridge = [];

    /// <summary>The condition number; null where it was not worked out.</summary>
    public Conditioning? Conditioning { get; init; }

    /// <summary>Why nothing was worked out, in a sentence; null where it was.</summary>
    public string? NotWorkedOut { get; init; }

    /// <summary>Columns that do not vary.</summary>
    public IReadOnlyList<string> ConstantColumns { get; init; } = [];

    /// <summary>Text columns of which one level was left out.</summary>
    public IReadOnlyList<string> TextColumns { get; init; } = [];

    /// <summary>Variance inflation factors, the largest first; a model file keeps the five largest. Empty unless rows outnumber columns.</summary>
    public IReadOnlyList<InflationFactor> InflationFactors { get; init; } = [];

    /// <summary>Columns that are nearly combinations of up to six others, exact ones first; a few of them.</summary>
    public IReadOnlyList<Combination> Combinations { get; init; } = [];

    /// <summary>Columns that correlate by more than 0.99, the closest first; a few groups of them.</summary>
    public IReadOnlyList<CorrelatedColumns> Correlated { get; init; } = [];

    /// <summary>How many columns are, to a twentieth of their spread, combinations of the others.</summary>
    public int DependentColumns { get; init; }

    /// <summary>What λ(1−α) is multiplied by where it is added to every eigenvalue; NaN where columns are penalised unlike.</summary>
    public double RidgeFactor { get; init; } = 1;

    /// <summary>Looks at the columns of a table.</summary>
    /// <param name="data">The training rows.</param>
    /// <param name="intercept">Whether columns are centred.</param>
    /// <param name="standardize">Whether the penalty applies to standardised columns.</param>
    /// <param name="penaltyFactors">Penalty factors by column, null: all 1; columns of infinite factor are left out.</param>
    /// <param name="encoding">How a table's columns became these; null where they are numbers.</param>
    /// <param name="threads">Threads at most; 0: all cores.</param>
    /// <param name="cancellation">Stops within a second.</param>
    public static Collinearity Of(TrainingSet data, bool intercept = true, bool standardize = true, IReadOnlyList<double>? penaltyFactors = null, TableEncoding? encoding = null,
        int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (penaltyFactors is not null && penaltyFactors.Count != data.Columns)
            throw new ArgumentException($"There are {penaltyFactors.Count} penalty factors for {data.Columns} columns; give one each.", nameof(penaltyFactors));
        if (Math.Min(data.Rows, data.Columns) > MostUnknowns || (double)data.Rows * data.Columns * Math.Min(data.Rows, data.Columns) > MostProducts)
            return new Collinearity { NotWorkedOut = $"The condition number was not worked out: with {Digits.Count(data.Rows)} rows and {Digits.Count(data.Columns)} features it would take longer than the fit is worth." };
        threads = Parallelism.Threads(threads);
        FeatureColumns features = new(data, intercept, standardize, penaltyFactors, encoding, threads, cancellation);
        Collinearity bare = new()
        {
            ConstantColumns = [.. features.Constant.Select(features.Name)],
            TextColumns = features.OneHot,
            RidgeFactor = features.Ridge.Length > 0 && features.Ridge.All(r => Math.Abs(r - features.Ridge[0]) <= 1e-9 * features.Ridge[0]) ? features.Ridge[0] : double.NaN,
            ridge = features.Ridge,
        };
        if (features.Columns.Length == 0) return bare with { NotWorkedOut = "The condition number was not worked out: no column varies." };
        return features.Columns.Length < features.Rows + (intercept ? 0 : 1) ? bare.OfColumns(features, threads, cancellation) : bare.OfRows(features, threads, cancellation);
    }

    /// <summary>The condition number of the equations that a ridge term solves; NaN where columns are penalised unlike and there are too many to work it out.</summary>
    /// <param name="strength">λ(1−α).</param>
    public double WithRidge(double strength)
    {
        if (Conditioning is null) return double.NaN;
        if (double.IsFinite(RidgeFactor)) return Conditioning.WithRidge(strength * RidgeFactor);
        int p = ridge.Length;
        if (gram.Length == 0 || p > MostUnlike) return double.NaN;
        double[] shifted = [.. gram];
        for (int j = 0; j < p; j++) shifted[(j * p) + j] += strength * ridge[j];
        (double smallest, double largest) = Extremes(shifted, p, 1, default);
        return Math.Sqrt(largest / Math.Max(smallest, Conditioning.RoundingShare * largest));
    }

    private static (double Smallest, double Largest) Extremes(double[] symmetric, int size, int threads, CancellationToken cancellation)
    {
        using AlignedMatrix matrix = new(size, size);
        for (int i = 0; i < size; i++) symmetric.AsSpan(i * size, size).CopyTo(matrix.Row(i));
        return HouseholderReduction.Reduce(matrix, threads, cancellation).T.ExtremeEigenvalues();
    }

    private Collinearity OfColumns(FeatureColumns features, int threads, CancellationToken cancellation)
    {
        int p = features.Columns.Length;
        double[] correlations = features.Correlations(threads, cancellation);
        (double smallest, double largest) = Extremes(correlations, p, threads, cancellation);
        Relations relations = new(features, (i, j) => correlations[(i * p) + j], threads, cancellation);
        relations.FindCombinations(threads, cancellation);
        return this with
        {
            Conditioning = new Conditioning(features.Rows, p, largest, relations.AnyExact ? 0 : Math.Max(smallest, Conditioning.RoundingShare * largest)),
            InflationFactors = Inflation(features, correlations, threads, cancellation),
            Combinations = relations.Combinations,
            Correlated = relations.Correlated,
            DependentColumns = relations.Dependent,
            gram = correlations,
        };
    }

    // No fewer columns than rows can vary in: all of them are combinations, and only pairs are worth a word.
    private Collinearity OfRows(FeatureColumns features, int threads, CancellationToken cancellation)
    {
        int p = features.Columns.Length;
        double largest;
        // Columns that are not looked at are 0 in the kernel.
        bool[] used = new bool[features.Matrix.Columns];
        foreach (int j in features.Columns) used[j] = true;
        double[] roots = features.Roots;
        StandardizedColumns kept = new(features.Matrix, features.Weights, features.Scale with { Constant = [.. used.Select(u => !u)] });
        using (AlignedMatrix kernel = RowKernel.Of(kept, roots, threads, cancellation))
            largest = HouseholderReduction.Reduce(kernel, threads, cancellation).T.ExtremeEigenvalues().Largest;
        Collinearity result = this with { Conditioning = new Conditioning(features.Rows, p, largest, 0) };
        if (p > MostPaired || (double)roots.Length * p * p > MostProducts) return result;
        Relations relations = new(features, features.Pairs(threads, cancellation), threads, cancellation);
        return result with { Combinations = relations.Combinations, Correlated = relations.Correlated };
    }

    private static InflationFactor[] Inflation(FeatureColumns features, double[] correlations, int threads, CancellationToken cancellation)
    {
        int p = features.Columns.Length;
        RowFactor factor = new();
        for (int j = 0; j < p; j++)
        {
            double[] z = factor.Forward(correlations.AsSpan(j * p, j));
            factor.Append(z, Math.Max(LeastPivot, 1 - Kernels.Dot(z, z)));
        }
        double[] inverse = factor.InverseDiagonal(threads, cancellation);
        // Larger ones are not known.
        return [.. inverse.Select((v, k) => new InflationFactor(features.Name(features.Columns[k]), v > 0.001 / LeastPivot ? double.PositiveInfinity : Math.Max(1, v))).OrderByDescending(f => f.Value)];
    }
}
