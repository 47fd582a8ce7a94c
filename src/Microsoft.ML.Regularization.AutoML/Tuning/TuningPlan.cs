using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Regularization.Data;
using MLRegularization.Networks;
using MLRegularization.Paths;
using MLRegularization.Tuning;

namespace Microsoft.ML.Trainers.Regularization.Tuning;

/// <summary>What is tuned, by what, and how a trial's model is fitted to all rows.</summary>
internal sealed class TuningPlan
{
    /// <summary>Paths and networks that are tried where nobody says how many.</summary>
    private const int FewPaths = 6, SomeNetworks = 30, NetworkFolds = 5;

    private readonly TunedPipeline pipeline;
    private readonly PreparedRows rows;

    /// <summary>Reads the rows, and divides them.</summary>
    /// <param name="pipeline">The pipeline of a user.</param>
    /// <param name="data">Its data.</param>
    /// <param name="options">What the user asks for.</param>
    /// <param name="task">The catalog's task; a count is a regression.</param>
    /// <param name="standard">What a network of the task is measured by, given its label's column, where nobody says.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the trainer is of another task.</exception>
    /// <exception cref="InvalidOperationException">The data cannot be divided.</exception>
    public TuningPlan(IEstimator<ITransformer> pipeline, IDataView data, RegularizationTuningOptions options, NetworkTask task, Func<string, RegularizationMetric> standard, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options.Check();
        this.pipeline = new TunedPipeline(pipeline, options.Seed);
        if (this.pipeline.Task != task)
            throw new ArgumentException($"The trainer {this.pipeline.Trainer.GetType().Name} is for {Words(this.pipeline.Task)}, and was given to the catalog of {Words(task)}; call TuneRegularization of its own.");
        if (this.pipeline.Trainer is IElasticNetTrainer linear)
        {
            CheckSpace(options.Space, LinearSpace.Paths());
            Columns = linear.Columns;
            // A measure of classes counts as the error 1 − measure.
            MetricOf = options.Metric is RegularizationMetric own ? own.Signed : linear.Settings.Measure is CrossValidationMeasure.Auc or CrossValidationMeasure.Accuracy ? error => 1 - error : error => error;
            int folds = options.FoldCount ?? linear.Settings.Options.FoldCount;
            rows = new PreparedRows(this.pipeline, data, RowReader.Of(linear), all => Divide(all, task, folds, linear.Settings.Options.Repeats, linear.Settings.Seed), cancellation);
            (Trials, Space, MetricName) = (new ElasticNetTrials(linear, this.pipeline, rows, options.Metric), options.Space ?? LinearSpace.Paths(linear.Settings.Options.Alphas), options.Metric?.Name ?? linear.Settings.Measure.ToString());
        }
        else
        {
            IRegularizedMlpTrainer network = (IRegularizedMlpTrainer)this.pipeline.Trainer;
            CheckSpace(options.Space, NetworkSpace.Cocktail(task, architecture: true));
            RegularizationMetric metric = options.Metric ?? standard(network.Columns.Label);
            (Columns, MetricOf) = (network.Columns, metric.Signed);
            rows = new PreparedRows(this.pipeline, data, RowReader.Of(network), all => Divide(all, task, options.FoldCount ?? NetworkFolds, 1, network.Settings.Seed), cancellation);
            (Trials, Space, MetricName) = (new MlpTrials(network, this.pipeline, rows, metric), options.Space ?? NetworkSpace.Cocktail(network.Settings.Task, network.Settings.ForTraining(network.Settings.ClassWeights)), metric.Name);
        }
        Usual = this.pipeline.Trainer is IElasticNetTrainer ? FewPaths : SomeNetworks;
    }

    public ITunedTrials Trials { get; }

    /// <summary>What is tried.</summary>
    public MLRegularization.Tuning.SearchSpace Space { get; }

    public string MetricName { get; }

    /// <summary>The metric of an error.</summary>
    public Func<double, double> MetricOf { get; }

    /// <summary>The columns that the trainer reads.</summary>
    public TrainingColumns Columns { get; }

    /// <summary>What the trainer predicts; a count is a regression.</summary>
    public NetworkTask Task => pipeline.Task;

    /// <summary>What stands before the trainer.</summary>
    public string Steps => pipeline.Steps;

    /// <summary>The number of trials where nobody says.</summary>
    public int Usual { get; }

    /// <summary>The trainer that is tuned.</summary>
    public IEstimator<ITransformer> Trainer => pipeline.Trainer;

    /// <summary>What messages go to.</summary>
    public IHost Host => pipeline.Trainer is IElasticNetTrainer linear ? linear.Host : ((IRegularizedMlpTrainer)pipeline.Trainer).Host;

    /// <summary>The numbers of the data's rows that are learned from, ascending from 0.</summary>
    public IReadOnlyList<int> Rows => rows.All.Numbers!;

    /// <summary>The whole pipeline, fitted as a trial found it to all rows that are learned from.</summary>
    /// <param name="point">What was tried.</param>
    /// <param name="found">What the trial found.</param>
    /// <param name="cancellation">Stops within a second.</param>
    public ITransformer Refit(SearchPoint point, IReadOnlyList<(string Name, double Value)> found, CancellationToken cancellation)
    {
        rows.Cancellation = cancellation;
        return pipeline.Fit(Trials.TrainerOf(point, found, cancellation), rows.View);
    }

    private static string Words(NetworkTask task) => task switch { NetworkTask.Binary => "binary classification", NetworkTask.Multiclass => "multiclass classification", _ => "regression" };

    private static void CheckSpace(MLRegularization.Tuning.SearchSpace? space, MLRegularization.Tuning.SearchSpace known)
    {
        string[] names = [.. known.Dimensions.Select(d => d.Name)];
        if (space?.Dimensions.FirstOrDefault(d => !names.Contains(d.Name)) is Dimension strange)
            throw new ArgumentException($"Space varies '{strange.Name}', which this trainer does not have; give a space of {string.Join(", ", names)}, or leave it null.");
    }

    private static List<Folds> Divide(TrainingRows rows, NetworkTask task, int count, int repeats, ulong seed)
    {
        if (rows.Times is not null) return [Folds.ByTime(rows.Times, count)];
        IEnumerable<ulong> seeds = Enumerable.Range(0, repeats).Select(r => seed + (ulong)r);
        if (rows.Groups is not null) return [.. seeds.Select(s => Folds.Grouped(rows.Groups, count, s))];
        if (!task.HasClasses()) return [.. seeds.Select(s => Folds.Random(rows.Set.Rows, count, s))];
        int[] classes = [.. rows.Set.Target.Select(y => (int)y)];
        // The fold that held out the only row of a class would learn nothing of it.
        int[] singles = [.. Enumerable.Range(0, classes.Length).GroupBy(i => classes[i]).Where(g => g.Count() == 1).Select(g => g.Single())];
        return [.. seeds.Select(s => singles.Length == 0 ? Folds.Stratified(classes, count, s) : Folds.Stratified(classes, count, s).Keeping(singles))];
    }
}
