namespace MLRegularization.Networks.Training;

/// <summary>One run of a network over its epochs.</summary>
internal interface ITrainingRun : IDisposable
{
    /// <summary>The network, after <see cref="Run"/> with the parameters of the best epoch.</summary>
    Network Network { get; }

    /// <summary>Why and where it stopped being a number; null: it did not.</summary>
    string? Divergence { get; }

    /// <summary>Where the run stood when <see cref="Run"/> returned.</summary>
    TrainingState? Paused { get; }

    /// <summary>Runs the epochs that are left.</summary>
    /// <param name="progress">Told of every epoch.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    TrainingHistory Run(IProgress<EpochRecord>? progress = null, CancellationToken cancellation = default);
}
