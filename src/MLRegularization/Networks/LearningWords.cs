using MLRegularization.Diagnosis;
using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Networks;

/// <summary>The sentences of a <see cref="LearningVerdict"/>: the finding, the figures it rests on, and what to turn.</summary>
internal sealed class LearningWords(TrainingHistory history, double nullLoss, RegularizationSpec? regularization)
{
    public string Diverged()
    {
        string when = history.Epochs.Count == 0 ? "in the first epoch" : $"after {Epochs(history.Epochs.Count)}";
        string kept = history.BestEpoch > 0 ? $"; the weights of epoch {Digits.Count(history.BestEpoch)}, the best, are kept" : "";
        double highest = history.Epochs.Select(e => e.LearningRate).DefaultIfEmpty().Max();
        string rate = highest > 0 ? $" ({Digits.Short(highest)})" : "";
        return $"Diverged: {when} the loss was no longer a number{kept}; lower the learning rate{rate}, clip gradients, or scale inputs and target.";
    }

    public string TooShort() =>
        $"Too short to judge: {Epochs(history.Epochs.Count)} {(history.Epochs.Count == 1 ? "was" : "were")} run; run more, until the validation loss no longer falls.";

    public static string Unstable(LearningCurve curve) =>
        $"Unstable: after epoch {Lowest(curve)} the loss rises again even on the rows it learns from, to {Short(curve.Epochs[^1].TrainingLoss)}; lower the learning rate, let it fall over the run, or take larger batches.";

    public string Risen(LearningCurve curve)
    {
        EpochRecord lowest = curve.Epochs[curve.Lowest], end = curve.Epochs[^1];
        int after = curve.Epochs.Length - 1 - curve.Lowest;
        string kept = $"the weights of epoch {Digits.Count(curve.Kept.Epoch)} are kept";
        string stop = history.End == TrainingEnd.EarlyStopping ? $"early stopping ended the run and {kept}" : $"{kept}, and early stopping would spare most of the {Epochs(after)} after it";
        return $"Overfitting from epoch {Lowest(curve)} on: the validation loss rises from {Short(lowest.ValidationLoss)} to {Short(end.ValidationLoss)} while the training loss goes from {Short(lowest.TrainingLoss)} to {Short(end.TrainingLoss)}; {stop}; to get further {More()}.";
    }

    public string StillImproving(LearningCurve curve)
    {
        string rows = curve.IsValidated ? "validation" : "training";
        string slow = curve.IsSlow ? ", or raise the learning rate: much of what was learned came in the second half" : "";
        string gap = curve.IsGapWide ? $"; {Gap(curve.Kept)} is overfitting already: {More()}" : "";
        return $"Still improving at the last epoch: the {rows} loss fell by {Percent(curve.Trend.Fall / Math.Abs(curve.Trend.Level))} over the last {Epochs(curve.Last)}, to {Short(curve.IsValidated ? curve.Epochs[^1].ValidationLoss : curve.Epochs[^1].TrainingLoss)}; run more epochs{slow}{gap}.";
    }

    public string OnlyByHeart(LearningCurve curve) =>
        $"Overfitting: the training rows are learned by heart (loss {Short(curve.Epochs[^1].TrainingLoss)}), yet on validation rows no epoch is better beyond chance than the best constant ({Short(curve.Kept.ValidationLoss)} against {Short(nullLoss)}); {More()}, or doubt that the inputs tell of the label.";

    public string Nothing(LearningCurve curve) =>
        $"Underfitting: no epoch is better beyond chance than the best constant, neither on validation rows ({Short(curve.Kept.ValidationLoss)} against {Short(nullLoss)}) nor on training rows ({Short(curve.Epochs[^1].TrainingLoss)}); try a learning rate ten times higher or lower first, then {Less()}, then doubt that the inputs tell of the label.";

    public string Gap(LearningCurve curve)
    {
        string share = double.IsNaN(curve.LostShare) ? "" : $", {Percent(curve.LostShare)} of what was gained over the best constant ({Short(nullLoss)})";
        return $"Overfitting: at epoch {Digits.Count(curve.Kept.Epoch)}, the one kept, the training loss is {Short(curve.Kept.TrainingLoss)} and the validation loss {Short(curve.Kept.ValidationLoss)}, {Gap(curve.Kept)}{share}; {More()}.";
    }

    public string High(LearningCurve curve) =>
        $"Underfitting: at epoch {Digits.Count(curve.Kept.Epoch)}, the one kept, the loss is {Percent(curve.Kept.TrainingLoss / nullLoss)} of the best constant's even on the training rows ({Short(curve.Kept.TrainingLoss)} of {Short(nullLoss)}) and no longer falls; take {Less()}, or a higher learning rate: what that cannot lower is noise.";

    public string Balanced(LearningCurve curve)
    {
        string rest = nullLoss > 0 ? $", {Percent(curve.Kept.ValidationLoss / nullLoss)} of the best constant's" : "";
        return $"Neither under- nor overfitting: at epoch {Digits.Count(curve.Kept.Epoch)}, the one kept, the training loss is {Short(curve.Kept.TrainingLoss)} and the validation loss {Short(curve.Kept.ValidationLoss)}{rest}, and the last {Epochs(curve.Last)} no longer lower it; {(curve.IsLittleLeft ? "little is left to gain" : "what is left is noise, or needs other inputs")}.";
    }

    public static string Unjudged(LearningCurve curve) =>
        $"No rows were held out, so overfitting cannot be seen: the training loss no longer falls, at {Short(curve.Epochs[^1].TrainingLoss)}; hold a share of the rows out for validation.";

    /// <summary>Against overfitting.</summary>
    private string More() =>
        regularization is null ? "take more dropout or weight decay, fewer units or more rows"
        : regularization.Count == 0 ? "add dropout or weight decay, or take fewer units or more rows"
        : "raise dropout or weight decay above what they are, or take fewer units or more rows";

    /// <summary>Against underfitting.</summary>
    private string Less() => regularization is { Count: > 0 } ? "weaker regularisation or a wider or deeper network" : "a wider or deeper network";

    private static string Gap(EpochRecord epoch) => $"a gap of {Short(epoch.Gap)}";

    private static string Lowest(LearningCurve curve) => Digits.Count(curve.Epochs[curve.Lowest].Epoch);

    private static string Epochs(int count) => count == 1 ? "1 epoch" : $"{Digits.Count(count)} epochs";

    private static string Short(double loss) => Digits.Short(loss);

    private static string Percent(double share) => Digits.Short(100 * share, 2) + " %";
}
