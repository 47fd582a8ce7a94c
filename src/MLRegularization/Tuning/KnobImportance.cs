using MLRegularization.Numerics;

namespace MLRegularization.Tuning;

/// <summary>How much one thing that was searched matters.</summary>
/// <param name="Name">Its name in files and code.</param>
/// <param name="Words">Its name for people.</param>
/// <param name="Share">Its main effect: the share, from 0 to 1, of the variance of the error that it explains by itself, whatever the others are.</param>
/// <param name="IsBeyondChance">Whether that is more than shuffled copies of the knobs have, which matter to nothing: in 19 of 20 searches none of them has as much.</param>
public sealed record KnobShare(string Name, string Words, double Share, bool IsBeyondChance);

/// <summary>
/// How much each thing that a study searched matters: functional analysis of variance (Hutter, Hoos, Leyton-Brown 2014). A forest of regression trees learns the error of a trial from where its values
/// lie (<see cref="Dimension.Position"/>), and each knob's share is Var(E[error | knob]) / Var(error) of a tree, the mean over trees; expectations are over the values that were tried, each knob's
/// independent of the others'. What the shares leave of 1 is in combinations. Of whole paths of one mixture each nothing need be learned: the variance of the error along a path is
/// compared with that of the errors chosen on them. Networks are compared where all were judged, at the first rung; errors beyond Tukey's outer fence, the third quartile and three times the quartiles' distance, count as at it. The order of
/// trials does not matter.
/// </summary>
public sealed class KnobImportance
{
    /// <summary>Trials below which nothing is told.</summary>
    public const int FewestTrials = 10;

    /// <summary>Trials that are looked at at most, the first ones: more tell hardly more.</summary>
    public const int MostTrials = 1000;

    private const int Trees = 100, ShuffledTrees = 25, Shuffles = 39, AboveChance = 2;

    private KnobImportance()
    {
    }

    /// <summary>The knobs, the most important first; empty where nothing can be told.</summary>
    public IReadOnlyList<KnobShare> Knobs { get; private init; } = [];

    /// <summary>Why nothing can be told, in one sentence; null: it can.</summary>
    public string? Reason { get; private init; }

    /// <summary>Trials that were compared.</summary>
    public int Trials { get; private init; }

    /// <summary>Where they were judged, in the study's unit of rungs.</summary>
    public int Rung { get; private init; }

    /// <summary>R² of the forest on trials that its trees did not learn from: 1 explains all, 0 nothing. NaN: nothing was fitted, the shares were measured.</summary>
    public double Explained { get; private init; } = double.NaN;

    /// <summary>What came of it, in one sentence.</summary>
    public string Sentence { get; private init; } = "";

    /// <summary>Tells what matters.</summary>
    public static KnobImportance Of(Study study)
    {
        ArgumentNullException.ThrowIfNull(study);
        if (study.Rungs.Count == 1 && study.Space.Dimensions is [Dimension only] && StrengthImportance.Of(study, only) is IReadOnlyList<KnobShare> measured)
            return new KnobImportance { Knobs = measured, Trials = study.Trials.Count(t => t.State == TrialState.Complete), Rung = study.Rungs[0], Sentence = $"{Listed(measured)} of the variance of the error, where λ is chosen for each {only.Words}." };
        (Trial Trial, double Error)[] judged = [.. study.Trials.Select(t => (t, study.FirstError(t))).Where(t => double.IsFinite(t.Item2)).Take(MostTrials)];
        KnobImportance nothing = new() { Trials = judged.Length, Rung = study.Rungs[0] };
        if (judged.Length < FewestTrials) return nothing.Because($"{judged.Length} {(judged.Length == 1 ? "trial is" : "trials are")} too few to tell what matters; give at least {FewestTrials}, better {3 * FewestTrials}.");
        Dimension[] varied = [.. study.Space.Dimensions.Where(d => judged.Select(t => t.Trial.Point.Find(d.Name)).Distinct().Count() > 1)];
        if (varied.Length < 2) return nothing.Because("Only one thing was searched, so there is nothing to compare it with.");
        KnobGrid grid = KnobGrid.Of(varied, [.. judged.Select(t => t.Trial.Point)], Within([.. judged.Select(t => t.Error)]));
        if (grid.Errors.Max() == grid.Errors.Min()) return nothing.Because("All trials did equally well.");
        RegressionForest forest = new(grid, Trees, 1);
        if (!(forest.Explained > 0)) return nothing.Because($"From {judged.Length} trials it cannot be told what matters: a forest that learned from some of them tells the others apart no better than their mean.");
        double[] shares = forest.MainEffects();
        bool[] beyond = BeyondChance(grid);
        KnobShare[] knobs = [.. varied.Select((d, k) => new KnobShare(d.Name, d.Words, shares[k], beyond[k])).OrderByDescending(k => k.Share)], telling = [.. knobs.Where(k => k.IsBeyondChance)];
        string error = study.Rungs.Count > 1 ? $"the error after {study.Rungs[0]} {study.RungUnit}" : "the error";
        return new KnobImportance
        {
            Knobs = knobs,
            Trials = judged.Length,
            Rung = study.Rungs[0],
            Explained = forest.Explained,
            Sentence = telling.Length == 0 ? $"From {judged.Length} trials no knob can be said to matter to {error}: none explains more of it than a knob that does nothing would."
                : $"By itself, {Listed(telling)} of the variance of {error}{(telling.Length < knobs.Length ? "; none of the others explains more than a knob that does nothing would" : "")}.",
        };
    }

    private KnobImportance Because(string reason) => new() { Trials = Trials, Rung = Rung, Reason = reason, Sentence = reason };

    private static string Listed(IReadOnlyList<KnobShare> knobs) =>
        string.Join(", ", knobs.Select((k, i) => i == 0 ? $"{k.Words} explains {Percent(k.Share)}" : i == knobs.Count - 1 ? $"and {k.Words} {Percent(k.Share)}" : $"{k.Words} {Percent(k.Share)}")).Replace(", and", " and", StringComparison.Ordinal);

    private static string Percent(double share) => share is > 0 and < 0.01 ? "less than 1 %" : share is > 0.99 and < 1 ? "more than 99 %" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{100 * share:0} %");

    // Boruta (Kursa and Rudnicki 2010): knobs and shuffled copies of them in the same forests.
    private static bool[] BeyondChance(KnobGrid grid)
    {
        double[][] effects = [.. Enumerable.Range(0, Shuffles).Select(s => new RegressionForest(grid.WithShuffledCopies(new RandomStream(CounterNoise.Key(2, s, 0, 0))), ShuffledTrees, 3 + (ulong)s).MainEffects())];
        double chance = effects.Select(e => e.Skip(grid.Knobs).Max()).OrderDescending().ElementAt(AboveChance - 1);
        return [.. Enumerable.Range(0, grid.Knobs).Select(d => effects.Average(e => e[d]) > chance)];
    }

    // Errors between 0 and 1, so that squares of huge and of tiny ones are numbers.
    private static double[] Within(double[] errors)
    {
        double[] sorted = [.. errors.Order()];
        double lower = sorted[sorted.Length / 4], upper = sorted[3 * sorted.Length / 4], fence = upper > lower ? Math.Min(sorted[^1], upper + (3 * (upper - lower))) : sorted[^1];
        double range = (fence / 2) - (sorted[0] / 2);
        return [.. errors.Select(e => range > 0 ? ((Math.Min(e, fence) / 2) - (sorted[0] / 2)) / range : 0)];
    }
}
