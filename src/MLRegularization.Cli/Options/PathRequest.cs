using MLRegularization.Cli.Data;
using MLRegularization.Paths;

namespace MLRegularization.Cli.Options;

/// <summary>What the command line says of the path; checked before the table is read, resolved to features after.</summary>
internal sealed record PathRequest
{
    public required double[] Alphas { get; init; }
    public required double[]? Lambdas { get; init; }
    public required int LambdaCount { get; init; }
    public required double? LambdaRatio { get; init; }
    public required bool StopEarly { get; init; }
    public required bool Standardize { get; init; }
    public required bool Intercept { get; init; }
    public required double Tolerance { get; init; }
    public required bool Grouped { get; init; }
    public required int Threads { get; init; }
    public required ClassWeightValues ClassWeights { get; init; }
    public required List<string> PenaltyFactor { get; init; }
    public required List<string> Lower { get; init; }
    public required List<string> Upper { get; init; }

    /// <summary>Whether something is said of single coefficients.</summary>
    public bool HoldsCoefficients => PenaltyFactor.Count + Lower.Count + Upper.Count > 0;

    /// <summary>Reads and checks the options.</summary>
    public static PathRequest From(Arguments arguments, CliOptions options)
    {
        double[]? lambdas = arguments.Numbers(options.Lambda, 0, double.MaxValue);
        if (lambdas is not null && (arguments.Text(options.LambdaCount) ?? arguments.Text(options.LambdaRatio)) is not null)
            throw new UserError("--lambda was given together with --lambda-count or --lambda-ratio; give either strengths or the shape of a grid.");
        return new PathRequest
        {
            Alphas = arguments.Numbers(options.Alpha, 0, 1) ?? [1],
            Lambdas = lambdas,
            LambdaCount = arguments.Integer(options.LambdaCount, 100, 1, 100_000),
            LambdaRatio = arguments.Text(options.LambdaRatio) is null ? null : arguments.Number(options.LambdaRatio, 0, 0, 0.999999, open: true),
            StopEarly = arguments.Word(options.StopEarly, "true", "true", "false") == "true",
            Standardize = !arguments.Flag(options.NoStandardize),
            Intercept = !arguments.Flag(options.NoIntercept),
            Tolerance = arguments.Number(options.Tolerance, 1e-7, 0, 0.1, open: true),
            Grouped = arguments.Flag(options.Grouped),
            Threads = arguments.Integer(options.Threads, 0, 1, 1024),
            ClassWeights = ClassWeightValues.From(arguments, options),
            PenaltyFactor = arguments.List(options.PenaltyFactor),
            Lower = arguments.List(options.Lower),
            Upper = arguments.List(options.Upper),
        };
    }

    /// <summary>The engine's options for a table.</summary>
    public PathOptions ToOptions(TrainingTable table)
    {
        IReadOnlyList<string> names = table.Set.FeatureNames;
        return new PathOptions
        {
            Loss = LabelValues.Loss(table.Task),
            ClassWeights = ClassWeights.Resolve(table),
            Alpha = Alphas[0],
            Lambdas = Lambdas,
            LambdaCount = LambdaCount,
            LambdaRatio = LambdaRatio,
            StopEarly = StopEarly,
            Standardize = Standardize,
            Intercept = Intercept,
            Tolerance = Tolerance,
            Grouped = !Grouped || table.Task == "multiclass" ? Grouped
                : throw new UserError($"--grouped was given, which keeps or leaves a feature for all classes at once, and the task is {table.Task}; leave --grouped out{(table.Task == "binary" ? ": two classes share their coefficients" : ", or give --task multiclass")}."),
            Threads = Threads,
            PenaltyFactors = FeatureValues.Resolve(PenaltyFactor, "--penalty-factor", names, table.Encoding, 1, 0, double.PositiveInfinity),
            LowerBounds = FeatureValues.Resolve(Lower, "--lower", names, table.Encoding, double.NegativeInfinity, double.NegativeInfinity, 0),
            UpperBounds = FeatureValues.Resolve(Upper, "--upper", names, table.Encoding, double.PositiveInfinity, 0, double.PositiveInfinity),
        };
    }
}
