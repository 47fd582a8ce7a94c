using MLRegularization.Matrices;
using MLRegularization.Networks;
using MLRegularization.Networks.Regularizers;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>Options once they are checked: the only thing that a fit reads.</summary>
internal sealed record RegularizedMlpSettings
{
    private const int Most = 1_000_000;

    private RegularizedMlpSettings(RegularizedMlpOptions options, NetworkTask task)
    {
        Options = options;
        Task = task;
    }

    public NetworkTask Task { get; }
    public ulong Seed { get; init; }
    public MissingFeatures Missing => Options.MissingFeatures;
    public ClassWeights? ClassWeights => Options.ClassWeights;

    /// <summary>The options as they were given, to copy and not to change.</summary>
    public RegularizedMlpOptions Options { get; }

    /// <summary>Checks options and keeps a copy.</summary>
    /// <exception cref="ArgumentException">An option is out of range, or two contradict each other.</exception>
    public static RegularizedMlpSettings Of(RegularizedMlpOptions options, NetworkTask task)
    {
        options = options.Copy();
        Check(!string.IsNullOrWhiteSpace(options.LabelColumnName), "LabelColumnName is empty; name the label's column.");
        Check(!string.IsNullOrWhiteSpace(options.FeatureColumnName), "FeatureColumnName is empty; name the features' column.");
        Check(options.SamplingKeyColumnName is null || options.TimeColumnName is null, "Both SamplingKeyColumnName and TimeColumnName are given; the rows that choose the epoch follow either groups or time: give one.");
        Check(MlpPreset.All.Any(p => p.Name == options.Preset), $"There is no preset '{options.Preset}'; give one of {string.Join(", ", MlpPreset.All.Select(p => p.Name))}.");
        Check(options.HiddenLayers is null || options.Network is null, "Both HiddenLayers and Network are given; Network has the hidden layers: give one of the two.");
        for (int l = 0; l < options.HiddenLayers?.Count; l++)
            Check(options.HiddenLayers[l] is >= 1 and <= NetworkSpec.MostUnits, $"Hidden layer {l + 1} has {options.HiddenLayers[l]} units; give from 1 to {NetworkSpec.MostUnits}, or leave the layer out.");
        Check(options.Dropout is null or (>= 0 and < 1), $"Dropout is {options.Dropout}; it must be from 0 to below 1: give the share of hidden units to drop.");
        Check(options.WeightDecay is not double decay || (decay >= 0 && double.IsFinite(decay)), $"WeightDecay is {options.WeightDecay}; it must be 0 or more and finite: 0 leaves it out.");
        Check(options.L1 is not double l1 || (l1 >= 0 && double.IsFinite(l1)), $"L1 is {options.L1}; it must be 0 or more and finite: 0 leaves it out.");
        string? part = options.Dropout is not null ? nameof(options.Dropout) : options.WeightDecay is not null ? nameof(options.WeightDecay) : options.L1 is not null ? nameof(options.L1) : null;
        Check(options.Regularization is null || part is null, $"Both Regularization and {part} are given; Regularization is all that regularises: put {part} into it.");
        Check(options.LearningRate is not double rate || (rate > 0 && double.IsFinite(rate)), $"LearningRate is {options.LearningRate}; it must be above 0 and finite.");
        Check(options.NumberOfEpochs is null or (>= 1 and <= Most), $"NumberOfEpochs is {options.NumberOfEpochs}; give from 1 to {Most}.");
        Check(options.BatchSize is null or (>= 1 and <= Most), $"BatchSize is {options.BatchSize}; give from 1 to {Most}.");
        Check(options.ValidationShare is >= 0 and < 1, $"ValidationShare is {options.ValidationShare}; it must be from 0 to below 1: 0.2 is usual.");
        Check(options.NumberOfThreads is null or >= 1, $"NumberOfThreads is {options.NumberOfThreads}; it must be at least 1, or null for all cores.");
        Check(Enum.IsDefined(options.MissingFeatures), $"MissingFeatures is {options.MissingFeatures}; choose Error, SkipRow or Mean.");
        Check(options.Inputs?.Impute != true, "Inputs.Impute is set, which is for tables; set MissingFeatures to Mean, or put ReplaceMissingValues before the trainer.");
        Check(options.ClassWeights is null || task != NetworkTask.Regression, "ClassWeights are given to a regression, which has no classes; leave them out.");
        Check(options.Metric is null || Enum.IsDefined(options.Metric.Value), $"Metric is {options.Metric}; choose Loss or Error.");
        Check(options.Metric != NetworkMetric.Error || task != NetworkTask.Regression, "Metric is Error, the share of wrong classes, and a regression has none; choose Loss.");
        return new RegularizedMlpSettings(options, task);
    }

    /// <summary>What the engine trains.</summary>
    /// <param name="classWeights">Weights of the classes that are learned.</param>
    public MlpOptions ForTraining(ClassWeights? classWeights)
    {
        MlpPreset preset = MlpPreset.Named(Options.Preset);
        NetworkSpec own = preset.NetworkFor(Task), network = Options.Network ?? own;
        if (Options.HiddenLayers is IReadOnlyList<int> widths) network = own with { Hidden = [.. widths.Select(width => new HiddenLayer(width, own.Hidden[0].Activation))] };
        return new MlpOptions
        {
            Preset = Options.Preset,
            Network = network,
            Regularization = Options.Regularization ?? Members(network.Regularization),
            Optimizer = Options.Optimizer,
            LearningRate = Options.LearningRate,
            RateSchedule = Options.RateSchedule,
            Clip = Options.Clip,
            Epochs = Options.NumberOfEpochs,
            BatchSize = Options.BatchSize,
            Inputs = Options.Inputs,
            ScaleTarget = Options.ScaleLabel,
            Metric = Options.Metric,
            ClassWeights = classWeights,
            ValidationShare = Options.ValidationShare,
            Seed = Seed,
            Threads = Options.NumberOfThreads ?? 0,
        };
    }

    private RegularizationSpec Members(RegularizationSpec members)
    {
        if (Options.Metric == NetworkMetric.Loss && Options.Network is null) members = members.Without<LabelSmoothing>();
        members = Replace(members, Options.Dropout, rate => new Dropout(rate) { Schedule = members.Find<Dropout>()?.Schedule });
        members = Replace(members, Options.WeightDecay, strength => new WeightDecay(strength, members.Find<WeightDecay>()?.Schedule));
        return Replace(members, Options.L1, strength => new L1(strength));
    }

    private static RegularizationSpec Replace<T>(RegularizationSpec members, double? strength, Func<double, T> make)
        where T : Regularizer => strength is not double given ? members : given == 0 ? members.Without<T>() : members.With(make(given));

    private static void Check(bool isRight, string sentence)
    {
        if (!isRight) throw new ArgumentException(sentence);
    }
}
