using MLRegularization.Preparation;

namespace MLRegularization.Reports.Findings;

/// <summary>One word in the model.</summary>
/// <param name="Text">The word, or pair of words.</param>
/// <param name="Coefficient">Its coefficient.</param>
/// <param name="Effect">What that amounts to in a picture.</param>
/// <param name="Rows">Training rows that hold it.</param>
internal sealed record KeptWord(string Text, double Coefficient, double Effect, int Rows);

/// <summary>The words of one text column that the model keeps, largest effect first.</summary>
/// <param name="Column">The column.</param>
/// <param name="Vocabulary">All its words.</param>
/// <param name="Words">Those with a coefficient that is not 0.</param>
internal sealed record KeptWords(string Column, Vocabulary Vocabulary, IReadOnlyList<KeptWord> Words)
{
    /// <summary>The words of every text column, of several classes those of one.</summary>
    public static IReadOnlyList<KeptWords> Of(Report report, int ofClass = 0)
    {
        List<KeptWords> kept = [];
        double[] coefficients = [.. report.Input.Model.Coefficients.Skip(ofClass * report.Names.Count).Take(report.Names.Count)];
        int first = 0;
        foreach (ColumnEncoding column in report.Input.Model.Encoding?.Columns ?? [])
        {
            if (column.Vocabulary is Vocabulary words)
                kept.Add(new KeptWords(column.Name, words, [.. Enumerable.Range(0, words.Words.Count).Where(k => coefficients[first + k] != 0)
                    .Select(k => new KeptWord(words.Words[k], coefficients[first + k], report.Effects.Of(first + k, coefficients[first + k]), words.RowsWith[k]))
                    .OrderByDescending(w => Math.Abs(w.Effect)).ThenBy(w => w.Text, StringComparer.Ordinal)]));
            first += column.FeatureNames().Count();
        }
        return kept;
    }

    /// <summary>The words that raise the prediction, or those that lower it.</summary>
    public IReadOnlyList<KeptWord> Towards(bool higher) => [.. Words.Where(w => w.Coefficient > 0 == higher)];
}
