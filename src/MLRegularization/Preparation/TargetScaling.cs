using MLRegularization.Numerics;

namespace MLRegularization.Preparation;

/// <summary>A target of numbers as a network learns it: in standard deviations from its mean, with its range as limits of what is predicted. Pure data, learned on training rows: kept in model files.</summary>
/// <param name="Mean">Weighted mean.</param>
/// <param name="Deviation">Weighted standard deviation (1/n); 1 where the target is constant.</param>
/// <param name="Least">Smallest target of a training row.</param>
/// <param name="Greatest">Largest.</param>
public sealed record TargetScaling(double Mean, double Deviation, double Least, double Greatest)
{
    /// <summary>Learns from training rows; rows of weight 0 do not count.</summary>
    /// <param name="target">One finite number per row.</param>
    /// <param name="rows">The rows to learn from; null: all.</param>
    /// <param name="weights">A weight ≥ 0 for each row of the target; null: all 1.</param>
    /// <exception cref="ArgumentException">A number is not finite, no row counts, or the numbers are too far apart.</exception>
    public static TargetScaling Learn(double[] target, IReadOnlyList<int>? rows = null, double[]? weights = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        RowWeights.Check(weights, rows, target.Length);
        double least = double.PositiveInfinity, greatest = double.NegativeInfinity;
        for (int k = 0; k < (rows?.Count ?? target.Length); k++)
        {
            int i = rows is null ? k : rows[k];
            if (!double.IsFinite(target[i])) throw new ArgumentException($"The target of row {i + 1} is {target[i]}; every value must be finite.", nameof(target));
            if (weights?[i] <= 0) continue;
            (least, greatest) = (Math.Min(least, target[i]), Math.Max(greatest, target[i]));
        }
        if (!double.IsFinite(greatest - least)) throw new ArgumentException($"The target ranges from {least} to {greatest}, too far to calculate with; divide it by a constant.", nameof(target));
        (double mean, double deviation) = StandardScaling.Moments(target, rows, weights);
        return new TargetScaling(mean, deviation == 0 ? 1 : deviation, least, greatest);
    }

    /// <summary>A target as the network learns it.</summary>
    public double Scale(double target) => (target - Mean) / Deviation;

    /// <summary>A prediction in the target's units, kept within its range.</summary>
    public double Unscale(double scaled) => Math.Clamp(Mean + (Deviation * scaled), Least, Greatest);

    /// <summary>What is done, in plain words.</summary>
    public string Describe() => InvariantText.Of(() => $"The target is learned as distance from its mean {Mean:G4} in standard deviations of {Deviation:G4}; predictions stay between {Least:G4} and {Greatest:G4}, the range of the training rows.");
}
