using System.CommandLine;
using MLRegularization.Cli.Data;
using MLRegularization.Networks;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Paths;
using MLRegularization.Preparation;

namespace MLRegularization.Cli.Options;

/// <summary>What the command line says of a network; checked before the table is read.</summary>
internal sealed record NetworkRequest
{
    private const int FewFolds = 5;

    public required MlpPreset Preset { get; init; }
    public required int[]? Hidden { get; init; }
    public required double? Dropout { get; init; }
    public required double? InputDropout { get; init; }
    public required double? L1 { get; init; }
    public required double? L2 { get; init; }
    public required double? WeightDecay { get; init; }
    public required double? LearningRate { get; init; }
    public required int? Epochs { get; init; }
    public required int? BatchSize { get; init; }
    public required int? Patience { get; init; }
    public required NetworkMetric? Metric { get; init; }
    public required int Threads { get; init; }
    public required ClassWeightValues ClassWeights { get; init; }

    /// <summary>How rows are held out for the honest error.</summary>
    public required ValidationRequest Validation { get; init; }

    /// <summary>Reads and checks the options.</summary>
    public static NetworkRequest From(Arguments arguments, CliOptions options)
    {
        RefuseLinear(arguments, options);
        ValidationRequest validation = ValidationRequest.From(arguments, options);
        string preset = arguments.Word(options.Preset, MlpPreset.RealMlp.Name, [.. MlpPreset.All.Select(p => p.Name)]);
        double? Number(Option<string> option, double least, double most, bool open = false) => arguments.Text(option) is null ? null : arguments.Number(option, 0, least, most, open);
        int? Whole(Option<string> option) => arguments.Text(option) is null ? null : arguments.Integer(option, 1, 1, 1_000_000);
        return new NetworkRequest
        {
            Preset = MlpPreset.Named(preset),
            Hidden = Widths(arguments.Numbers(options.Hidden, 1, NetworkSpec.MostUnits)),
            Dropout = Number(options.Dropout, 0, 0.999999),
            InputDropout = Number(options.InputDropout, 0, 0.999999),
            L1 = Number(options.L1, 0, double.MaxValue),
            L2 = Number(options.L2, 0, double.MaxValue),
            WeightDecay = Number(options.WeightDecay, 0, double.MaxValue),
            LearningRate = Number(options.LearningRate, 0, double.MaxValue, open: true),
            Epochs = Whole(options.Epochs),
            BatchSize = Whole(options.BatchSize),
            Patience = Whole(options.Patience),
            Metric = arguments.Text(options.Measure) is null ? null : arguments.Word(options.Measure, "deviance", "deviance", "accuracy", "mse") == "accuracy" ? NetworkMetric.Error : NetworkMetric.Loss,
            Threads = arguments.Integer(options.Threads, 0, 1, 1024),
            ClassWeights = ClassWeightValues.From(arguments, options),
            Validation = validation with { Folds = validation.FoldsGiven ? validation.Folds : FewFolds },
        };
    }

    /// <summary>The engine's options for a table.</summary>
    public MlpOptions ToOptions(TrainingTable table, TextRequest texts, NetworkTask task)
    {
        if (Validation.Measure == CrossValidationMeasure.SquaredError && task != NetworkTask.Regression)
            throw new UserError($"--measure is 'mse', and a network for {table.Task} chooses its epoch by other measures; give --measure deviance{(table.Classes.Count > 0 ? " or accuracy" : "")}.");
        NetworkSpec spec = Preset.NetworkFor(task);
        if (Hidden is not null) spec = spec with { Hidden = [.. Hidden.Select(width => new HiddenLayer(width, spec.Hidden[0].Activation))] };
        RegularizationSpec members = spec.Regularization;
        if (Metric == NetworkMetric.Loss) members = members.Without<LabelSmoothing>();
        members = Replace(members, Dropout, rate => new Dropout(rate) { Schedule = members.Find<Dropout>()?.Schedule });
        members = Replace(members, InputDropout, rate => new InputDropout(rate));
        members = Replace(members, L1, strength => new L1(strength));
        members = Replace(members, L2, strength => new L2(strength));
        members = Replace(members, WeightDecay, strength => new WeightDecay(strength, members.Find<WeightDecay>()?.Schedule));
        if (Patience is int patience) members = members.With(new EarlyStopping(patience));
        return new MlpOptions
        {
            Preset = Preset.Name,
            Network = spec,
            Regularization = members,
            LearningRate = LearningRate,
            Epochs = Epochs,
            BatchSize = BatchSize,
            Metric = Metric,
            ClassWeights = ClassWeights.Resolve(table),
            Seed = Validation.Seed,
            Threads = Threads,
            Inputs = Preset.Inputs with { Impute = table.Missing == MissingRule.Impute, Texts = table.Features is null ? null : texts.In(table.Features) },
        };
    }

    /// <summary>Refuses what belongs to networks where a linear model is fitted.</summary>
    public static void RefuseNetworks(Arguments arguments, CliOptions options)
    {
        if (options.Network.FirstOrDefault(arguments.IsGiven) is Option given)
            throw new UserError($"{given.Name} was given, which belongs to networks; add --model mlp, or leave it out.");
    }

    private static void RefuseLinear(Arguments arguments, CliOptions options)
    {
        Option[] linear = [.. options.Path.Where(o => o != options.ClassWeights), options.SearchedAlpha, options.Select, options.SearchedSelect, options.Repeats, options.OnnxBits];
        if (linear.FirstOrDefault(arguments.IsGiven) is Option given)
            throw new UserError($"{given.Name} was given, which belongs to linear models, and --model is mlp; leave {given.Name} or --model out.");
        if (arguments.Text(options.Offset) is string offset)
            throw new UserError($"--offset names the column '{offset}', and networks take no offset; leave --offset out and the column is a feature, or leave --model out.");
    }

    private static int[]? Widths(double[]? widths)
    {
        if (widths is null) return null;
        double broken = Array.Find(widths, w => w != Math.Floor(w));
        return broken == 0 ? [.. widths.Select(w => (int)w)] : throw new UserError($"--hidden holds {broken}; widths are whole numbers: give as many as there shall be layers, such as 256,256.");
    }

    private static RegularizationSpec Replace<T>(RegularizationSpec members, double? strength, Func<double, T> make)
        where T : Regularizer => strength is not double given ? members : given == 0 ? members.Without<T>() : members.With(make(given));
}
