using MLRegularization.Numerics;
using MLRegularization.Paths;
using MLRegularization.Tuning;

namespace MLRegularization.Tests.Tuning;

/// <summary>Studies whose errors are known, without anything being learned.</summary>
internal static class Studies
{
    /// <summary>Four numbers between 0 and 1.</summary>
    public static SearchSpace Numbers { get; } = new("numbers-1", [.. "abcd".Select(c => new RangeDimension($"{c}", $"{c}", 0, 1))], [new SearchPoint(("a", 0.5), ("b", 0.5), ("c", 0.5), ("d", 0.5))]);

    /// <summary>Trials of one rung, each with the error of its point by fold.</summary>
    public static Study Of(SearchSpace space, int trials, Func<SearchPoint, double> error, double spread = 0.1) =>
        Of(space, [1], "path", [.. Enumerable.Range(0, trials).Select(k => Complete(space, k, error(space.Point(1, k)), spread))]);

    /// <summary>Trials as they are.</summary>
    public static Study Of(SearchSpace space, int[] rungs, string unit, IReadOnlyList<Trial> trials) => new()
    {
        Space = space,
        Seed = 1,
        Trials = trials,
        Rungs = rungs,
        RungUnit = unit,
        Folds = [Folds.Random(50, 5)],
        End = StudyEnd.AllTrials,
        Continued = 0,
        Time = TimeSpan.FromSeconds(12),
    };

    /// <summary>A trial that was run to its end.</summary>
    public static Trial Complete(SearchSpace space, int number, double error, double spread = 0.1) => new()
    {
        Number = number,
        Point = space.Point(1, number),
        Words = space.Describe(space.Point(1, number)),
        State = TrialState.Complete,
        Scores = [.. Enumerable.Range(0, 5).Select(f => error + (spread * (CounterNoise.Uniform(CounterNoise.Key(5, number, f, 0)) - 0.5)))],
        Mean = error,
        StandardError = spread / 5,
        Reached = 1,
        Seconds = 0.5 + number,
    };

    /// <summary>A trial that could not be run.</summary>
    public static Trial Failed(SearchSpace space, int number, string reason = "The rate is wrong.") =>
        Complete(space, number, 0) with { State = TrialState.Failed, Reason = reason, Scores = [], Mean = double.NaN, StandardError = double.NaN, Reached = 0 };

    /// <summary>Whole paths, one a mixture, with no penalty at their ends.</summary>
    public static Study Paths(int mixtures, double size = 1, Func<double, double>? asError = null)
    {
        SearchSpace space = LinearSpace.Paths();
        return Of(space, [1], "path", [.. Enumerable.Range(0, mixtures).Select(k =>
        {
            double alpha = space.Point(1, k).Find(LinearSpace.Mixture)!.Value, reach = alpha == 0 ? 1e-6 : 1e-3 * alpha;
            double[] ratios = [.. Enumerable.Range(0, 40).Select(i => Math.Pow(reach, i / 39.0)), 0];
            double Error(double ratio) => size * (1.2 + (0.02 * alpha) + (0.04 * Math.Pow(Math.Log10(Math.Max(ratio, reach) / (0.05 * Math.Max(alpha, 0.01))), 2)));
            double[] errors = [.. ratios.Select(r => r == 0 ? size * 1.5 : Error(r)).Select(e => asError?.Invoke(e) ?? e)];
            int chosen = Array.IndexOf(errors, errors.Min());
            return Complete(space, k, errors[chosen], size * 0.1) with
            {
                Curve = new TrialCurve([.. ratios.Select(r => r * size)], errors, [.. errors.Select(_ => size * 0.03)], chosen, size),
                Found = [("lambda", ratios[chosen] * size), ("lambdaRatio", ratios[chosen]), ("nonZeros", 7)],
            };
        })]);
    }

    /// <summary>Networks by successive halving; of every number of trials some fail, at the first rung or later.</summary>
    public static Study Networks(SearchSpace space, int trials, Func<SearchPoint, double> error, int failEvery = 0, double size = 1)
    {
        FakeNetworks runner = new(space, error, failEvery, size);
        return Study.Run(space, runner, new StudyOptions { Trials = trials, Parallel = 1, Threads = 1 });
    }

    private sealed class FakeNetworks(SearchSpace space, Func<SearchPoint, double> error, int failEvery, double size) : IStudyRunner
    {
        public IReadOnlyList<int> Rungs { get; } = [6, 25, 100];

        public string RungUnit => "epochs";

        public IReadOnlyList<Folds> Folds { get; } = [MLRegularization.Paths.Folds.Random(50, 5)];

        public string Data => space.Name;

        public string Settings => "";

        public TrialOutcome Run(TrialTask task, CancellationToken cancellation)
        {
            if (failEvery > 0 && task.Number % failEvery == failEvery - 1 && task.Rung == task.Number / failEvery % 2) throw new ArgumentException("Training diverged in its first epoch on fold 1: the loss was no longer a number.");
            double mean = error(task.Point) + (0.5 / (1 + task.Rung));
            return TrialOutcome.Of([.. Enumerable.Range(0, 5).Select(f => size * (mean + (0.05 * CounterNoise.Uniform(CounterNoise.Key(9, task.Number, task.Rung, f)))))], [1, 1, 1, 1, 1]) with { Found = [("bestEpoch", Rungs[task.Rung] - 1)] };
        }
    }
}
