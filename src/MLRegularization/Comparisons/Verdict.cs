using System.Globalization;

namespace MLRegularization.Comparisons;

/// <summary>What a comparison says of under- and overfitting, and which model to take, in a few plain sentences.</summary>
public static class Verdict
{
    /// <summary>The share of what was gained on training rows that is lost on others: a model generalises up to the first, overfits from the last.</summary>
    private const double Unnoticed = 0.02, Noticed = 0.05, LittleLost = 0.1, MuchLost = 0.3;

    /// <summary>The rise of the error itself from training rows to others; the last is for the best model, which overfits still.</summary>
    private const double LittleRise = 0.1, MuchRise = 0.25, GreatRise = 0.5;

    /// <summary>Of an error that is less than this share of the null model's nothing more is said.</summary>
    private const double Settled = 0.2;

    /// <summary>The sentences.</summary>
    public static IReadOnlyList<string> Of(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        if (comparison.Models.Count == 1) return [Fit(comparison, 0)];
        int empty = Find(comparison, CandidateKind.Null);
        return empty >= 0 && (comparison.Best == empty || comparison.Difference(comparison.Best, empty).IsNoise)
            ? Nothing(comparison, empty)
            : [.. Overfitting(comparison, CandidateFamily.Linear), .. Overfitting(comparison, CandidateFamily.Network), .. Families(comparison), .. Remaining(comparison, empty), Choice(comparison)];
    }

    // No model beats the null model.
    private static List<string> Nothing(Comparison comparison, int empty)
    {
        ComparedModel none = comparison.Models[empty];
        string start = $"No model predicts rows held out better than the {none.Name} ({Score(comparison, none.TestMean())}) beyond what chance does between folds";
        List<string> sentences = [];
        if (comparison.Best == empty) sentences.Add(start + ".");
        else
        {
            PairedDifference d = comparison.Difference(comparison.Best, empty);
            sentences.Add($"{start}: {The(comparison.Models[comparison.Best])}, the best, differs by {Number(Math.Abs(d.Mean))} ± {Number(d.StandardError)}{Chance(d)}.");
        }
        int free = Find(comparison, CandidateKind.Unregularized);
        if (free >= 0 && Error(comparison, free) > Error(comparison, empty) && !comparison.Difference(free, empty).IsNoise) sentences.Add($"{Without(comparison.Models[free].Family)} there is overfitting: {Sides(comparison, free)}.");
        int other = comparison.Recommended;
        sentences.Add(other == empty || comparison.Models[other].Kind == CandidateKind.Null
            ? $"Take the {none.Name}: the features say too little about the label, or the rows are too few to show it."
            : $"The difference may be real: more rows, or more folds or repeats, would tell. If a model is needed, take {The(comparison.Models[other])}.");
        return sentences;
    }

    // What penalties do for the model without, or all that regularises for a network without.
    private static IEnumerable<string> Overfitting(Comparison comparison, CandidateFamily family)
    {
        int free = Find(comparison, CandidateKind.Unregularized, family), bound = Find(comparison, CandidateKind.Regularized, family);
        if (free < 0 || bound < 0) yield break;
        PairedDifference d = comparison.Difference(free, bound);
        bool linear = family == CandidateFamily.Linear;
        string with = $"{The(comparison.Models[bound])} ({Score(comparison, comparison.Models[bound].TestMean())})", best = linear ? $"the best with one is {with}" : $"the best with it is {with}", none = linear ? "without one" : "without";
        int empty = Find(comparison, CandidateKind.Null);
        bool helps = Error(comparison, free) > Error(comparison, bound), little = IsLittle(comparison, free, empty), much = IsMuch(comparison, free, empty, MuchRise);
        if (!d.IsNoise && helps && little) yield return $"{(linear ? "A penalty" : "Regularising a network")} is worth its while, though not for overfitting: {Sides(comparison, free)} {none}; {best}.";
        else if (!d.IsNoise && helps) yield return $"{Without(family)} there is overfitting: {Sides(comparison, free)}; {best}.";
        else if (!d.IsNoise) yield return $"{(linear ? "A penalty" : "Regularising a network")} costs more than it gains: {Sides(comparison, free)} {none}; {best}.";
        else if (!little) yield return $"{Without(family)} there is {(much ? "" : "some ")}overfitting: {Sides(comparison, free)}; {(helps ? $"with {(linear ? "one" : "it")} {with} looks better, but not beyond noise{Chance(d)}" : linear ? "no penalty does better" : "regularising it does no better")}.";
        else yield return $"There is little overfitting to cure{(linear ? "" : " in a network")}: {Sides(comparison, free)} {(linear ? "without a penalty; the best with one" : "without regularisation; the best with it")}, {with}, is within noise of that.";
    }

    // What networks see and linear models do not.
    private static IEnumerable<string> Families(Comparison comparison)
    {
        int sum = Known(comparison, CandidateFamily.Linear), network = Known(comparison, CandidateFamily.Network);
        if (sum < 0 || network < 0) yield break;
        PairedDifference d = comparison.Difference(network, sum);
        string sides = $"{The(comparison.Models[network])} has {Score(comparison, comparison.Models[network].TestMean())} on rows held out, {The(comparison.Models[sum])} {Number(comparison.Models[sum].TestMean())}";
        if (d.IsNoise) yield return $"A network, in which effects may bend and depend on each other, is within noise of linear models{Chance(d)}: {sides}.";
        else if (Error(comparison, network) < Error(comparison, sum)) yield return $"Linear models underfit: {sides}; effects bend, or depend on each other.";
        else yield return $"A network does worse than linear models here: {sides}; effects are nearly straight, or the rows too few to learn others.";
    }

    // What is still wrong with the best model.
    private static IEnumerable<string> Remaining(Comparison comparison, int empty)
    {
        if (empty < 0) yield break;
        ComparedModel best = comparison.Models[comparison.Best];
        double left = Error(comparison, comparison.Best) / Error(comparison, empty);
        if (IsMuch(comparison, comparison.Best, empty, GreatRise) && left > Settled && best.Kind == CandidateKind.Regularized) yield return $"Even {The(best)} does much better on the rows it learned from ({Number(best.TrainingMean())}) than on others ({Number(best.TestMean())}): more rows, or fewer features, would help most.";
        else if (IsLittle(comparison, comparison.Best, empty) && left > Settled) yield return $"{Capital(The(best))} does nearly as well on new rows as on its own: what error is left is noise, or needs other features{(Known(comparison, CandidateFamily.Network) < 0 ? " or a richer model (underfitting)" : "")}, not another penalty.";
    }

    private static string Choice(Comparison comparison)
    {
        ComparedModel best = comparison.Models[comparison.Best], taken = comparison.Models[comparison.Recommended];
        string[] near = [.. Enumerable.Range(0, comparison.Models.Count).Where(m => m != comparison.Best && m != comparison.Recommended && comparison.Difference(m, comparison.Best).IsNoise).Select(m => The(comparison.Models[m]))];
        string others = near.Length == 0 ? "" : $"; {List(near)} {(near.Length == 1 ? "is" : "are")} within noise of it";
        if (comparison.Best == comparison.Recommended) return near.Length == 0 ? $"Take {The(best)}, which is better than every other beyond noise." : $"Take {The(best)}, the best here{others}.";
        string why = taken is { Kind: CandidateKind.Unregularized, Family: CandidateFamily.Linear } ? "needs no strength to be chosen"
            : taken.Family == best.Family ? $"has {Count(taken)} instead of {Count(best)} {Numbers(best)}" : $"has {Count(taken)} {Numbers(taken)} instead of {Count(best)} {Numbers(best)}";
        return $"Take {The(taken)}: it {why} and is within one standard error of the best, {The(best)} ({Score(comparison, best.TestMean())}){others.Replace("of it", "of that too", StringComparison.Ordinal)}.";
    }

    private static string Fit(Comparison comparison, int model) => $"{Capital(The(comparison.Models[model]))} alone was tried: {Sides(comparison, model)}; compare it with others, the null model above all.";

    private static int Find(Comparison comparison, CandidateKind kind, CandidateFamily? family = null) => Lowest(comparison, m => m.Kind == kind && (family is null || m.Family == family));

    // The best model of a family that looks at features.
    private static int Known(Comparison comparison, CandidateFamily family) => Lowest(comparison, m => m.Kind != CandidateKind.Null && m.Family == family);

    private static int Lowest(Comparison comparison, Func<ComparedModel, bool> which) =>
        Enumerable.Range(0, comparison.Models.Count).Where(m => which(comparison.Models[m])).OrderBy(m => Error(comparison, m)).FirstOrDefault(-1);

    private static double Error(Comparison comparison, int model, bool training = false) => Oriented(comparison, training ? comparison.Models[model].TrainingMean() : comparison.Models[model].TestMean());

    // What is to be had at most of a share is 1.
    private static double Oriented(Comparison comparison, double score) => comparison.Metrics[0].LargerIsBetter ? 1 - score : score;

    private static double Lost(Comparison comparison, int model, int empty)
    {
        double training = Error(comparison, model, true), gained = Error(comparison, empty) - training;
        return gained > 0 ? (Error(comparison, model) - training) / gained : 0;
    }

    private static double Rise(Comparison comparison, int model) => (Error(comparison, model) - Error(comparison, model, true)) / Error(comparison, model, true);

    private static bool IsLittle(Comparison comparison, int model, int empty)
    {
        if (empty < 0) return Rise(comparison, model) <= LittleRise;
        double lost = Lost(comparison, model, empty);
        return lost <= Unnoticed || (lost <= LittleLost && Rise(comparison, model) <= LittleRise);
    }

    private static bool IsMuch(Comparison comparison, int model, int empty, double rise)
    {
        bool risen = Rise(comparison, model) >= rise;
        if (empty < 0) return risen;
        double lost = Lost(comparison, model, empty);
        return lost >= MuchLost || (lost >= Noticed && risen);
    }

    private static string Sides(Comparison comparison, int model) =>
        $"{Score(comparison, comparison.Models[model].TrainingMean())} on training rows, {Number(comparison.Models[model].TestMean())} on rows held out";

    private static string Score(Comparison comparison, double score) => $"{comparison.Metrics[0].Name} {Number(score)}";

    private static string Without(CandidateFamily family) => family == CandidateFamily.Linear ? "Without a penalty" : "In a network without regularisation";

    private static string Numbers(ComparedModel model) => model.Family == CandidateFamily.Linear ? "coefficients" : "weights";

    private static string The(ComparedModel model) => model is { Kind: CandidateKind.Unregularized, Family: CandidateFamily.Linear } ? $"the {model.Name} model" : model.Name == "ridge" ? model.Name : $"the {model.Name}";

    private static string Count(ComparedModel model) => model.MeanNonZeros.ToString(model.MeanNonZeros < 1000 ? "0.#" : "0", CultureInfo.InvariantCulture);

    private static string List(string[] names) => names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Chance(PairedDifference d) => double.IsNaN(d.PValue) ? "" : $" (p = {d.PValue.ToString("G2", CultureInfo.InvariantCulture)})";

    private static string Number(double value) => double.IsInfinity(value) ? "∞" : value.ToString(Math.Abs(value) switch { >= 1e4 and < 1e7 => "F0", >= 1e7 or (> 0 and < 1e-4) => "0.###e0", _ => "G4" }, CultureInfo.InvariantCulture);
}
