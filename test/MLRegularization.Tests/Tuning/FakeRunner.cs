using MLRegularization.Numerics;
using MLRegularization.Paths;
using MLRegularization.Tuning;

namespace MLRegularization.Tests.Tuning;

/// <summary>Trials whose scores are known: a hash of number and rung, made better by the parameter x.</summary>
internal sealed class FakeRunner(params int[] rungs) : IStudyRunner
{
    private int runs;

    public IReadOnlyList<int> Rungs { get; } = rungs.Length == 0 ? [1] : rungs;

    public string RungUnit => "epochs";

    public IReadOnlyList<Folds> Folds { get; } = [MLRegularization.Paths.Folds.Random(12, 4)];

    public string Data { get; init; } = "data";

    public string Settings { get; init; } = "settings";

    /// <summary>Pieces of work that were done.</summary>
    public int Runs => runs;

    /// <summary>Called before a piece of work is done.</summary>
    public Action<TrialTask, CancellationToken>? Before { get; init; }

    public TrialOutcome Run(TrialTask task, CancellationToken cancellation)
    {
        Before?.Invoke(task, cancellation);
        cancellation.ThrowIfCancellationRequested();
        Interlocked.Increment(ref runs);
        return Known(task.Number, task.Rung, task.Point);
    }

    public static TrialOutcome Known(int number, int rung, SearchPoint point)
    {
        double[] scores = [.. Enumerable.Range(0, 4).Select(f => point.Find("x")!.Value + CounterNoise.Uniform(CounterNoise.Key(7, number, rung, f)))];
        return TrialOutcome.Of(scores, [1, 1, 1, 1]) with { Found = [("twice", 2 * point.Find("x")!.Value)] };
    }

    public static SearchSpace Space { get; } = new("fake-1",
        [new RangeDimension("x", "x", 0.01, 1, logarithmic: true, noneShare: 0.2), new SwitchDimension("s", "stirred"), new ChoiceDimension("c", "how", "none", "slowly", "fast") { Under = "s" }],
        [new SearchPoint(("x", 0.5), ("s", 0.0))]);

    /// <summary>All that a study found, without its seconds.</summary>
    public static string Told(Study study) => string.Join("\n", study.Trials.Select(t =>
        FormattableString.Invariant($"{t.Number} {t.Words} {t.State} {t.Reached} {t.Mean:R} {t.StandardError:R} [{string.Join(' ', t.Scores.Select(s => s.ToString("R")))}] {string.Join(' ', t.Curve?.Mean ?? [])} {string.Join(' ', t.Found)} {t.Reason}")));
}
