using MLRegularization.Models;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Training;
using MLRegularization.Preparation;

namespace MLRegularization.Networks;

/// <summary>
/// Trains multilayer perceptrons: the preparation of inputs and target is learned on the training rows, a share of the rows chooses the epoch, and the model has that epoch's
/// weights. Without options it is RealMLP's recipe, which is good on most tables. Same data, options and seed: same bits, on any number of threads.
/// </summary>
/// <example><code>MlpFit fit = new MlpTrainer().Fit(MlpData.Of(table, target), NetworkTask.Regression);</code></example>
public sealed class MlpTrainer(MlpOptions? options = null)
{
    private readonly MlpOptions options = options ?? new MlpOptions();

    /// <summary>Trains a network.</summary>
    /// <param name="data">The rows to learn from.</param>
    /// <param name="task">What is to be predicted.</param>
    /// <param name="validation">Rows that choose the epoch; null: a share of the data does.</param>
    /// <param name="from">Where an earlier run on the same data and options was left; null: begin.</param>
    /// <param name="start">A fit whose weights are begun with, on these data or others of the same columns, and the same network: how inputs and target are scaled is taken from it; null: begin anew.</param>
    /// <param name="progress">Told of every epoch.</param>
    /// <param name="cancellation">Stops within a second.</param>
    /// <exception cref="ArgumentException">Options or data cannot be used: what, where, and what helps.</exception>
    public MlpFit Fit(MlpData data, NetworkTask task, MlpData? validation = null, MlpCheckpoint? from = null, MlpFit? start = null, IProgress<EpochRecord>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        MlpPreset preset = MlpPreset.Named(options.Preset);
        MlpRows rows = MlpRows.Prepare(data, validation, task, options, options.Inputs ?? preset.Inputs, start?.Model);
        TrainingSettings settings = MlpSettings.From(options, preset, task, rows) with { Start = start?.Weights };
        string fingerprint = MlpSettings.Fingerprint(settings, rows);
        if (from is not null && from.Fingerprint != fingerprint)
            throw new ArgumentException("The checkpoint belongs to other data or options; give the same ones, or begin without it.", nameof(from));
        using ITrainingRun run = Begin(settings, rows, from);
        TrainingHistory history = run.Run(progress, cancellation);
        EpochRecord? best = history.Best;
        NetworkFacts facts = new(task.ToString().ToLowerInvariant(), data.Label, rows.Training.Present.Length, rows.Validation?.Present.Length ?? 0, rows.Classes, preset.Name,
            settings.Spec.Regularization.ToString(), MlpSettings.Describe(settings, rows), history.Epochs.Count, history.BestEpoch, best?.TrainingLoss ?? double.NaN, best?.ValidationLoss ?? double.NaN, settings.Seed);
        return new MlpFit(NetworkWeights.Of(run.Network.Parameters))
        {
            Model = new NetworkModel(rows.Encoding, NetworkExport.Embeddings(rows.Encoding, run.Network.Parameters), NetworkExport.Layers(settings.Spec, run.Network.Parameters), rows.Target, facts),
            History = history,
            Checkpoint = new MlpCheckpoint(run.Paused!, fingerprint),
            ValidationRows = rows.HeldOut,
            NullLoss = rows.NullLoss,
            Warnings = [.. rows.Warnings, .. MlpSettings.Warnings(settings, rows), .. run.Divergence is string divergence ? new[] { divergence } : []],
        };
    }

    private static ITrainingRun Begin(TrainingSettings settings, MlpRows rows, MlpCheckpoint? from)
    {
        if (settings.Optimizer is Lbfgs)
            return from is null ? new FullBatchRun(settings, rows.Training, rows.Validation)
                : throw new ArgumentException("A run of L-BFGS cannot be continued, as a checkpoint does not hold the changes of gradients that it remembers; begin without the checkpoint.", nameof(from));
        TrainingRun run = new(settings, rows.Training, rows.Validation);
        if (from is not null) run.Restore(from.State);
        return run;
    }
}
