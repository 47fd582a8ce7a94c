using System.Globalization;
using MLRegularization.Losses;
using MLRegularization.Matrices;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Numerics;
using MLRegularization.Paths;

namespace MLRegularization.Tuning;

/// <summary>
/// Trials of networks, judged after more and more epochs on the rows that each fold holds out. A network holds some of its training rows out for itself to choose its epoch, and goes on from its
/// checkpoint at every rung, with the same bits as a run that was never stopped.
/// </summary>
public sealed class NetworkTrials : IStudyRunner
{
    /// <summary>Epochs before which nothing can be told.</summary>
    private const int FewestEpochs = 4;
    private const int MostRungs = 3;

    private readonly MlpData data;
    private readonly NetworkTask task;
    private readonly MlpOptions options;
    private readonly CrossValidationMeasure measure;
    private readonly ILoss? loss;

    /// <summary>Takes what all trials share.</summary>
    /// <param name="data">What to learn from.</param>
    /// <param name="task">What is predicted.</param>
    /// <param name="options">All that is not searched; null: the preset's. Its seed is that of every trial; where its metric is not given, epochs are chosen by the error for the measure Accuracy, else by the loss.</param>
    /// <param name="folds">The folds; null: 5 random ones, of classes stratified.</param>
    /// <param name="measure">What is measured on rows held out.</param>
    /// <param name="factor">How many times as many epochs each rung has, at least 2. Default 4.</param>
    /// <exception cref="ArgumentException">The folds are of other rows, or the measure has no meaning for the task.</exception>
    public NetworkTrials(MlpData data, NetworkTask task, MlpOptions? options = null, Folds? folds = null, CrossValidationMeasure measure = CrossValidationMeasure.Deviance, int factor = 4)
    {
        ArgumentNullException.ThrowIfNull(data);
        (this.data, this.task, this.measure) = (data, task, measure);
        this.options = options?.Copy() ?? new MlpOptions();
        this.options.PauseAfter = null;
        this.options.Metric ??= task.HasClasses() && measure == CrossValidationMeasure.Accuracy ? NetworkMetric.Error : NetworkMetric.Loss;
        int classes = data.Classes.Count > 0 ? data.Classes.Count : 1 + (int)data.Target.Max();
        loss = task switch { NetworkTask.Binary => new LogisticLoss(), NetworkTask.Multiclass => new MultinomialLoss(classes), NetworkTask.Count => new PoissonLoss(), _ => null };
        HeldOutMeasure.Check(measure, loss);
        if (factor < 2) throw new ArgumentException($"The factor between rungs is {factor}; give at least 2.", nameof(factor));
        if (folds is not null && folds.FoldOf.Count != data.Rows) throw new ArgumentException($"The folds were made for {folds.FoldOf.Count} rows, the table has {data.Rows}; make them from this table.", nameof(folds));
        const int few = 5;
        folds ??= task.HasClasses() ? Paths.Folds.Stratified([.. data.Target.Select(y => (int)y)], few, this.options.Seed) : Paths.Folds.Random(data.Rows, few, this.options.Seed);
        Folds = [folds];
        MlpPreset preset = MlpPreset.Named(this.options.Preset);
        Optimizer optimizer = this.options.Optimizer ?? preset.Optimizer;
        int epochs = this.options.Epochs ?? (optimizer is Lbfgs lbfgs ? lbfgs.MostIterations : preset.Epochs);
        // L-BFGS cannot be paused.
        Rungs = [.. Enumerable.Range(0, optimizer is Lbfgs ? 1 : MostRungs).Select(r => (int)(epochs / Math.Pow(factor, r))).Where((e, r) => r == 0 || e >= FewestEpochs).Reverse()];
        Settings = Describe(preset, optimizer, epochs);
        using DataDigest digest = new();
        data.Visit(table => digest.Add(table), matrix => digest.Add(matrix));
        Data = digest.Add(data.Target).Add(data.Weights).Add(data.Times).Add(data.Groups?.Select(g => (double)g).ToArray())
            .Add(this.options.ClassWeights?.ByClass(data.Target, data.Weights)).Add(Folds).ToString();
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> Rungs { get; }

    /// <inheritdoc/>
    public string RungUnit => "epochs";

    /// <inheritdoc/>
    public IReadOnlyList<Folds> Folds { get; }

    /// <inheritdoc/>
    public string Data { get; }

    /// <inheritdoc/>
    public string Settings { get; }

    /// <inheritdoc/>
    public TrialOutcome Run(TrialTask task, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(task);
        Folds folds = Folds[0];
        bool whole = task.Rung == Rungs.Count - 1;
        double[] scores = new double[folds.Count], weights = new double[folds.Count];
        int[] best = new int[folds.Count];
        int together = Math.Min(task.Threads, folds.Count);
        Parallelism.For(folds.Count, together, fold =>
        {
            MlpOptions own = NetworkSpace.ToOptions(task.Point, options, this.task);
            own.Threads = Math.Max(1, task.Threads / together);
            own.PauseAfter = whole ? null : Rungs[task.Rung];
            MlpData training = data.WithWeights([.. Enumerable.Range(0, data.Rows).Select(i => folds.Trains(fold, i) ? data.Weights?[i] ?? 1 : 0)]);
            MlpFit fit = new MlpTrainer(own).Fit(training, this.task, from: task.LoadNetwork(fold), cancellation: cancellation);
            if (fit.History.BestEpoch == 0) throw new ArgumentException($"Training diverged in its first epoch on fold {fold + 1}: the loss was no longer a number.");
            (scores[fold], weights[fold]) = Score(fit.Model, folds.HeldOutRows(fold), training.Weights!, own.Threads);
            best[fold] = fit.History.BestEpoch;
            if (!whole) task.SaveNetwork(fold, fit.Checkpoint);
        }, cancellation);
        return TrialOutcome.Of(scores, weights) with { Found = [("bestEpoch", best.Average())] };
    }

    /// <summary>The cocktail around the options of this runner.</summary>
    /// <param name="architecture">Whether width and depth are searched too. Default: no.</param>
    public SearchSpace Space(bool architecture = false) => NetworkSpace.Cocktail(task, options, architecture);

    /// <summary>The options of a trial, as all rows are to be learned from.</summary>
    public MlpOptions OptionsOf(Trial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return NetworkSpace.ToOptions(trial.Point, options, task);
    }

    /// <summary>About what <see cref="Refit"/> of a trial takes that was run on one thread, for <see cref="StudyOptions.TimeAfter"/>: as long as one of its folds, and longer by the rows held out.</summary>
    public TimeSpan RefitTime(Trial trial) => TrialTime.OfFit(trial, Rungs[^1], Folds[0].Count);

    /// <summary>The network of a trial, trained on all rows but those that choose its epoch.</summary>
    /// <param name="trial">A trial of this runner.</param>
    /// <param name="threads">Threads; 0: all cores.</param>
    /// <param name="progress">Told of every epoch.</param>
    /// <param name="cancellation">Stops within a second.</param>
    public MlpFit Refit(Trial trial, int threads = 0, IProgress<EpochRecord>? progress = null, CancellationToken cancellation = default)
    {
        MlpOptions own = OptionsOf(trial);
        own.Threads = threads;
        return new MlpTrainer(own).Fit(data, task, progress: progress, cancellation: cancellation);
    }

    private (double Error, double Weight) Score(NetworkModel model, int[] rows, double[] trainingWeights, int threads)
    {
        Preparation.NetworkInputs inputs = data.Encode(model.Encoding);
        double[] all = task == NetworkTask.Regression ? model.Predict(inputs, threads) : model.Outputs(inputs, threads);
        double[] eta = [.. Enumerable.Range(0, all.Length / data.Rows).SelectMany(k => rows.Select(i => all[(k * data.Rows) + i]))];
        double[]? byClass = options.ClassWeights?.ByClass(data.Target, trainingWeights);
        double[] shares = [.. rows.Select(i => (data.Weights?[i] ?? 1) * (byClass?[(int)data.Target[i]] ?? 1))];
        double total = shares.Sum();
        if (!(total > 0)) return (double.NaN, 0);
        for (int k = 0; k < shares.Length; k++) shares[k] /= total;
        return (HeldOutMeasure.Of(measure, loss, [.. rows.Select(i => data.Target[i])], eta, shares), total);
    }

    // Regularisers and layers say all their numbers; what a point changes is in the space and its first points.
    private string Describe(MlpPreset preset, Optimizer optimizer, int epochs) => InvariantText.Of(() =>
    {
        NetworkSpec spec = options.Network ?? preset.NetworkFor(task);
        return string.Create(CultureInfo.InvariantCulture,
            $"network for {task}, preset {preset.Name}, hidden {string.Join('-', spec.Hidden.Select(h => $"{h.Width} {h.Activation}"))}, {NetworkPoint.RegularizationOf(options, task)} {optimizer.Describe()}, learning rate {NetworkPoint.RateOf(options, task)}, {epochs} epochs judged at {string.Join(", ", Rungs)}, batches of {options.BatchSize ?? preset.BatchSize}, {options.ValidationShare} of the rows choose the epoch by {options.Metric}, seed {options.Seed}{(options.ClassWeights is null ? "" : $", {options.ClassWeights.Name} class weights")}; {measure}");
    });
}
