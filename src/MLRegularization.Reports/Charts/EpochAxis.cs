using MLRegularization.Reports.Drawing;

namespace MLRegularization.Reports.Charts;

/// <summary>The axis of epochs, from the first to the last, with whole numbers.</summary>
internal sealed class EpochAxis(int epochs, double left, double right)
{
    private static readonly int[] round = [1, 2, 5];
    private readonly LinearScale scale = new(1, Math.Max(1, epochs), left, right);

    /// <summary>Where an epoch is; a run of one is in the middle.</summary>
    public double At(int epoch) => scale.Map(epoch);

    /// <summary>The first epoch and round ones, about as many as asked for.</summary>
    public IReadOnlyList<Tick> Ticks(int about)
    {
        int step = Enumerable.Range(0, 27).Select(k => round[k % 3] * (int)Math.Pow(10, k / 3)).First(s => epochs / s <= about);
        int[] whole = [.. Enumerable.Range(1, epochs / step).Select(k => k * step)];
        return [.. whole.Prepend(1).Distinct().Select(e => new Tick(At(e), NumberText.Count(e)))];
    }
}
