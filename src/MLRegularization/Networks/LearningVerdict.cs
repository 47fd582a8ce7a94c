using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Networks;

/// <summary>What learning curves show.</summary>
public enum LearningFinding
{
    /// <summary>The loss was no longer a number.</summary>
    Diverged,

    /// <summary>Fewer than <see cref="LearningVerdict.FewestEpochs"/> epochs: nothing can be told from chance.</summary>
    TooShort,

    /// <summary>The loss rose again on the training rows too: the steps are too large.</summary>
    Unstable,

    /// <summary>The loss was still falling at the last epoch.</summary>
    StillImproving,

    /// <summary>Much of what was learned holds for the training rows only.</summary>
    Overfitting,

    /// <summary>Not even the training rows are predicted well.</summary>
    Underfitting,

    /// <summary>No rows were held out, so overfitting cannot be seen.</summary>
    Unjudged,

    /// <summary>Neither under- nor overfitting.</summary>
    Balanced,
}

/// <summary>
/// What the learning curves of a run show, and what to turn, in one plain sentence. The last epochs are the last fifth of all, at least 5;
/// the spread is the standard deviation of their watched losses about a straight line, and the watched loss is
/// that of the validation rows, or of the training rows where there are none. The first of these that applies is the finding:
/// <list type="number">
/// <item><see cref="LearningFinding.Diverged"/>: the run ended so.</item>
/// <item><see cref="LearningFinding.TooShort"/>: fewer than 5 epochs.</item>
/// <item>The watched loss has risen: the mean of the last epochs is above that of the five about its lowest by more than twice the spread and by 1 % or
/// more. It is <see cref="LearningFinding.Unstable"/> where the training loss has risen by the same measure too, else <see cref="LearningFinding.Overfitting"/>.</item>
/// <item><see cref="LearningFinding.StillImproving"/>: the lowest watched loss is among the last epochs, and the line through them falls by 1 % or more and by
/// more than three of its standard errors.</item>
/// <item>The validation loss of the kept epoch is not below the null model's by 1 % or more and by more than twice the spread: <see cref="LearningFinding.Overfitting"/> where the
/// last training loss is at most 90 % of the null model's, else <see cref="LearningFinding.Underfitting"/>.</item>
/// <item><see cref="LearningFinding.Overfitting"/>: at the kept epoch the gap between validation and training loss is more than twice the spread, and is 30 % or more of
/// what was gained over the null model on training rows, or 5 % or more of that while the validation loss is at least 1.5 times the training loss.
/// Without a null model the last of these alone decides.</item>
/// <item><see cref="LearningFinding.Underfitting"/>: at the kept epoch the training loss is at least half the null model's, and the last one is not lower by 5 % or more:
/// a network that went on to learn its training rows, without any use to the others, is large enough.</item>
/// <item><see cref="LearningFinding.Unjudged"/> without validation rows, else <see cref="LearningFinding.Balanced"/>.</item>
/// </list>
/// </summary>
/// <param name="Finding">What they show.</param>
/// <param name="Sentence">That and what to turn, in plain words.</param>
public sealed record LearningVerdict(LearningFinding Finding, string Sentence)
{
    /// <summary>Epochs below which nothing is said.</summary>
    public const int FewestEpochs = 5;

    /// <summary>The verdict on a run.</summary>
    /// <param name="history">Its learning curves; losses are at least 0.</param>
    /// <param name="nullLoss">The loss of the best constant on the validation rows, or on the training rows where there are none; NaN (default): not known.</param>
    /// <param name="regularization">What the run was regularised by; null (default): not known.</param>
    public static LearningVerdict Of(TrainingHistory history, double nullLoss = double.NaN, RegularizationSpec? regularization = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        LearningWords words = new(history, nullLoss, regularization);
        if (history.End == TrainingEnd.Diverged) return new(LearningFinding.Diverged, words.Diverged());
        LearningCurve curve = new(history, nullLoss);
        if (curve.IsTooShort) return new(LearningFinding.TooShort, words.TooShort());
        if (curve.HasRisen) return curve.TrainingHasRisen ? new(LearningFinding.Unstable, LearningWords.Unstable(curve)) : new(LearningFinding.Overfitting, words.Risen(curve));
        if (curve.IsFalling) return new(LearningFinding.StillImproving, words.StillImproving(curve));
        if (curve.IsNoBetterThanNull) return curve.LearnedByHeart ? new(LearningFinding.Overfitting, words.OnlyByHeart(curve)) : new(LearningFinding.Underfitting, words.Nothing(curve));
        if (curve.IsGapWide) return new(LearningFinding.Overfitting, words.Gap(curve));
        if (curve.IsLossHigh) return new(LearningFinding.Underfitting, words.High(curve));
        return curve.IsValidated ? new(LearningFinding.Balanced, words.Balanced(curve)) : new(LearningFinding.Unjudged, LearningWords.Unjudged(curve));
    }

    /// <inheritdoc/>
    public override string ToString() => Sentence;
}
