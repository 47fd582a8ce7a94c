using System.Numerics.Tensors;
using MLRegularization.Matrices;

namespace MLRegularization.Preparation;

/// <summary>How the numbers of a network's inputs are scaled.</summary>
public enum ScalingKind
{
    /// <summary>By median and the range of the middle half: far-off values have no say. What networks like best.</summary>
    Robust,

    /// <summary>By mean and standard deviation.</summary>
    Standard,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>z = factor · (x − centre) for each column of numbers, then, if asked, the smooth clip. Pure data, learned on training rows: kept in model files.</summary>
/// <param name="Kind">Where centres and factors are from.</param>
/// <param name="Centers">What is 0 after scaling: median or mean.</param>
/// <param name="Factors">The inverse of the spread; 0 for a column that was constant in training, which then is 0 everywhere.</param>
/// <param name="Clipped">Whether <see cref="SmoothClip"/> follows.</param>
public sealed record ColumnScaling(ScalingKind Kind, IReadOnlyList<double> Centers, IReadOnlyList<double> Factors, bool Clipped)
{
    /// <summary>Largest scaled number that a network is given: its square, and sums of squares, still fit single precision.</summary>
    public const double Largest = 1e18;

    /// <summary>Learns centres and factors.</summary>
    /// <param name="columns">n × p numbers.</param>
    /// <param name="kind">How.</param>
    /// <param name="clipped">Whether the smooth clip follows.</param>
    /// <param name="rows">The rows to learn from; null: all.</param>
    /// <param name="weights">A weight ≥ 0 for each of the n rows; null: all 1. A weight of 2 is the same as a row given twice (for quartiles where the smallest weight is 1; only proportions count).</param>
    public static ColumnScaling Learn(IColumnMatrix columns, ScalingKind kind = ScalingKind.Robust, bool clipped = true, IReadOnlyList<int>? rows = null, double[]? weights = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        RowWeights.Check(weights, rows, columns.Rows);
        double[] centers = new double[columns.Columns], factors = new double[columns.Columns], column = new double[columns.Rows];
        QuartileFinder quartiles = new();
        for (int j = 0; j < centers.Length; j++)
        {
            if (kind != ScalingKind.None) columns.CopyCentered(j, 0, 0, column);
            (centers[j], factors[j]) = kind switch
            {
                ScalingKind.Robust => RobustScaling.Of(quartiles.Of(column, rows, weights)),
                ScalingKind.Standard => StandardScaling.Of(column, rows, weights),
                ScalingKind.None => (0, 1),
                _ => throw new ArgumentException($"The scaling is {kind}; give one of {string.Join(", ", Enum.GetNames<ScalingKind>())}.", nameof(kind)),
            };
        }
        return new ColumnScaling(kind, centers, factors, clipped);
    }

    /// <summary>A scaled number.</summary>
    public double Scale(int column, double value)
    {
        double scaled = Factors[column] == 0 ? 0 : Factors[column] * (value - Centers[column]);
        return Clipped ? SmoothClip.Of(scaled) : scaled;
    }

    /// <summary>Scales numbers of a column in place, to the same bits.</summary>
    internal void Scale(int column, Span<double> values)
    {
        if (Factors[column] == 0) values.Clear();
        else if (Kind != ScalingKind.None)
        {
            TensorPrimitives.Subtract(values, Centers[column], values);
            TensorPrimitives.Multiply(values, Factors[column], values);
        }
        if (Clipped) SmoothClip.Apply(values);
    }

    /// <summary>The number that was scaled; of a constant column its centre.</summary>
    public double Unscale(int column, double scaled)
        => Factors[column] == 0 ? Centers[column] : Centers[column] + ((Clipped ? SmoothClip.Inverse(scaled) : scaled) / Factors[column]);

    /// <summary>What is done, in plain words.</summary>
    public string Describe()
    {
        string scaled = Kind switch
        {
            ScalingKind.Robust => "Numbers are measured from their median, in widths of their middle half",
            ScalingKind.Standard => "Numbers are measured from their mean, in standard deviations",
            _ => "Numbers are taken as they are",
        };
        int constant = Factors.Count(f => f == 0);
        return $"{scaled}{(Clipped ? $"{(Kind == ScalingKind.None ? "" : ",")} and bent smoothly so that none is beyond ±{SmoothClip.Limit}" : "")}."
            + (constant == 0 ? "" : $" {constant} of {Factors.Count} inputs {(constant == 1 ? "is" : "are")} constant in the training rows and {(constant == 1 ? "plays" : "play")} no part.");
    }
}
