using MLRegularization.Tuning;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>One setting that was tried, and how well it did on rows held out.</summary>
public sealed record RegularizationTrial
{
    internal RegularizationTrial(Trial trial, Func<double, double> asMetric, string found)
    {
        (Number, State, Reason, Parameters, Seconds, Reached, Curve) = (trial.Number, trial.State, trial.Reason, trial.Point, trial.Seconds, trial.Reached, trial.Curve);
        Words = found.Length > 0 ? $"{trial.Words}, {found}" : trial.Words;
        (Mean, StandardError, Folds) = (asMetric(trial.Mean), trial.StandardError, [.. trial.Scores.Select(asMetric)]);
        Lambda = trial.Found.Where(f => f.Name == "lambda").Select(f => (double?)f.Value).FirstOrDefault();
    }

    /// <summary>Its number, from 0; 0 is the defaults.</summary>
    public int Number { get; }

    /// <summary>Whether it was complete, failed, or given up on the way.</summary>
    public TrialState State { get; }

    /// <summary>Why it failed or was given up; null: it is complete.</summary>
    public string? Reason { get; }

    /// <summary>What was tried, by name.</summary>
    public SearchPoint Parameters { get; }

    /// <summary>What was tried and found, in plain words.</summary>
    public string Words { get; }

    /// <summary>The metric on rows held out, mean over folds; NaN where there is none.</summary>
    public double Mean { get; }

    /// <summary>Its standard error over folds.</summary>
    public double StandardError { get; }

    /// <summary>The metric by fold; NaN where a fold has none.</summary>
    public IReadOnlyList<double> Folds { get; }

    /// <summary>The strength λ that was chosen on the path, 0 for no penalty; null: no path.</summary>
    public double? Lambda { get; }

    /// <summary>Epochs that a network got to; of a path 1.</summary>
    public int Reached { get; }

    /// <summary>The error, less is better, over the strengths of the path or the epochs at which a network was judged; null: none.</summary>
    public TrialCurve? Curve { get; }

    /// <summary>Time that was spent on it.</summary>
    public double Seconds { get; }
}
