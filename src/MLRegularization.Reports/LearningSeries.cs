using MLRegularization.Networks;

namespace MLRegularization.Reports;

/// <summary>The learning curves of one network, or of many that differ by their seeds: losses by epoch, the first epoch first. A loss that is no number is left out.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Training">Losses of training rows.</param>
/// <param name="Validation">Losses of rows held out, as many; all NaN where there are none.</param>
public sealed record LearningSeries(string Name, IReadOnlyList<double> Training, IReadOnlyList<double> Validation)
{
    /// <summary>The epoch whose weights the model has, from 1; 0 (default): none is marked.</summary>
    public int BestEpoch { get; init; }

    /// <summary>Lower and upper ends of the training losses over seeds; null (default): no band.</summary>
    public (IReadOnlyList<double> Low, IReadOnlyList<double> High)? TrainingBand { get; init; }

    /// <summary>The same of rows held out.</summary>
    public (IReadOnlyList<double> Low, IReadOnlyList<double> High)? ValidationBand { get; init; }

    /// <summary>The curves of one run.</summary>
    public static LearningSeries Of(string name, TrainingHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return new LearningSeries(name, [.. history.Epochs.Select(e => e.TrainingLoss)], [.. history.Epochs.Select(e => e.ValidationLoss)]) { BestEpoch = history.BestEpoch };
    }

    /// <summary>Medians and quartiles, epoch by epoch, of runs that are as long as each other.</summary>
    /// <exception cref="ArgumentException">There is no run, or they differ in length.</exception>
    public static LearningSeries Quartiles(string name, IReadOnlyList<TrainingHistory> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count == 0) throw new ArgumentException("There is no run; give at least one.", nameof(runs));
        int epochs = runs[0].Epochs.Count;
        foreach (TrainingHistory run in runs)
            if (run.Epochs.Count != epochs) throw new ArgumentException($"Runs have {epochs} and {run.Epochs.Count} epochs; quartiles need runs of one length.", nameof(runs));
        double[] training = At(0.5, e => e.TrainingLoss), validation = At(0.5, e => e.ValidationLoss);
        return new LearningSeries(name, training, validation)
        {
            TrainingBand = (At(0.25, e => e.TrainingLoss), At(0.75, e => e.TrainingLoss)),
            ValidationBand = (At(0.25, e => e.ValidationLoss), At(0.75, e => e.ValidationLoss)),
        };

        double[] At(double share, Func<EpochRecord, double> loss) => [.. Enumerable.Range(0, epochs).Select(t => Quantile([.. runs.Select(r => loss(r.Epochs[t])).Order()], share))];
    }

    // NaN comes first in order, so one of a few makes low quantiles NaN: nothing is drawn there.
    private static double Quantile(double[] sorted, double share)
    {
        double at = share * (sorted.Length - 1);
        int below = (int)at;
        return below + 1 < sorted.Length ? sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
