using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Networks.Training.RowRules;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Training;

/// <summary>
/// One run of a network over its epochs: batches in an order of their own, a step for each, loss and error measured after every epoch, the parameters of
/// the best one kept. Everything it does is a function of data, settings and state, whatever the number of threads.
/// </summary>
internal sealed class TrainingRun : ITrainingRun
{
    private readonly TrainingSettings settings;
    private readonly BoundNetwork bound;
    private readonly BatchSource source;
    private readonly ParameterUpdate update;
    private readonly WeightAverage? average;
    private readonly BestEpoch best;
    private readonly Action<RowRange> gather, atTop;
    private readonly Action<RowRange>? gatherAdverse;
    private readonly Action<ParameterSlice> change;
    private int epochs;

    /// <summary>Builds the network, gives it its first parameters and binds it to its rows.</summary>
    public TrainingRun(TrainingSettings settings, TrainingRows rows, TrainingRows? heldOut)
    {
        this.settings = settings;
        RegularizationSpec regularization = settings.Spec.Regularization;
        AdversarialRows? adversary = regularization.Find<AdversarialRows>();
        bound = new BoundNetwork(settings, rows, heldOut, BatchSource.LargestBatch(rows.Present.Length, settings.BatchSize), inputSlopes: adversary is not null);
        source = new BatchSource(bound.Rows, settings.BatchSize, settings.Seed, RowRegularizer.RulesOf(regularization, settings.Loss), adversary is null ? null : new AdversarialRule(adversary));
        update = new ParameterUpdate(Network.Parameters, (StepOptimizer)settings.Optimizer, regularization, settings.Clip, bound.Crew);
        if (regularization.Find<WeightAveraging>() is WeightAveraging averaging)
            average = new WeightAverage(averaging, Network, () => NormStatistics.Recompute(Network, source.Batches, source.LoadPlain));
        best = new BestEpoch(Network, settings.Metric, bound.IsValidated, regularization.Find<EarlyStopping>());
        (gather, atTop, change) = (source.Gather, bound.Top.Backward, update.Apply);
        if (adversary is not null) gatherAdverse = source.GatherAdverse;
    }

    public Network Network => bound.Network;

    public string? Divergence { get; private set; }

    public TrainingHistory Run(IProgress<EpochRecord>? progress = null, CancellationToken cancellation = default)
    {
        TrainingEnd end = TrainingEnd.AllEpochs;
        while (epochs < settings.Epochs)
        {
            // Also of a run that was taken up where it had ended.
            if (best.IsStale)
            {
                end = TrainingEnd.EarlyStopping;
                break;
            }
            if (epochs == settings.PauseAfter)
            {
                end = TrainingEnd.Paused;
                break;
            }
            if (!RunEpoch(cancellation, out EpochRecord record))
            {
                end = TrainingEnd.Diverged;
                break;
            }
            epochs++;
            best.Add(record);
            average?.Hide();
            progress?.Report(record);
        }
        Paused = State();
        return best.End(end);
    }

    public TrainingState? Paused { get; private set; }

    /// <summary>Takes up a run where it was left.</summary>
    public void Restore(TrainingState state)
    {
        epochs = state.Epochs;
        update.Steps = state.Steps;
        state.Values.CopyTo(Network.Parameters.Values.All);
        foreach ((AlignedMemory<float> own, float[] kept) in Others().Zip(state.Others)) kept.CopyTo(own.All);
        if (average is not null) average.Count = state.Averaged;
        best.Restore(state);
        Network.Refresh();
    }

    public void Dispose()
    {
        update.Dispose();
        average?.Dispose();
        bound.Dispose();
    }

    private TrainingState State() => new(epochs, update.Steps, [.. Network.Parameters.Values.All], [.. Others().Select(m => m.All.ToArray())], average?.Count ?? 0, [.. best.Values], best.Number, [.. best.History]);

    private IEnumerable<AlignedMemory<float>> Others() => average is null ? update.Moments : [.. update.Moments, average.Values];

    private bool RunEpoch(CancellationToken cancellation, out EpochRecord record)
    {
        source.BeginEpoch(epochs);
        double batchLoss = 0, rate = 0;
        for (int b = 0; b < source.Batches; b++)
        {
            cancellation.ThrowIfCancellationRequested();
            source.Begin(b);
            Network.Pass.Training = true;
            Network.Pass.Progress = (epochs + ((double)b / source.Batches)) / settings.Epochs;
            rate = settings.LearningRate * settings.RateSchedule.At(Network.Pass.Progress);
            update.Begin(rate, Network.Pass.Progress);
            if (gatherAdverse is not null) Network.Backpropagate(gather, atTop);
            Network.Step(gatherAdverse ?? gather, atTop, change);
            if (update.Finish()) Network.Refresh();
            average?.AfterStep(Network.Pass.Progress);
            double loss = bound.Top.Value();
            if (!double.IsFinite(loss)) return Diverge(out record);
            batchLoss += loss / source.Batches;
        }
        average?.AfterEpoch((epochs + 1.0) / settings.Epochs);
        average?.Show();
        record = bound.Measure(epochs + 1, batchLoss, rate);
        if (double.IsFinite(record.TrainingLoss)) return true;
        // The last steps were too large for a batch to have seen it.
        average?.Hide();
        return Diverge(out record);
    }

    private bool Diverge(out EpochRecord record)
    {
        Divergence = TrainingFailure.Sentence(Network, epochs + 1, settings.LearningRate, best.Number);
        record = null!;
        return false;
    }
}
