using System.Globalization;
using MLRegularization.Comparisons;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>What a comparison says in sentences, on screen and on the page.</summary>
internal static class ComparisonWords
{
    /// <summary>Which learners are best, as good, and worse.</summary>
    public static IReadOnlyList<string> Verdict(RegularizationComparison result)
    {
        Comparison comparison = result.Tuned;
        ComparedModel best = comparison.Models[comparison.Best];
        string[] useless = [.. comparison.Models.Where(m => m != best && m.Kind != CandidateKind.Null && !BeatsNone(comparison, m)).Select(m => m.Name)];
        ComparedModel[] others = [.. comparison.Models.Where(m => m != best && !useless.Contains(m.Name))];
        string[] near = [.. others.Where(m => comparison.Difference(Index(comparison, m), comparison.Best).IsNoise).Select(m => m.Name)], worse = [.. others.Select(m => m.Name).Except(near)];
        List<string> sentences = [$"Tuned with the same budget, {best.Name} is best on rows held out ({comparison.Metrics[0].Name} {Score(best, 0)})."];
        if (near.Length > 0) sentences.Add($"{List(near)} {(near.Length == 1 ? "is" : "are")} within noise of it.");
        if (worse.Length > 0) sentences.Add($"{List(worse)} {(worse.Length == 1 ? "is" : "are")} worse beyond noise.");
        if (useless.Length > 0) sentences.Add($"{List(useless)} {(useless.Length == 1 ? "does" : "do")} on average no better than no features.");
        ComparedModel taken = comparison.Models[comparison.Recommended];
        if (taken != best && taken.Family == CandidateFamily.Linear && !useless.Contains(taken.Name)) sentences.Add($"{taken.Name} is the smallest within one standard error of the best, with {taken.MeanNonZeros.ToString("0.#", CultureInfo.InvariantCulture)} coefficients.");
        return sentences;
    }

    /// <summary>How learners were tuned.</summary>
    public static string Procedure(RegularizationComparison result)
        => $"{Folds(result)}, the same for all. Each learner {Budget(result.Options)} on {result.Options.InnerFoldCount} folds inside the training rows of each{(result.Options.TimeColumnName is null ? "" : ", in order of time, too")}, its defaults first{(result.Options.Learners is { } own && !own.Any(l => l.IsOurs && l.Family == CandidateFamily.Linear) ? "" : "; of our linear learners a setting is a share of L1 with its whole path of strengths")}{(result.Tuned.Models.Any(m => m.Family == CandidateFamily.Network) ? "; networks are judged after a sixteenth, a quarter and all of their epochs, and the best quarter goes on" : "")}. The best setting is fitted to all training rows. Every fit has one thread{(result.Options.NumberOfThreads > 1 ? $", and {result.Options.NumberOfThreads} settings are tried at a time" : "")}.";

    /// <summary>What the same strength is.</summary>
    public static string StrengthProcedure(RegularizationComparison result)
    {
        string found = string.Join("; ", result.Strengths.GroupBy(s => s.Loss).Select(g => Range(g.Key, [.. g.Select(s => s.Strength)], result.Strengths.Any(s => s.Loss != g.Key))));
        return $"One penalty of features at unit standard deviation, in every learner's own numbers: {found}{(result.Options.Strength is null ? ", chosen on the training rows of each fold" : "")}. Same folds.";
    }

    /// <summary>Mean and standard error on rows held out.</summary>
    public static string Score(ComparedModel model, int metric) => $"{Number(model.TestMean(metric), 4)} ± {Number(model.StandardError(metric), 2)}";

    /// <summary>A number for people, – where there is none.</summary>
    public static string Number(double value, int digits = 3)
    {
        if (double.IsNaN(value)) return "–";
        if (double.IsInfinity(value)) return value > 0 ? "∞" : "−∞";
        if (value == 0) return "0";
        double size = Math.Abs(value);
        if (size is >= 1e7 or < 1e-4) return value.ToString("0." + new string('#', digits - 1) + "e0", CultureInfo.InvariantCulture);
        return value.ToString("F" + Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(size)), 0, 15), CultureInfo.InvariantCulture);
    }

    // A learner that is far off in one fold has so large an error of its differences that chance alone could make them.
    private static bool BeatsNone(Comparison comparison, ComparedModel model)
    {
        ComparedModel? none = comparison.Models.FirstOrDefault(m => m.Kind == CandidateKind.Null);
        return none is null || (comparison.Metrics[0].LargerIsBetter ? model.TestMean() > none.TestMean() : model.TestMean() < none.TestMean());
    }

    private static int Index(Comparison comparison, ComparedModel model) => Enumerable.Range(0, comparison.Models.Count).First(m => comparison.Models[m] == model);

    private static string Range(LossKind loss, Strength[] strengths, bool named)
    {
        (double low, double high) = (strengths.Min(s => s.Lambda), strengths.Max(s => s.Lambda));
        string lambda = low == high ? $"λ {Number(low)}" : $"λ {Number(low)} to {Number(high)}";
        return $"{lambda}, α {Number(strengths[0].Alpha)}{(named ? $" for {loss.ToString().ToLowerInvariant()} loss" : "")}";
    }

    private static string Budget(RegularizationComparisonOptions options)
    {
        string settings = options.Time is null ? $"tries {Many(options.Trials ?? LearnerSearch.Usual, "setting")}" : options.Trials is int most ? $"tries at most {Many(most, "setting")}" : "tries settings";
        return options.Time is { } time ? $"{settings} for {Number(time.TotalSeconds)} s" : settings;
    }

    private static string Folds(RegularizationComparison result)
        => result.Options.TimeColumnName is not null ? $"{Many(result.Options.FoldCount, "fold")} in order of time, each learned from earlier rows only" : result.Options.Repeats == 1 ? Many(result.Options.FoldCount, "fold") : $"{Many(result.Options.FoldCount, "fold")}, {result.Options.Repeats} times";

    private static string Many(int count, string thing) => count == 1 ? $"1 {thing}" : $"{count} {thing}s";

    private static string List(string[] names) => names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";
}
