namespace MLRegularization.Diagnosis;

/// <summary>What is said of a model beyond its numbers: how well its features can be told apart, the belief that its λ stands for, and training against held-out error.</summary>
public sealed record ModelDiagnosis
{
    /// <summary>A condition number from here on is worth a word unasked.</summary>
    public const double LargeCondition = 1e4;

    // A combination this close is worth a word unasked.
    private const double CloseShare = 0.01;

    private const double WorthTelling = 1.005;

    /// <summary>How well the features can be told apart.</summary>
    public required Collinearity Collinearity { get; init; }

    /// <summary>The condition number at the chosen λ, its ridge part included; NaN where it is not known.</summary>
    public double ConditionWithPenalty { get; init; } = double.NaN;

    /// <summary>The belief that λ stands for; null where there is none.</summary>
    public Prior? Prior { get; init; }

    /// <summary>Training against held-out error; null without cross-validation.</summary>
    public FitBalance? Balance { get; init; }

    /// <summary>What is wrong, in two sentences at most; none where nothing is.</summary>
    public IReadOnlyList<string> Alarms()
    {
        string[] close = [.. Collinearity.Combinations.Where(c => c.Share <= CloseShare).Select(c => c.Sentence), .. Collinearity.Correlated.Where(c => Math.Abs(c.Correlation) == 1).Select(c => c.Sentence)];
        if (close.Length == 0) return Collinearity.Conditioning is { Smallest: > 0, ConditionNumber: > LargeCondition } c ? [ConditionSentence(c)] : [];
        int more = close.Length - 1;
        return
        [
            close[0] + (more > 0 ? $" There {(more == 1 ? "is one more such case" : $"are {more} more such cases")}: mlreg inspect and the report tell." : ""),
            $"How an effect is divided among such columns is decided by the penalty{(Collinearity.Conditioning?.Smallest == 0 ? ", not" : " more than")} by the data.",
        ];
    }

    /// <summary>The condition number and its remedy in plain words, and the columns that cannot be told apart.</summary>
    /// <param name="lambda">The chosen λ.</param>
    /// <param name="alpha">Its L1 share.</param>
    public IReadOnlyList<string> CollinearitySentences(double lambda, double alpha)
    {
        if (Collinearity.Conditioning is not { } conditioning) return [Collinearity.NotWorkedOut ?? "The condition number was not worked out."];
        List<string> sentences = [ConditionSentence(conditioning)];
        if (RidgeSentence(conditioning, lambda, alpha) is string ridge) sentences.Add(ridge);
        if (Collinearity.TextColumns.Count > 0)
            sentences.Add($"The levels of a text column always sum to 1: here one level of {Digits.Names(Collinearity.TextColumns, 3)} is left out for that; the penalty needs no such choice.");
        if (Collinearity.ConstantColumns.Count > 0) sentences.Add($"Left out, as {(Collinearity.ConstantColumns.Count == 1 ? "it does" : "they do")} not vary: {Digits.Names(Collinearity.ConstantColumns, 5)}.");
        return sentences;
    }

    /// <summary>The columns that cannot, or can hardly, be told apart, in plain words.</summary>
    public IReadOnlyList<string> CombinationSentences()
    {
        List<string> sentences = [.. Collinearity.Combinations.Select(c => c.Sentence), .. Collinearity.Correlated.Select(c => c.Sentence)];
        int dependent = Collinearity.DependentColumns;
        if (dependent > 1 && Collinearity.Conditioning is { } c)
            sentences.Add($"In all, {Digits.Count(dependent)} of {Digits.Count(c.Columns)} columns are, to within 5 % of their spread, combinations of the others.");
        InflationFactor[] inflated = [.. Collinearity.InflationFactors.TakeWhile(f => f.Value > 10).Take(3)];
        if (inflated.Length > 0)
            sentences.Add($"Variance inflation, 1 / (1 − R²) on the other columns: {string.Join(", ", inflated.Select(f => $"{Digits.Name(f.Column)} {(double.IsInfinity(f.Value) ? "beyond 10¹⁰" : Digits.Short(f.Value))}"))}{(inflated.Length < 3 ? "; 10 or less for all others" : "")}.");
        return sentences;
    }

    /// <summary>The belief that λ stands for, in plain words; none where there is none.</summary>
    /// <param name="lambda">The chosen λ.</param>
    /// <param name="label">What is predicted.</param>
    /// <param name="task">regression, binary or count.</param>
    /// <param name="measure">What cross-validation measured, as <see cref="FitBalance"/> holds it: deviance, or something else.</param>
    public IReadOnlyList<string> PriorSentences(double lambda, string label, string task, string measure)
    {
        if (Prior is null) return [];
        List<string> sentences = [.. Prior.Sentences(lambda, label, task)];
        // The mean deviance of Poisson counts is about 1.
        if (task == "count" && measure == "deviance" && Balance?.Chosen.HeldOut is > 2 and double times)
            sentences.Add($"That takes '{label}' for Poisson counts, but on rows held out its deviance is {Digits.Short(times, 2)} times what such counts have: allowing for it, {Prior.Widened(times)}.");
        return sentences;
    }

    private static string ConditionSentence(Conditioning c)
    {
        if (c.Columns == 1) return "There is one feature that varies: nothing to be told apart.";
        string columns = $"the {Digits.Count(c.Columns)} standardised features";
        if (c.Columns >= c.Rows)
            return $"There are {Digits.Count(c.Columns)} features and {Digits.Count(c.Rows)} rows, which vary in at most {Digits.Count(Math.Min(c.Columns, c.Rows - 1))} directions: the condition number is infinite, every feature is a combination of others, and only the penalty makes the answer unique.";
        if (c.Smallest == 0) return $"The condition number of {columns} is infinite: some are exact combinations of others, and only the penalty decides how an effect is divided among them.";
        if (c.IsLowerBound) return $"The condition number of {columns} is at least {Digits.Short(c.ConditionNumber, 2)}, beyond what products of columns in double precision can tell: without a penalty hardly a digit of some coefficients would mean anything.";
        string meaning = c.ConditionNumber switch
        {
            < 10 => "they can be told apart well",
            < 30 => "they are somewhat collinear",
            < LargeCondition => $"they are collinear: without a penalty a small change of the label could change the coefficients by up to {Digits.Short(c.ConditionNumber, 2)} times as much, relatively",
            _ => $"they are severely collinear: without a penalty a small change of the label could change the coefficients by up to {Digits.Short(c.ConditionNumber, 2)} times as much, relatively",
        };
        return $"The condition number of {columns} is {Digits.Short(c.ConditionNumber)}: {meaning}.";
    }

    private string? RidgeSentence(Conditioning c, double lambda, double alpha)
    {
        if (alpha < 1 && double.IsFinite(ConditionWithPenalty))
            return ConditionWithPenalty * WorthTelling < c.ConditionNumber
                ? $"The ridge part of the penalty brings it to {Digits.Short(ConditionWithPenalty)} at the chosen λ."
                : "The ridge part of the penalty leaves it there: λ is small.";
        if (alpha < 1) return null;
        double half = double.IsFinite(Collinearity.RidgeFactor) ? c.WithRidge(0.5 * lambda * Collinearity.RidgeFactor) : double.NaN;
        return c.ConditionNumber >= 30 && half < 0.5 * c.ConditionNumber && double.IsFinite(half)
            ? $"The lasso has no ridge part and leaves it there: of columns that say the same it may keep any, in any shares. At the same λ, α = 0.5 would bring it to {Digits.Short(half)}." : null;
    }
}
