using MLRegularization.Cli.Data;
using MLRegularization.Cli.Output;
using MLRegularization.Comparisons;
using MLRegularization.Networks;
using MLRegularization.Paths;
using MLRegularization.Preparation;

namespace MLRegularization.Cli.Options;

/// <summary>What the command line says of the models to compare.</summary>
internal sealed record CompareRequest
{
    /// <summary>The models there are, by the names they are typed with.</summary>
    public static readonly string[] Known = ["null", "unpenalised", "ridge", "lasso", "elasticnet", "mlp-plain", "mlp"];

    /// <summary>Those of them that are networks.</summary>
    public static readonly string[] Networks = ["mlp-plain", "mlp"];

    /// <summary>Rows times fits, and features, up to which networks take part without being asked for: they then need less than a minute of one core.</summary>
    public const int QuickRows = 10_000, QuickFeatures = 500;

    /// <summary>The models asked for, in the order of <see cref="Known"/>.</summary>
    public required string[] Models { get; init; }

    /// <summary>L1 shares of the elastic net; null: the engine's.</summary>
    public required double[]? Alphas { get; init; }

    /// <summary>Folds inside; null: as many as outside.</summary>
    public required int? InnerFolds { get; init; }

    /// <summary>Whether the models were named.</summary>
    public required bool Named { get; init; }

    /// <summary>Why networks were left out, and how to have them; null: they were not, or nobody wanted them.</summary>
    public string? Note { get; init; }

    /// <summary>Whether some model chooses a strength on folds inside.</summary>
    public bool ChoosesStrengths => Models.Any(m => m is "ridge" or "lasso" or "elasticnet");

    /// <summary>Whether some model is a network.</summary>
    public bool HasNetworks => Models.Any(Networks.Contains);

    /// <summary>Reads and checks the options.</summary>
    public static CompareRequest From(Arguments arguments, CliOptions options)
    {
        List<string> given = arguments.List(options.Models);
        foreach (string name in given)
            if (!Known.Contains(name)) throw new UserError($"--models names '{name}', which is no model{Suggestion.For(name, Known)}; give some of {string.Join(", ", Known)}.");
        string[] models = given.Count == 0 ? Known : [.. Known.Where(given.Contains)];
        double[]? alphas = arguments.Numbers(options.Mixtures, 0, 1);
        if (alphas is not null && !models.Contains("elasticnet")) throw new UserError("--alpha is for the elastic net, which --models leaves out; leave --alpha out, or add elasticnet.");
        return new CompareRequest
        {
            Models = models,
            Named = given.Count > 0,
            Alphas = alphas,
            InnerFolds = arguments.Text(options.InnerFolds) is null ? null : arguments.Integer(options.InnerFolds, 10, 2, int.MaxValue),
        };
    }

    /// <summary>The request for a table: without networks where nobody asked for them and they would take long, or not be comparable.</summary>
    /// <param name="table">The table.</param>
    /// <param name="path">What is said of linear models.</param>
    /// <param name="fits">Folds times repeats.</param>
    public CompareRequest For(TrainingTable table, PathRequest path, int fits)
    {
        if (Named && HasNetworks && table.Set.Offset is not null)
            throw new UserError($"--models names '{Models.First(Networks.Contains)}', and --offset the column '{table.OffsetColumn}', which networks do not take; leave one of the two out.");
        if (Named) return this;
        string? why = table.Set.Offset is not null ? "they take no offset"
            : path.HoldsCoefficients ? "penalty factors and bounds are not for them"
            : (long)table.Set.Rows * fits > QuickRows ? $"{Show.Count(table.Set.Rows, "row")} times {fits} fits are more than {Show.Count(QuickRows, "row")}, and would take long"
            : table.Set.Columns > QuickFeatures ? $"{Show.Count(table.Set.Columns, "feature")} are more than {QuickFeatures}, and would take long"
            : null;
        if (why is null) return this;
        string remedy = table.Set.Offset is null ? $"; --models {string.Join(',', Known)} compares them too" : "";
        return this with { Models = [.. Models.Except(Networks)], Note = $"Networks were left out: {why}{remedy}." };
    }

    /// <summary>The engine's candidates.</summary>
    public ICandidate[] ToCandidates(TrainingTable table, PathOptions path, PathSelection rule, CrossValidationMeasure measure) => [.. Models.Select(name => name switch
    {
        "null" => LinearCandidates.Null(path),
        "unpenalised" => LinearCandidates.Unpenalized(path),
        "ridge" => LinearCandidates.Ridge(path, rule, measure),
        "lasso" => LinearCandidates.Lasso(path, rule, measure),
        "elasticnet" => LinearCandidates.ElasticNet(path, rule, measure, Alphas),
        "mlp-plain" => NetworkCandidates.Plain(TaskOf(table), OptionsOf(table, MlpPreset.Plain, measure), ColumnsOf(table)),
        _ => NetworkCandidates.Regularized(TaskOf(table), OptionsOf(table, MlpPreset.RealMlp, measure), ColumnsOf(table)),
    })];

    private static NetworkTask TaskOf(TrainingTable table) => Enum.Parse<NetworkTask>(table.Task, ignoreCase: true);

    // The best epoch is chosen by what the comparison is decided by, or its nearest kin.
    private static MlpOptions OptionsOf(TrainingTable table, MlpPreset preset, CrossValidationMeasure measure) => new()
    {
        Metric = measure == CrossValidationMeasure.Accuracy ? NetworkMetric.Error : NetworkMetric.Loss,
        Inputs = preset.Inputs with { Impute = table.Missing == MissingRule.Impute },
    };

    // Networks learn their own preparation of columns, but for words of free text and LIBSVM files, which have none.
    private static Table? ColumnsOf(TrainingTable table) => table.Encoding?.Columns.All(c => c.Vocabulary is null) == true ? table.Features : null;
}
