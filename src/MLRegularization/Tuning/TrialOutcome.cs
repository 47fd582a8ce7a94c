namespace MLRegularization.Tuning;

/// <summary>What a runner found of one trial, as far as it was to go.</summary>
/// <param name="Scores">Errors by fold on the rows held out; smaller is better, NaN where a fold has none.</param>
/// <param name="Mean">Their mean, by the weight of the rows held out.</param>
/// <param name="StandardError">Its standard error over folds.</param>
public sealed record TrialOutcome(IReadOnlyList<double> Scores, double Mean, double StandardError)
{
    /// <summary>The error over the strengths of a path; null: the trial goes through none.</summary>
    public TrialCurve? Curve { get; init; }

    /// <summary>What was found inside, by name.</summary>
    public IReadOnlyList<(string Name, double Value)> Found { get; init; } = [];

    /// <summary>Mean and standard error over folds that have a score and weight, as of a cross-validation.</summary>
    /// <param name="scores">Scores by fold, NaN where there is none.</param>
    /// <param name="weights">Weight of the rows held out by each.</param>
    /// <exception cref="ArgumentException">Fewer than two folds have both.</exception>
    internal static TrialOutcome Of(double[] scores, double[] weights)
    {
        int[] counting = [.. Enumerable.Range(0, scores.Length).Where(f => weights[f] > 0 && !double.IsNaN(scores[f]))];
        if (counting.Length < 2) throw new ArgumentException($"{counting.Length} of {scores.Length} folds has an error on its rows held out, and a mean with its standard error needs 2; give other folds, or another measure.");
        double total = counting.Sum(f => weights[f]), mean = counting.Sum(f => weights[f] * scores[f]) / total;
        double variance = counting.Sum(f => weights[f] * (scores[f] - mean) * (scores[f] - mean)) / total;
        return new TrialOutcome(scores, mean, Math.Sqrt(variance / (counting.Length - 1)));
    }
}
