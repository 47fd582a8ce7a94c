namespace MLRegularization.Networks;

/// <summary>The losses of a run that a verdict rests on, noise apart. The thresholds are those that <see cref="LearningVerdict"/> states.</summary>
internal sealed class LearningCurve
{
    private const double SmallShare = 0.01, Spreads = 2, StandardErrors = 3, ByHeart = 0.9, MuchLost = 0.3, SomeLost = 0.05, GreatRise = 1.5, High = 0.5, Late = 0.3, Little = 0.1;
    private const int FewestLast = 5, LastShare = 5;

    private readonly double nullLoss;
    private readonly double[] watched, training;
    private readonly int last;

    /// <summary>Looks at the epochs whose losses are finite.</summary>
    public LearningCurve(TrainingHistory history, double nullLoss)
    {
        this.nullLoss = nullLoss;
        IsValidated = history.Epochs.Any(e => double.IsFinite(e.ValidationLoss));
        Epochs = [.. history.Epochs.Where(e => double.IsFinite(e.TrainingLoss) && (!IsValidated || double.IsFinite(e.ValidationLoss)))];
        training = [.. Epochs.Select(e => e.TrainingLoss)];
        watched = IsValidated ? [.. Epochs.Select(e => e.ValidationLoss)] : training;
        last = Math.Max(FewestLast, watched.Length / LastShare);
        if (IsTooShort) return;
        Trend = LossTrend.Of(watched.AsSpan(^last..));
        Lowest = Array.IndexOf(watched, watched.Min());
        Kept = history.Best ?? Epochs[^1];
    }

    public bool IsTooShort => watched.Length < LearningVerdict.FewestEpochs;

    /// <summary>Whether there are losses of validation rows.</summary>
    public bool IsValidated { get; }

    /// <summary>The epochs looked at.</summary>
    public EpochRecord[] Epochs { get; }

    /// <summary>How many of them are the last ones.</summary>
    public int Last => last;

    /// <summary>The line through the last of them.</summary>
    public LossTrend Trend { get; }

    /// <summary>Index of the lowest watched loss.</summary>
    public int Lowest { get; }

    /// <summary>The epoch whose weights the model has.</summary>
    public EpochRecord Kept { get; } = new(0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);

    public bool HasRisen => Rise(watched) is var rise && rise > Spreads * Trend.Spread && rise >= SmallShare * Math.Abs(MeanAtLowest(watched));

    public bool TrainingHasRisen => Rise(training) is var rise && rise > Spreads * LossTrend.Of(training.AsSpan(^last..)).Spread && rise >= SmallShare * Math.Abs(MeanAtLowest(training));

    public bool IsFalling => Lowest >= watched.Length - last && Trend.IsFalling(SmallShare, StandardErrors);

    /// <summary>Whether so much of the fall on training rows came in the second half that the steps must be small.</summary>
    public bool IsSlow => training[0] > training[^1] && training[training.Length / 2] - training[^1] >= Late * (training[0] - training[^1]);

    public bool IsNoBetterThanNull => IsValidated && (nullLoss - Kept.ValidationLoss < SmallShare * nullLoss || nullLoss - Kept.ValidationLoss <= Spreads * Trend.Spread);

    public bool LearnedByHeart => training[^1] < nullLoss && training[^1] <= ByHeart * nullLoss;

    public bool IsGapWide
    {
        get
        {
            double gap = Kept.Gap, gained = nullLoss - Kept.TrainingLoss;
            if (!IsValidated || !(gap > Spreads * Trend.Spread)) return false;
            bool great = Kept.ValidationLoss >= GreatRise * Kept.TrainingLoss;
            return double.IsNaN(nullLoss) ? great : gap >= MuchLost * gained || (great && gap >= SomeLost * gained);
        }
    }

    public bool IsLossHigh => Kept.TrainingLoss >= High * nullLoss && training[^1] > (1 - SomeLost) * Kept.TrainingLoss;

    /// <summary>Whether the loss is small beside the null model's.</summary>
    public bool IsLittleLeft => Kept.ValidationLoss < Little * nullLoss;

    /// <summary>The gap as a share of what was gained over the null model on training rows; NaN where that is not known.</summary>
    public double LostShare => nullLoss > Kept.TrainingLoss ? Kept.Gap / (nullLoss - Kept.TrainingLoss) : double.NaN;

    // The mean of the last epochs over that of the few about the lowest; 0 where that is one of them.
    private double Rise(double[] losses) => Lowest >= losses.Length - last ? 0 : losses.AsSpan(^last..).ToArray().Average() - MeanAtLowest(losses);

    private double MeanAtLowest(double[] losses)
    {
        int first = Math.Clamp(Lowest - (FewestLast / 2), 0, losses.Length - FewestLast);
        return losses.AsSpan(first, FewestLast).ToArray().Average();
    }
}
