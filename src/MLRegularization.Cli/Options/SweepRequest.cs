using System.CommandLine;
using System.Globalization;
using MLRegularization.Paths;
using MLRegularization.Tuning;

namespace MLRegularization.Cli.Options;

/// <summary>What the command line says of a search.</summary>
internal sealed record SweepRequest
{
    private const int FewTrials = 30;

    public required int? Trials { get; init; }
    public required TimeSpan? Time { get; init; }
    public required string? Study { get; init; }
    public required int Parallel { get; init; }
    public required int Threads { get; init; }
    public required ulong Seed { get; init; }

    /// <summary>Whether widths and depths are searched.</summary>
    public required bool SearchLayers { get; init; }

    /// <summary>L1 shares to choose from; null: all.</summary>
    public required double[]? Alphas { get; init; }
    public required PathSelection Rule { get; init; }

    /// <summary>Reads and checks the options.</summary>
    public static SweepRequest From(Arguments arguments, CliOptions options, bool network)
    {
        if (!network && arguments.IsGiven(options.SearchLayers)) throw new UserError("--search-layers was given, which belongs to networks; add --model mlp, or leave it out.");
        TimeSpan? time = arguments.Text(options.Time) is string given ? Duration(given) : null;
        return new SweepRequest
        {
            Trials = arguments.Text(options.Trials) is not null ? arguments.Integer(options.Trials, FewTrials, 1, 1_000_000) : time is null ? FewTrials : null,
            Time = time,
            Study = arguments.Text(options.Study),
            Parallel = arguments.Text(options.Parallel) is null ? 0 : arguments.Integer(options.Parallel, 1, 1, 1024),
            Threads = arguments.Integer(options.Threads, 0, 1, 1024),
            Seed = arguments.Seed(options.Seed),
            SearchLayers = arguments.Flag(options.SearchLayers),
            Alphas = arguments.Numbers(options.SearchedAlpha, 0, 1),
            Rule = arguments.Word(options.SearchedSelect, "min", "min", "1se") == "1se" ? PathSelection.Lambda1Se : PathSelection.LambdaMin,
        };
    }

    /// <summary>The engine's options.</summary>
    /// <param name="refit">About what the fit of a trial's setting to all rows takes.</param>
    public StudyOptions ToOptions(Func<Trial, TimeSpan> refit) => new() { Trials = Trials, Time = Time, TimeAfter = refit, Parallel = Parallel, Threads = Threads, Seed = Seed };

    /// <summary>The space without what is given: that need not be searched.</summary>
    public static SearchSpace Free(SearchSpace space, Arguments arguments, CliOptions options)
    {
        (Option, string)[] knobs =
        [
            (options.Dropout, "dropout"), (options.InputDropout, "inputDropout"), (options.L1, "l1"), (options.L2, "l2"), (options.WeightDecay, "weightDecay"), (options.LearningRate, "learningRate"),
        ];
        foreach ((Option option, string name) in knobs)
            if (arguments.IsGiven(option)) space = space.Without(name);
        return space;
    }

    private static TimeSpan Duration(string given)
    {
        double unit = given.Length == 0 ? 0 : given[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        string number = unit == 0 ? given : given[..^1];
        const double most = 30 * 86_400;
        if (double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value * Math.Max(unit, 1) is > 0 and <= most) return TimeSpan.FromSeconds(value * Math.Max(unit, 1));
        throw new UserError($"--time is '{given}'; give seconds, minutes or hours of at most 30 days, such as 90s, 10m or 2h.");
    }
}
