using Microsoft.ML.SearchSpace;
using MLRegularization.Tuning;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>What tuners vary of an elastic net, one strength a trial. The space of <c>SearchSpace&lt;ElasticNetSweepOptions&gt;</c>.</summary>
public sealed class ElasticNetSweepOptions
{
    /// <summary>Ratios below are none, so that a tuner that walks down the range arrives at no penalty at all.</summary>
    internal const double SmallestRatio = LinearSpace.SmallestRatio;

    /// <summary>Share of the L1 part: 1 lasso (default), 0 ridge, between elastic net. Six are swept; all numbers between where a space has <c>["Alpha"] = new UniformDoubleOption(0, 1)</c>.</summary>
    [Choice([0.0, 0.1, 0.5, 0.9, 0.95, 1.0], 1.0)]
    public double Alpha { get; set; } = 1;

    /// <summary>The strength λ as a ratio to λmax of the rows that are learned from, from 1 (no coefficient) down to 1e-4; what is below is no penalty. Default 0.01.</summary>
    [Range(4e-5, 1.0, 0.01, true)]
    public double LambdaRatio { get; set; } = 0.01;

    /// <summary>The ratio that is fitted: 0 for none.</summary>
    internal double Ratio => LambdaRatio < SmallestRatio ? 0 : Math.Min(LambdaRatio, 1);
}
