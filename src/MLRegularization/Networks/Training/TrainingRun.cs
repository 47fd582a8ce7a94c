using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Networks.Training.RowRules;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Training;

/// <summary>
/// One run of a network over its epochs: batches in an order of their own, a step for each, loss and error measured after every epoch, the parameters of
/// the best one kept. Everything it does is a function of data, settings and state, whatever the number of threads.
/// </summary>
internal sealed unsafe class TrainingRun : IDisposable
{
    /// <summary>Rows carried through the network at once when nothing is learned.</summary>
    private const int MeasuredAtOnce = 256;

    private readonly TrainingSettings settings;
    private readonly Crew crew;
    private readonly OutputLoss top;
    private readonly BatchSource source;
    private readonly ParameterUpdate update;
    private readonly WeightAverage? average;
    private readonly EarlyStopping? patience;
    private readonly Measurement training;
    private readonly Measurement? validation;
    private readonly List<EpochRecord> history = [];
    private readonly float[] best;
    private readonly Action<RowRange> gather, atTop;
    private readonly Action<RowRange>? gatherAdverse;
    private readonly Action<ParameterSlice> change;
    private readonly double saturated;
    private int epochs, bestEpoch;

    /// <summary>Builds the network, gives it its first parameters and binds it to its rows.</summary>
    public TrainingRun(TrainingSettings settings, TrainingRows rows, TrainingRows? heldOut)
    {
        this.settings = settings;
        RegularizationSpec regularization = settings.Spec.Regularization;
        AdversarialRows? adversary = regularization.Find<AdversarialRows>();
        crew = new Crew(Parallelism.Threads(settings.Threads));
        int present = rows.Present.Length, capacity = Math.Max(BatchSource.LargestBatch(present, settings.BatchSize), Math.Min(MeasuredAtOnce, Math.Max(present, heldOut?.Present.Length ?? 0)));
        Network = NetworkBuilder.Build(settings.Spec, new InputLayout(rows.Inputs.NumberColumns, settings.Categories), settings.Loss.Outputs, capacity, trainable: true, crew, inputSlopes: adversary is not null);
        Initializer.Run(Network.Parameters, settings.Spec.Initialization, settings.Seed);
        if (settings.FirstOutputs.Count > 0) Network.Parameters.Write(Network.Parameters.Tensors.Single(t => t.Name == "output.bias"), [.. settings.FirstOutputs.Select(b => (float)b)]);
        Network.Refresh();
        top = new OutputLoss(settings.Loss, Network, capacity);
        BatchRows batch = new(rows, Network, top, Network.Codes);
        source = new BatchSource(batch, settings.BatchSize, settings.Seed, RowRegularizer.RulesOf(regularization, settings.Loss), adversary is null ? null : new AdversarialRule(adversary));
        update = new ParameterUpdate(Network.Parameters, settings.Optimizer, regularization, settings.Clip, crew);
        double totalWeight = rows.Weights?.Sum() ?? present;
        saturated = settings.Loss.SaturatedValue([.. rows.Present.Select(i => rows.Labels[i])], [.. rows.Present.Select(i => (rows.Weights?[i] ?? 1) / totalWeight)]);
        patience = regularization.Find<EarlyStopping>();
        if (regularization.Find<WeightAveraging>() is WeightAveraging averaging)
            average = new WeightAverage(averaging, Network, () => NormStatistics.Recompute(Network, source.Batches, source.LoadPlain));
        training = new Measurement(Network, settings.Loss, batch, rows.Present[..Math.Min(present, TrainingHistory.MeasuredRows)]);
        if (heldOut is not null) validation = new Measurement(Network, settings.Loss, new BatchRows(heldOut, Network, top, batch.Codes), heldOut.Present);
        best = [.. Network.Parameters.Values.All];
        (gather, atTop, change) = (source.Gather, top.Backward, update.Apply);
        if (adversary is not null) gatherAdverse = source.GatherAdverse;
    }

    /// <summary>The network, after <see cref="Run"/> with the parameters of the best epoch.</summary>
    public Network Network { get; }

    /// <summary>Why and where it stopped being a number; null: it did not.</summary>
    public string? Divergence { get; private set; }

    /// <summary>Runs the epochs that are left.</summary>
    /// <param name="progress">Told of every epoch.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    public TrainingHistory Run(IProgress<EpochRecord>? progress = null, CancellationToken cancellation = default)
    {
        TrainingEnd end = TrainingEnd.AllEpochs;
        while (epochs < settings.Epochs)
        {
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
            history.Add(record);
            if (IsBest(record))
            {
                bestEpoch = epochs;
                Network.Parameters.Values.All.CopyTo(best);
            }
            average?.Hide();
            progress?.Report(record);
            if (validation is not null && epochs - bestEpoch >= patience?.Patience)
            {
                end = TrainingEnd.EarlyStopping;
                break;
            }
        }
        Paused = State();
        best.CopyTo(Network.Parameters.Values.All);
        Network.Refresh();
        return new TrainingHistory(history, bestEpoch, end);
    }

    /// <summary>Where the run stood when <see cref="Run"/> returned.</summary>
    public TrainingState? Paused { get; private set; }

    /// <summary>Takes up a run where it was left.</summary>
    public void Restore(TrainingState state)
    {
        epochs = state.Epochs;
        update.Steps = state.Steps;
        state.Values.CopyTo(Network.Parameters.Values.All);
        foreach ((AlignedFloats own, float[] kept) in Others().Zip(state.Others)) kept.CopyTo(own.All);
        if (average is not null) average.Count = state.Averaged;
        state.Best.CopyTo(best, 0);
        bestEpoch = state.BestEpoch;
        history.Clear();
        history.AddRange(state.History);
        Network.Refresh();
    }

    public void Dispose()
    {
        Network.Dispose();
        update.Dispose();
        average?.Dispose();
        crew.Dispose();
    }

    private TrainingState State() => new(epochs, update.Steps, [.. Network.Parameters.Values.All], [.. Others().Select(m => m.All.ToArray())], average?.Count ?? 0, [.. best], bestEpoch, [.. history]);

    private IEnumerable<AlignedFloats> Others() => average is null ? update.Moments : [.. update.Moments, average.Values];

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
            double loss = top.Value();
            if (!double.IsFinite(loss))
            {
                Divergence = TrainingFailure.Sentence(Network, epochs + 1, settings.LearningRate, bestEpoch);
                record = null!;
                return false;
            }
            batchLoss += loss / source.Batches;
        }
        average?.AfterEpoch((epochs + 1.0) / settings.Epochs);
        average?.Show();
        (double trainingLoss, _) = training.Run();
        (double validationLoss, double error) = validation?.Run() ?? (double.NaN, double.NaN);
        record = new EpochRecord(epochs + 1, batchLoss - saturated, trainingLoss, validationLoss, error, rate);
        return true;
    }

    private bool IsBest(EpochRecord record)
    {
        if (validation is null) return true;
        if (bestEpoch == 0) return true;
        EpochRecord leader = history[bestEpoch - 1];
        if (settings.Metric == NetworkMetric.Error && record.ValidationError != leader.ValidationError) return record.ValidationError < leader.ValidationError;
        return record.ValidationLoss < leader.ValidationLoss;
    }
}
