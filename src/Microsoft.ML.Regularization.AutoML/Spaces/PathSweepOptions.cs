using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>What tuners vary of an elastic net whose trials are whole paths, which have every strength. The space of <c>SearchSpace&lt;PathSweepOptions&gt;</c>.</summary>
public sealed class PathSweepOptions
{
    /// <summary>Share of the L1 part: 1 lasso (default), 0 ridge, between elastic net.</summary>
    [Choice([0.0, 0.1, 0.5, 0.9, 0.95, 1.0], 1.0)]
    public double Alpha { get; set; } = 1;
}
