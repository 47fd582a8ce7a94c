using System.Globalization;
using Microsoft.ML.Trainers.Regularization.Data;
using MLRegularization.Networks;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Numerics;
using MLRegularization.Paths;
using MLRegularization.Tuning;

namespace Microsoft.ML.Trainers.Regularization.Tuning;

/// <summary>Trials of a network: judged after a sixteenth, a quarter and all of its epochs on the rows that each fold holds out; it goes on from where it stood.</summary>
internal sealed class MlpTrials : ITunedTrials
{
    /// <summary>Epochs before which nothing can be told, and how many times as many each rung has.</summary>
    private const int FewestEpochs = 4, Factor = 4, MostRungs = 3;

    private readonly IRegularizedMlpTrainer trainer;
    private readonly PreparedRows data;
    private readonly RegularizationMetric metric;

    /// <summary>Takes what all trials share.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="pipeline">The pipeline it stands in.</param>
    /// <param name="data">The rows.</param>
    /// <param name="metric">What is measured.</param>
    public MlpTrials(IRegularizedMlpTrainer trainer, TunedPipeline pipeline, PreparedRows data, RegularizationMetric metric)
    {
        (this.trainer, this.data, this.metric) = (trainer, data, metric);
        RegularizedMlpOptions options = trainer.Settings.Options;
        double[] target = data.All.Set.Target;
        if (trainer.Settings.Task == NetworkTask.Regression && Array.TrueForAll(target, y => y == target[0]))
            throw new InvalidOperationException($"The label in the column '{trainer.Columns.Label}' is {target[0]} in all {target.Length} rows: there is nothing to learn; check that it is the right column.");
        MlpPreset preset = MlpPreset.Named(options.Preset);
        Optimizer optimizer = options.Optimizer ?? preset.Optimizer;
        int epochs = options.NumberOfEpochs ?? (optimizer is Lbfgs lbfgs ? lbfgs.MostIterations : preset.Epochs);
        // L-BFGS cannot be paused.
        Rungs = [.. Enumerable.Range(0, optimizer is Lbfgs ? 1 : MostRungs).Select(r => (int)(epochs / Math.Pow(Factor, r))).Where((e, r) => r == 0 || e >= FewestEpochs).Reverse()];
        Data = FoldDigest.Of(data);
        MlpOptions engine = trainer.Settings.ForTraining(trainer.Settings.ClassWeights);
        Settings = string.Create(CultureInfo.InvariantCulture,
            $"{trainer.GetType().Name} after [{pipeline.Steps}], preset {options.Preset}, hidden {string.Join('-', engine.Network!.Hidden.Select(h => $"{h.Width} {h.Activation}"))}, {engine.Regularization} {optimizer.Describe()}, learning rate {Cocktail.RateOf(options, trainer.Settings.Task)}, judged at {string.Join(", ", Rungs)} epochs, batches of {options.BatchSize ?? preset.BatchSize}, {options.ValidationShare} of the rows choose the epoch, seed {trainer.Settings.Seed}, {options.ClassWeights?.Name ?? "no"} class weights; {metric.Title}");
    }

    public IReadOnlyList<int> Rungs { get; }

    public string RungUnit => "epochs";

    public IReadOnlyList<Folds> Folds => data.Divisions;

    public string Data { get; }

    public string Settings { get; }

    public TrialOutcome Run(TrialTask task, CancellationToken cancellation)
    {
        data.Cancellation = cancellation;
        bool whole = task.Rung == Rungs.Count - 1;
        double[] scores = new double[data.FoldCount], weights = new double[scores.Length];
        int[] best = new int[scores.Length];
        int together = Math.Min(task.Threads, scores.Length);
        Parallelism.For(scores.Length, together, fold =>
        {
            FoldRows rows = data.Fold(fold);
            DataViewSchema schema = rows.TrainingView.Schema;
            RegularizedMlpProblem problem = new(trainer.Settings, schema[trainer.Columns.Label], rows.Training);
            MlpOptions own = NetworkSpace.ToOptions(task.Point, problem.Options, trainer.Settings.Task);
            own.Threads = Math.Max(1, task.Threads / together);
            own.PauseAfter = whole ? null : Rungs[task.Rung];
            MlpFit fit = problem.Trainer(own).Fit(problem.DataOf(rows.Training), trainer.Settings.Task, from: task.LoadNetwork(fold), cancellation: cancellation);
            if (fit.History.BestEpoch == 0) throw new ArgumentException($"Training diverged in its first epoch on fold {fold + 1}: the loss was no longer a number.");
            scores[fold] = metric.ErrorOf(() => new MlpPredictionTransformer(trainer.Host, problem.ModelOf(fit, own), schema[trainer.Columns.Features], schema[trainer.Columns.Label]).Transform(rows.HeldView));
            (weights[fold], best[fold]) = (rows.Weight, fit.History.BestEpoch);
            if (!whole) task.SaveNetwork(fold, fit.Checkpoint);
        }, cancellation);
        return TrialOutcome.Of(scores, weights) with { Found = [("bestEpoch", best.Average())] };
    }

    public IEstimator<ITransformer> TrainerOf(SearchPoint point, IReadOnlyList<(string Name, double Value)> found, CancellationToken cancellation = default) => trainer.With(own
        => Cocktail.Set(own, NetworkSpace.ToOptions(point, trainer.Settings.ForTraining(trainer.Settings.ClassWeights), trainer.Settings.Task)), cancellation);

    public string Describe(IReadOnlyList<(string Name, double Value)> found)
        => string.Join(", ", found.Where(f => f.Name == "bestEpoch").Select(f => string.Create(CultureInfo.InvariantCulture, $"best epoch {f.Value:F0} of {Rungs[^1]}")));
}
