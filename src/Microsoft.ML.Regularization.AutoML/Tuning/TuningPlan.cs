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
    private readonly IDataView data;

    /// <summary>Reads the rows, and divides them.</summary>
    /// <param name="pipeline">The pipeline of a user.</param>
    /// <param name="data">Its data.</param>
    /// <param name="options">What the user asks for.</param>
    /// <param name="task">The catalog's task; a count is a regression.</param>
    /// <param name="standard">What a network of the task is measured by, given its label's column, where nobody says.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the trainer is of another task.</exception>
    /// <exception cref="InvalidOperationException">The data cannot be divided.</exception>
    public TuningPlan(IEstimator<ITransformer> pipeline, IDataView data, RegularizationTuningOptions options, NetworkTask task, Func<string, RegularizationMetric> standard)
    {
        ArgumentNullException.ThrowIfNull(data);
        options.Check();
        (this.pipeline, this.data) = (new TunedPipeline(pipeline), data);
        if (this.pipeline.Task != task)
            throw new ArgumentException($"The trainer {this.pipeline.Trainer.GetType().Name} is for {Words(this.pipeline.Task)}, and was given to the catalog of {Words(task)}; call TuneRegularization of its own.");
        if (this.pipeline.Trainer is IElasticNetTrainer linear)
        {
            using FitScope scope = new(linear.Host, "reading");
            Columns = linear.Columns;
            // A measure of classes counts as the error 1 − measure.
            MetricOf = options.Metric is RegularizationMetric own ? own.Signed : linear.Settings.Measure is CrossValidationMeasure.Auc or CrossValidationMeasure.Accuracy ? error => 1 - error : error => error;
            int folds = options.FoldCount ?? linear.Settings.Options.FoldCount;
            PreparedRows rows = new(this.pipeline, data, (view, training) => linear.Read(view, training, scope), all => Divide(all, task, folds, linear.Settings.Options.Repeats, linear.Settings.Seed));
            (Trials, Space, MetricName) = (new ElasticNetTrials(linear, this.pipeline, rows, options.Metric), options.Space ?? LinearSpace.Paths(linear.Settings.Options.Alphas), options.Metric?.Name ?? linear.Settings.Measure.ToString());
        }
        else
        {
            IRegularizedMlpTrainer network = (IRegularizedMlpTrainer)this.pipeline.Trainer;
            using FitScope scope = new(network.Host, "reading");
            RegularizationMetric metric = options.Metric ?? standard(network.Columns.Label);
            (Columns, MetricOf) = (network.Columns, metric.Signed);
            PreparedRows rows = new(this.pipeline, data, (view, training) => network.Read(view, training, scope),
                all => Divide(all, task, options.FoldCount ?? NetworkFolds, 1, network.Settings.Seed));
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

    /// <summary>The whole pipeline, fitted to all rows as a trial found it.</summary>
    public ITransformer Refit(SearchPoint point, IReadOnlyList<(string Name, double Value)> found) => pipeline.Fit(Trials.TrainerOf(point, found), data);

    private static string Words(NetworkTask task) => task switch { NetworkTask.Binary => "binary classification", NetworkTask.Multiclass => "multiclass classification", _ => "regression" };

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
