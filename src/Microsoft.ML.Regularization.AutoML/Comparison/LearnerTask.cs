using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>The training rows of one fold, as a learner that is to be made for them knows them.</summary>
public sealed class LearnerTask
{
    internal LearnerTask()
    {
    }

    /// <summary>A context to make the learner with: seeded, and cancelled with the comparison.</summary>
    public required MLContext Context { get; init; }

    /// <summary>The label's column.</summary>
    public required string LabelColumnName { get; init; }

    /// <summary>The features' column.</summary>
    public required string FeatureColumnName { get; init; }

    /// <summary>The column of row weights, or null.</summary>
    public required string? ExampleWeightColumnName { get; init; }

    /// <summary>Rows to learn from.</summary>
    public required int Rows { get; init; }

    /// <summary>The label's standard deviation over the training rows of the outer fold; 1 for classes.</summary>
    public required double LabelDeviation { get; init; }

    /// <summary>The seed of whatever is random.</summary>
    public required int Seed { get; init; }

    /// <summary>A column of the groups that folds keep whole, for learners that hold rows out themselves; null: there are none.</summary>
    public string? SamplingKeyColumnName { get; init; }

    /// <summary>A column of the order of rows in time, from 0, for learners that hold rows out themselves; null: there is none.</summary>
    public string? TimeColumnName { get; init; }

    /// <summary>Cancelled with the comparison, and when the time for settings is up; <see cref="Context"/> is, too.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>A trainer behind a normaliser that centres features and scales them to unit standard deviation, learned with it.</summary>
    /// <param name="trainer">The trainer, of <see cref="FeatureColumnName"/>.</param>
    public IEstimator<ITransformer> Standardized(IEstimator<ITransformer> trainer)
        => Context.Transforms.NormalizeMeanVariance(FeatureColumnName, fixZero: false).Append(trainer);
}
