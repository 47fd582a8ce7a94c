namespace MLRegularization.Tuning;

/// <summary>How a trial ended.</summary>
public enum TrialState
{
    /// <summary>It was run to its end.</summary>
    Complete,

    /// <summary>It could not be run; <see cref="Trial.Reason"/> says why.</summary>
    Failed,

    /// <summary>It was given up on the way; <see cref="Trial.Reason"/> says why and <see cref="Trial.Reached"/> where.</summary>
    Pruned,
}

/// <summary>One setting, and how well it did on rows held out.</summary>
public sealed record Trial
{
    internal Trial()
    {
    }

    /// <summary>Its number, from 0: the order in which a study tries.</summary>
    public required int Number { get; init; }

    /// <summary>What was tried.</summary>
    public required SearchPoint Point { get; init; }

    /// <summary>The same in plain words.</summary>
    public required string Words { get; init; }

    /// <summary>How it ended.</summary>
    public required TrialState State { get; init; }

    /// <summary>Errors by fold on the rows held out, at the strength or epoch that was chosen, as far as the trial got; smaller is better, NaN where a fold has none. Empty where there are none.</summary>
    public IReadOnlyList<double> Scores { get; init; } = [];

    /// <summary>Their mean over folds, by the weight of the rows held out; NaN where there are none.</summary>
    public double Mean { get; init; } = double.NaN;

    /// <summary>Its standard error over folds.</summary>
    public double StandardError { get; init; } = double.NaN;

    /// <summary>Why it failed or was given up, in one sentence; null: it is complete.</summary>
    public string? Reason { get; init; }

    /// <summary>How far it got: epochs of a network, of a path 1 where it is complete; 0: nowhere.</summary>
    public int Reached { get; init; }

    /// <summary>The error over what one trial goes through: strengths of a path, or epochs at which a network was judged. Null: none.</summary>
    public TrialCurve? Curve { get; init; }

    /// <summary>What was found inside, by name, such as lambda and nonZeros, or bestEpoch.</summary>
    public IReadOnlyList<(string Name, double Value)> Found { get; init; } = [];

    /// <summary>Time that was spent on it, in whatever sessions, without what was cut off.</summary>
    public double Seconds { get; init; }
}

/// <summary>The error of one trial over what it goes through.</summary>
/// <param name="At">Strengths λ falling, 0 for none, or numbers of epochs rising.</param>
/// <param name="Mean">Mean error on rows held out.</param>
/// <param name="StandardError">Its standard error over folds.</param>
/// <param name="Chosen">The place that the trial's scores are of.</param>
/// <param name="Reference">What <paramref name="At"/> is measured by: λmax of the path, or the epochs of a whole run.</param>
public sealed record TrialCurve(IReadOnlyList<double> At, IReadOnlyList<double> Mean, IReadOnlyList<double> StandardError, int Chosen, double Reference)
{
    /// <summary>Strengths as ratios to λmax, or epochs as shares of a whole run.</summary>
    public IReadOnlyList<double> Ratios => [.. At.Select(a => a / Reference)];
}
