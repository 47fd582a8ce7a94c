using MLRegularization.Tuning;

namespace Microsoft.ML.Trainers.Regularization.Tuning;

/// <summary>Trials of a trainer of ML.NET.</summary>
internal interface ITunedTrials : IStudyRunner
{
    /// <summary>The trainer of a trial, to be fitted to all rows.</summary>
    /// <param name="point">What was tried.</param>
    /// <param name="found">What the trial found.</param>
    /// <param name="cancellation">Stops its fit.</param>
    IEstimator<ITransformer> TrainerOf(SearchPoint point, IReadOnlyList<(string Name, double Value)> found, CancellationToken cancellation = default);

    /// <summary>What a trial found, in words.</summary>
    string Describe(IReadOnlyList<(string Name, double Value)> found);
}
