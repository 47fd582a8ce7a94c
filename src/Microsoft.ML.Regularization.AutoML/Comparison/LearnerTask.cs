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

    /// <summary>The budget: settings that a learner may try.</summary>
    public required int Trials { get; init; }

    /// <summary>The seed of whatever is random.</summary>
    public required int Seed { get; init; }

    /// <summary>A column of the training rows with the number of the inner fold that each is in.</summary>
    internal string InnerFoldColumnName { get; init; } = "";

    internal int InnerFolds { get; init; }

    internal bool Grouped { get; init; }

    /// <summary>A trainer behind a normaliser that centres features and scales them to unit standard deviation, learned with it.</summary>
    /// <param name="trainer">The trainer, of <see cref="FeatureColumnName"/>.</param>
    public IEstimator<ITransformer> Standardized(IEstimator<ITransformer> trainer)
        => Context.Transforms.NormalizeMeanVariance(FeatureColumnName, fixZero: false).Append(trainer);
}
