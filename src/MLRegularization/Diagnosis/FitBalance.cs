namespace MLRegularization.Diagnosis;

/// <summary>The errors at one strength.</summary>
/// <param name="Lambda">λ.</param>
/// <param name="Training">Error on the training rows.</param>
/// <param name="HeldOut">Mean error on rows held out.</param>
public sealed record StrengthErrors(double Lambda, double Training, double HeldOut);

/// <summary>
/// Training error against held-out error along a path: the gap at the chosen strength, and the ends that under- and overfit, where the curves show
/// them. Both judgements ask for a held-out error more than one standard error above its lowest.
/// </summary>
/// <param name="Chosen">The chosen strength.</param>
/// <param name="StandardError">Standard error of its held-out error.</param>
/// <param name="Lowest">The strength with the lowest held-out error.</param>
/// <param name="LowestStandardError">Standard error of that.</param>
/// <param name="Strongest">The strongest penalty of the path.</param>
/// <param name="Weakest">The weakest penalty of the path.</param>
/// <param name="UnderfittedFrom">From this strength up both errors are high; NaN where the strong end does not underfit.</param>
/// <param name="OverfittedTo">From this strength down the training error is lower and the held-out error higher than at the lowest; NaN where the weak end does not overfit.</param>
public sealed record FitBalance(StrengthErrors Chosen, double StandardError, StrengthErrors Lowest, double LowestStandardError, StrengthErrors Strongest, StrengthErrors Weakest,
    double UnderfittedFrom, double OverfittedTo)
{
    /// <summary>The judgement of a path.</summary>
    /// <param name="lambdas">Strengths, decreasing.</param>
    /// <param name="training">Error on the training rows by strength.</param>
    /// <param name="heldOut">Mean error on rows held out by strength.</param>
    /// <param name="standardErrors">Standard errors of those.</param>
    /// <param name="chosen">Index of the chosen strength.</param>
    /// <returns>The judgement; null where an error it rests on is not known.</returns>
    public static FitBalance? Of(IReadOnlyList<double> lambdas, IReadOnlyList<double> training, IReadOnlyList<double> heldOut, IReadOnlyList<double> standardErrors, int chosen)
    {
        int last = lambdas.Count - 1, lowest = Enumerable.Range(0, lambdas.Count).MinBy(k => double.IsNaN(heldOut[k]) ? double.PositiveInfinity : heldOut[k]);
        StrengthErrors At(int k) => new(lambdas[k], training[k], heldOut[k]);
        int[] needed = [0, lowest, chosen, last];
        if (needed.Any(k => !double.IsFinite(training[k] + heldOut[k])) || !double.IsFinite(standardErrors[lowest])) return null;
        double limit = heldOut[lowest] + standardErrors[lowest];
        int under = -1, over = last + 1;
        while (under < lowest - 1 && heldOut[under + 1] > limit && training[under + 1] - training[lowest] > standardErrors[lowest]) under++;
        while (over > lowest + 1 && heldOut[over - 1] > limit && training[over - 1] < training[lowest]) over--;
        return new FitBalance(At(chosen), standardErrors[chosen], At(lowest), standardErrors[lowest], At(0), At(last),
            under < 0 ? double.NaN : lambdas[under], over > last ? double.NaN : lambdas[over]);
    }

    /// <summary>Whether λ is where the path underfits.</summary>
    public bool IsUnderfitted(double lambda) => lambda >= UnderfittedFrom;

    /// <summary>Whether λ is where the path overfits.</summary>
    public bool IsOverfitted(double lambda) => lambda <= OverfittedTo;

    /// <summary>The judgement in plain words.</summary>
    /// <param name="error">What the error is called, such as "mean squared error".</param>
    public IReadOnlyList<string> Sentences(string error)
    {
        double gap = Chosen.HeldOut - Chosen.Training;
        string size = gap > 0 ? $"the gap of {Digits.Short(gap)}, {Digits.Short(100 * gap / Chosen.HeldOut, 2)} % of the latter, is what the fit owes to rows it has seen" : "there is no gap between them";
        List<string> sentences = [$"At the chosen λ the {error} is {Digits.Short(Chosen.Training, 4)} on the training rows and {Digits.Short(Chosen.HeldOut, 4)} ± {Digits.Short(StandardError)} on rows held out: {size}."];
        if (IsUnderfitted(Chosen.Lambda)) sentences.Add("The chosen λ itself underfits: a weaker penalty predicts rows held out better by more than one standard error.");
        if (IsOverfitted(Chosen.Lambda)) sentences.Add("The chosen λ itself overfits: a stronger penalty predicts rows held out better by more than one standard error.");
        if (!double.IsNaN(UnderfittedFrom))
            sentences.Add($"Underfitted: from λ = {Digits.Short(UnderfittedFrom)} up both errors are high, at the strongest penalty {Digits.Short(Strongest.Training, 4)} and {Digits.Short(Strongest.HeldOut, 4)}; so little is let in that even the training rows are missed.");
        if (!double.IsNaN(OverfittedTo))
            sentences.Add($"Overfitted: from λ = {Digits.Short(OverfittedTo)} down the training error falls on, to {Digits.Short(Weakest.Training, 4)}, while the held-out error is more than one standard error above its lowest, at the weakest penalty {Digits.Short(Weakest.HeldOut, 4)} against {Digits.Short(Lowest.HeldOut, 4)}.");
        else if (Weakest.Lambda < Lowest.Lambda)
            sentences.Add($"Nothing overfits: down to the weakest penalty, λ = {Digits.Short(Weakest.Lambda)}, the held-out error stays within one standard error of its lowest.");
        return sentences;
    }
}
