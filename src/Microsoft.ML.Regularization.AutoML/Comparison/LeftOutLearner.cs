namespace Microsoft.ML.Trainers.Regularization;

/// <summary>A learner that a comparison tells nothing of.</summary>
/// <param name="Name">The learner.</param>
/// <param name="Reason">Why, a sentence.</param>
public sealed record LeftOutLearner(string Name, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Reason}";
}
