using System.Text;

namespace MLRegularization.Diagnosis;

/// <summary>One column of a combination.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Coefficient">Its coefficient, per unit of the column.</param>
public sealed record CombinationTerm(string Column, double Coefficient);

/// <summary>A column that is, or nearly is, a combination of a few others: Column = Constant + Σ Coefficient · term.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Terms">The others.</param>
/// <param name="Constant">The constant; 0 without an intercept.</param>
/// <param name="Share">What the combination misses on the training rows (root mean square, weighted) with exactly these numbers, as a share of the column's standard deviation, without an intercept of its root mean square.</param>
public sealed record Combination(string Column, IReadOnlyList<CombinationTerm> Terms, double Constant, double Share)
{
    /// <summary>A smaller share than this is rounding: the combination is exact.</summary>
    public const double ExactShare = 1e-9;

    /// <summary>Whether nothing but rounding is missed.</summary>
    public bool IsExact => Share < ExactShare;

    /// <summary>The combination in plain words.</summary>
    public string Sentence => IsExact && Terms.Count == 1 && Terms[0].Coefficient == 1 && Constant == 0
        ? $"{Digits.Name(Column)} holds the same values as {Digits.Name(Terms[0].Column)}."
        : $"{Digits.Name(Column)} = {Formula()}, {(IsExact ? "exactly" : $"to within {Digits.PercentAtLeast(Share)} of its spread")}.";

    private string Formula()
    {
        StringBuilder text = new();
        foreach (CombinationTerm term in Terms)
        {
            double size = Math.Abs(term.Coefficient);
            text.Append(text.Length == 0 ? term.Coefficient < 0 ? "−" : "" : term.Coefficient < 0 ? " − " : " + ");
            if (size != 1) text.Append(Digits.Short(size, 9)).Append('·');
            text.Append(Digits.Name(term.Column));
        }
        if (Constant != 0) text.Append(Constant < 0 ? " − " : " + ").Append(Digits.Short(Math.Abs(Constant), 9));
        return text.ToString();
    }
}
