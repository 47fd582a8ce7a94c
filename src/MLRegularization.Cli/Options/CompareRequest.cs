using MLRegularization.Comparisons;
using MLRegularization.Paths;

namespace MLRegularization.Cli.Options;

/// <summary>What the command line says of the models to compare.</summary>
internal sealed record CompareRequest
{
    /// <summary>The models there are, by the names they are typed with.</summary>
    public static readonly string[] Known = ["null", "unpenalised", "ridge", "lasso", "elasticnet"];

    /// <summary>The models asked for, in the order of <see cref="Known"/>.</summary>
    public required string[] Models { get; init; }

    /// <summary>L1 shares of the elastic net; null: the engine's.</summary>
    public required double[]? Alphas { get; init; }

    /// <summary>Folds inside; null: as many as outside.</summary>
    public required int? InnerFolds { get; init; }

    /// <summary>Whether some model chooses a strength on folds inside.</summary>
    public bool ChoosesStrengths => Models.Any(m => m is not ("null" or "unpenalised"));

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
            Alphas = alphas,
            InnerFolds = arguments.Text(options.InnerFolds) is null ? null : arguments.Integer(options.InnerFolds, 10, 2, int.MaxValue),
        };
    }

    /// <summary>The engine's candidates.</summary>
    public ICandidate[] ToCandidates(PathOptions path, PathSelection rule, CrossValidationMeasure measure) => [.. Models.Select(name => name switch
    {
        "null" => LinearCandidates.Null(path),
        "unpenalised" => LinearCandidates.Unpenalized(path),
        "ridge" => LinearCandidates.Ridge(path, rule, measure),
        "lasso" => LinearCandidates.Lasso(path, rule, measure),
        _ => LinearCandidates.ElasticNet(path, rule, measure, Alphas),
    })];
}
