using System.Globalization;
using MLRegularization.Preparation;

namespace MLRegularization.Cli.Data;

/// <summary>Times as numbers: a numeric column as it is, or ISO 8601 dates.</summary>
internal static class TimeValues
{
    /// <summary>One time per row.</summary>
    public static double[] Of(TableColumn column)
    {
        if (column is NumericColumn numbers) return numbers.Values.ToArray();
        TextColumn texts = (TextColumn)column;
        double[] times = new double[texts.Levels.Count];
        for (int k = 0; k < times.Length; k++) times[k] = Parse(column.Name, texts.Levels[k]);
        double[] rows = new double[texts.Rows];
        for (int i = 0; i < rows.Length; i++) rows[i] = times[texts.Codes.Span[i]];
        return rows;
    }

    private static double Parse(string column, string text)
    {
        bool year = text.Length >= 8 && text.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0 && text[4] == '-';
        if (year && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)) return time.UtcTicks;
        throw new UserError($"Column '{column}', which --time-column names, holds '{text}'; give numbers or dates like 2024-01-31 or 2024-01-31T12:00:00.");
    }
}
