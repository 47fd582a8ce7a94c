namespace MLRegularization.Matrices;

/// <summary>What a model learns from: features, a response, and optionally weights, offset and names. Immutable and checked.</summary>
public sealed class TrainingSet
{
    /// <summary>Checks and wraps; nothing is copied.</summary>
    /// <param name="features">n × p features, all finite.</param>
    /// <param name="target">n responses, all finite; classes as 0, 1, ….</param>
    /// <param name="weights">n weights ≥ 0 with a positive sum; null: all 1.</param>
    /// <param name="offset">n known parts of the linear predictor, or n × K for K classes, class after class; null: 0.</param>
    /// <param name="featureNames">p names; null: x1, x2, ….</param>
    /// <exception cref="ArgumentException">A length differs, or a value is not finite or, for weights, negative.</exception>
    public TrainingSet(IColumnMatrix features, double[] target, double[]? weights = null, double[]? offset = null, IReadOnlyList<string>? featureNames = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(target);
        if (features.Rows == 0) throw new ArgumentException("The table has no rows; give at least two.", nameof(features));
        CheckVector(target, features.Rows, "target", "row");
        if (weights is not null)
        {
            CheckVector(weights, features.Rows, "weights", "row");
            int negative = Array.FindIndex(weights, w => w < 0);
            if (negative >= 0) throw new ArgumentException($"The weight of row {negative + 1} is {weights[negative]}; weights must be 0 or more.", nameof(weights));
            if (weights.Sum() <= 0) throw new ArgumentException("All weights are 0; at least one must be positive.", nameof(weights));
        }
        if (offset is not null) CheckVector(offset, Math.Max(1, offset.Length / features.Rows) * features.Rows, "offset", "row");
        if (featureNames is not null && featureNames.Count != features.Columns)
            throw new ArgumentException($"There are {featureNames.Count} feature names for {features.Columns} columns; give one name per column.", nameof(featureNames));
        Features = features;
        Target = target;
        Weights = weights;
        Offset = offset;
        FeatureNames = featureNames ?? Enumerable.Range(1, features.Columns).Select(j => $"x{j}").ToArray();
    }

    /// <summary>The n × p features.</summary>
    public IColumnMatrix Features { get; }

    /// <summary>The n responses.</summary>
    public double[] Target { get; }

    /// <summary>The n weights, or null when all are 1.</summary>
    public double[]? Weights { get; }

    /// <summary>The n offsets, n × K for several classes, or null when all are 0.</summary>
    public double[]? Offset { get; }

    /// <summary>The p column names.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Number of rows n.</summary>
    public int Rows => Features.Rows;

    /// <summary>Number of columns p.</summary>
    public int Columns => Features.Columns;

    /// <summary>A table from rows × columns in the usual C# order.</summary>
    public static TrainingSet FromRows(double[,] x, double[] y, IReadOnlyList<string>? featureNames = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        return new TrainingSet(DenseColumns.FromRows(x), y, featureNames: featureNames);
    }

    /// <summary>A table from rows × columns stored row after row.</summary>
    public static TrainingSet FromRows(ReadOnlySpan<double> x, ReadOnlySpan<double> y, IReadOnlyList<string>? featureNames = null)
    {
        if (y.Length == 0 || x.Length % y.Length != 0)
            throw new ArgumentException($"{x.Length} feature values do not divide into {y.Length} rows; give rows × columns values.", nameof(x));
        return new TrainingSet(DenseColumns.FromRows(x, y.Length, x.Length / y.Length), y.ToArray(), featureNames: featureNames);
    }

    /// <summary>The same features and names with another response.</summary>
    public TrainingSet WithTarget(double[] target) => new(Features, target, Weights, Offset, FeatureNames);

    /// <summary>The same data with the given weights.</summary>
    public TrainingSet WithWeights(double[]? weights) => new(Features, Target, weights, Offset, FeatureNames);

    /// <summary>Some of the rows alone, which are given ascending; values are copied.</summary>
    public TrainingSet SelectRows(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        double[]? Of(double[]? values) => values is null ? null : [.. rows.Select(i => values[i])];
        return new TrainingSet(Features.SelectRows(rows), Of(Target)!, Of(Weights), Of(Offset), FeatureNames);
    }

    private static void CheckVector(double[] values, int rows, string name, string unit)
    {
        if (values.Length != rows) throw new ArgumentException($"The {name} has {values.Length} values for {rows} rows; give one per {unit}.", name);
        int bad = Array.FindIndex(values, v => !double.IsFinite(v));
        if (bad >= 0) throw new ArgumentException($"The {name} of row {bad + 1} is {values[bad]}; every value must be finite.", name);
    }
}
