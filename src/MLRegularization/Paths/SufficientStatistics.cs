using System.Numerics.Tensors;
using MLRegularization.Matrices;
using MLRegularization.Numerics;

namespace MLRegularization.Paths;

/// <summary>
/// What squared loss knows of rows: their weighted products, gathered from blocks that stream past and are not kept. A path and its
/// cross-validation are fitted to them as to the rows themselves; memory grows with columns² × folds and not with rows.
/// Products are of double precision, taken about values near the columns' means, which the first rows give. Certificates are measured on them: a gap
/// is that of the rows to about 1e-12 of the null model's loss, below which rounding of the sums begins. The same rows in the same order give the same bits, however
/// they are cut into blocks and whatever the number of threads. Instances are not safe to use from several threads at once.
/// </summary>
public sealed class SufficientStatistics
{
    /// <summary>Beyond it, squares of features are not at home in double.</summary>
    private const double LargestFeature = 1e100;

    private readonly int threads;
    private readonly MomentPass<double>?[] passes;

    // Rows that wait until a stretch is full.
    private readonly int stretch;
    private readonly double[] features, target, weights;
    private readonly ulong[] keys;
    private readonly int[] foldOf;
    private int waiting;
    private bool isWeighted;

    /// <summary>No rows yet.</summary>
    /// <param name="featureNames">p names.</param>
    /// <param name="foldCount">Folds of a cross-validation; 0: none, for a path alone.</param>
    /// <param name="repeats">Repetitions of the cross-validation with other folds.</param>
    /// <param name="seed">Seed of the folds.</param>
    /// <param name="threads">Threads used at most; 0: all cores.</param>
    /// <exception cref="ArgumentException">There is no column or more than <see cref="MostColumns"/>, or a number is out of range.</exception>
    public SufficientStatistics(IReadOnlyList<string> featureNames, int foldCount = 10, int repeats = 1, ulong seed = 1, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(featureNames);
        if (featureNames.Count is 0 or > MostColumns) throw new ArgumentException($"There are {featureNames.Count} columns; products of rows are gathered for 1 to {MostColumns}: keep the rows and use a TrainingSet.", nameof(featureNames));
        if (foldCount is < 0 or 1) throw new ArgumentException($"{foldCount} folds were asked for; give at least 2, or 0 for a path alone.", nameof(foldCount));
        if (repeats < 1) throw new ArgumentException($"The number of repeats is {repeats}; give at least 1.", nameof(repeats));
        if (threads < 0) throw new ArgumentException($"The number of threads is {threads}; give 0 for all cores, or more.", nameof(threads));
        (FeatureNames, FoldCount, Seed, this.threads) = (featureNames, foldCount, seed, Parallelism.Threads(threads));
        passes = new MomentPass<double>?[foldCount == 0 ? 1 : repeats];
        stretch = MomentPass<double>.StretchFor(Columns, true);
        features = new double[stretch * Columns];
        (target, weights, keys, foldOf) = (new double[stretch], new double[stretch], new ulong[stretch], new int[stretch]);
    }

    /// <summary>Columns at most.</summary>
    public const int MostColumns = 6000;

    /// <summary>The p column names.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Number of columns p.</summary>
    public int Columns => FeatureNames.Count;

    /// <summary>Rows added.</summary>
    public int Rows { get; private set; }

    /// <summary>Folds of a cross-validation; 0: none.</summary>
    public int FoldCount { get; }

    /// <summary>Repetitions of the cross-validation.</summary>
    public int Repeats => passes.Length;

    /// <summary>Seed of the folds.</summary>
    public ulong Seed { get; }

    /// <summary>Adds rows.</summary>
    /// <param name="features">Features, row after row, all finite.</param>
    /// <param name="target">The response of each row, all finite; where rows have an offset, less that.</param>
    /// <param name="weights">Weights ≥ 0, one per row; empty: all 1.</param>
    /// <param name="groups">A number per row that names its group, for folds that keep groups together (see <see cref="Folds.Hashed(IReadOnlyList{ulong}, int, ulong)"/>); empty: every row is by itself.</param>
    /// <param name="cancellation">Checked now and then.</param>
    /// <exception cref="ArgumentException">A length differs, or a value is not finite, too large or, for weights, negative; nothing was added.</exception>
    public void Add(ReadOnlySpan<float> features, ReadOnlySpan<double> target, ReadOnlySpan<double> weights = default, ReadOnlySpan<ulong> groups = default, CancellationToken cancellation = default)
    {
        Check(features.Length, FiniteCheck.FirstNonFinite(features), target, weights, groups);
        for (int from = 0; from < target.Length;)
        {
            int rows = Math.Min(stretch - waiting, target.Length - from);
            TensorPrimitives.ConvertTruncating(features.Slice(from * Columns, rows * Columns), this.features.AsSpan(waiting * Columns, rows * Columns));
            from = Take(from, rows, target, weights, groups, cancellation);
        }
    }

    /// <inheritdoc cref="Add(ReadOnlySpan{float}, ReadOnlySpan{double}, ReadOnlySpan{double}, ReadOnlySpan{ulong}, CancellationToken)"/>
    public void Add(ReadOnlySpan<double> features, ReadOnlySpan<double> target, ReadOnlySpan<double> weights = default, ReadOnlySpan<ulong> groups = default, CancellationToken cancellation = default)
    {
        int bad = FiniteCheck.FirstNonFinite(features);
        if (bad < 0 && !features.IsEmpty && Math.Abs(TensorPrimitives.MaxMagnitude(features)) > LargestFeature) bad = TensorPrimitives.IndexOfMaxMagnitude(features);
        Check(features.Length, bad, target, weights, groups);
        for (int from = 0; from < target.Length;)
        {
            int rows = Math.Min(stretch - waiting, target.Length - from);
            features.Slice(from * Columns, rows * Columns).CopyTo(this.features.AsSpan(waiting * Columns));
            from = Take(from, rows, target, weights, groups, cancellation);
        }
    }

    /// <summary>The moments of every fold (of all rows, where there are no folds), by repeat.</summary>
    internal Moments[][] Parts(CancellationToken cancellation)
    {
        if (waiting > 0) Gather(cancellation);
        if (Rows == 0) throw new ArgumentException("No row was added; give at least 2.");
        if (passes.Any(p => p!.Parts.Sum(f => f.Weight) <= 0)) throw new ArgumentException("All weights are 0; at least one must be positive.");
        return [.. passes.Select(p => p!.Parts)];
    }

    private void Check(int values, int bad, ReadOnlySpan<double> target, ReadOnlySpan<double> weights, ReadOnlySpan<ulong> groups)
    {
        if (values != (long)target.Length * Columns) throw new ArgumentException($"{values} feature values are not {target.Length} rows of {Columns}; give rows × columns values.");
        if (!weights.IsEmpty && weights.Length != target.Length) throw new ArgumentException($"There are {weights.Length} weights for {target.Length} rows; give one per row, or none.");
        if (!groups.IsEmpty && groups.Length != target.Length) throw new ArgumentException($"There are {groups.Length} groups for {target.Length} rows; give one per row, or none.");
        if (bad >= 0) throw new ArgumentException($"Column '{FeatureNames[bad % Columns]}' of row {Rows + (bad / Columns) + 1L} is not finite, or beyond {LargestFeature:G1}, whose squares overflow; impute it, drop it or change its unit.");
        int row = FiniteCheck.FirstNonFinite(target);
        if (row >= 0) throw new ArgumentException($"The target of row {Rows + row + 1L} is {target[row]}; every value must be finite.");
        if (!target.IsEmpty && Math.Abs(TensorPrimitives.MaxMagnitude(target)) > PathSolver.LargestTarget)
            throw new ArgumentException($"A label is {TensorPrimitives.MaxMagnitude(target)}; squares of labels beyond {PathSolver.LargestTarget:G1} overflow: change the label's unit.");
        for (row = 0; row < weights.Length; row++)
            if (!(weights[row] >= 0 && double.IsFinite(weights[row]))) throw new ArgumentException($"The weight of row {Rows + row + 1L} is {weights[row]}; weights must be finite and 0 or more.");
        if (Rows + (long)target.Length > int.MaxValue) throw new ArgumentException($"There are more than {int.MaxValue} rows; give at most so many.");
    }

    // Everything but the features, which are in their place already.
    private int Take(int from, int rows, ReadOnlySpan<double> target, ReadOnlySpan<double> weights, ReadOnlySpan<ulong> groups, CancellationToken cancellation)
    {
        target.Slice(from, rows).CopyTo(this.target.AsSpan(waiting));
        if (weights.IsEmpty) this.weights.AsSpan(waiting, rows).Fill(1);
        else weights.Slice(from, rows).CopyTo(this.weights.AsSpan(waiting));
        isWeighted |= !weights.IsEmpty;
        for (int k = 0; k < rows; k++) keys[waiting + k] = groups.IsEmpty ? (ulong)(Rows + k) : groups[from + k];
        Rows += rows;
        waiting += rows;
        if (waiting == stretch) Gather(cancellation);
        return from + rows;
    }

    private void Gather(CancellationToken cancellation)
    {
        if (passes[0] is null)
        {
            (double[] reference, double responseReference) = References();
            for (int r = 0; r < passes.Length; r++) passes[r] = new MomentPass<double>(reference, responseReference, Math.Max(1, FoldCount), stretch, threads);
        }
        for (int r = 0; r < passes.Length; r++)
        {
            for (int k = 0; k < waiting && FoldCount > 0; k++) foldOf[k] = Folds.Hash(keys[k], FoldCount, Seed + (ulong)r);
            passes[r]!.Add(features, waiting, target, isWeighted ? weights : null, foldOf, cancellation);
        }
        (waiting, isWeighted) = (0, false);
    }

    // Weighted means of the first rows. Taken of differences, so that a column that does not vary has its own value for a mean.
    private (double[] Reference, double Response) References()
    {
        double[] shares = new double[waiting], reference = features[..Columns], sums = new double[Columns];
        double total = weights.AsSpan(0, waiting).ToArray().Sum(), response = 0;
        for (int k = 0; k < waiting; k++) shares[k] = total > 0 ? weights[k] / total : 1.0 / waiting;
        for (int k = 0; k < waiting; k++)
        {
            response += shares[k] * (target[k] - target[0]);
            for (int j = 0; j < Columns; j++) sums[j] += shares[k] * (features[(k * Columns) + j] - reference[j]);
        }
        TensorPrimitives.Add(reference, sums, reference);
        return (reference, target[0] + response);
    }
}
