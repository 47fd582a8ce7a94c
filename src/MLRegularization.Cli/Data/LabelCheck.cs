using System.Globalization;
using System.Text;
using MLRegularization.Cli.Tables;
using MLRegularization.Preparation;

namespace MLRegularization.Cli.Data;

/// <summary>Chooses the task from the label, and refuses labels that regression cannot learn.</summary>
internal static class LabelCheck
{
    /// <summary>The label's numbers, when the task is or can be regression.</summary>
    public static double[] Regression(TableColumn label, string task)
    {
        if (label is TextColumn texts)
        {
            int[] words = [.. Enumerable.Range(0, texts.Levels.Count).Where(k => !NumberText.TryParse(Encoding.UTF8.GetBytes(texts.Levels[k]), out _))];
            if (words.Length < texts.Levels.Count)
            {
                int row = texts.Codes.Span.IndexOf(words[0]);
                throw new UserError($"The label '{label.Name}' holds the text '{texts.Levels[words[0]]}' in row {row + 1} among numbers; correct it, or leave it empty and drop such rows with --missing drop.");
            }
            string found = string.Join(", ", texts.Levels.Take(4).Select(l => $"'{l}'")) + (texts.Levels.Count > 4 ? ", …" : "");
            throw new UserError($"The label '{label.Name}' holds text ({texts.Levels.Count} different value{(texts.Levels.Count == 1 ? "" : "s")}: {found}), and this version fits regression only; give a label of numbers.");
        }
        double[] target = ((NumericColumn)label).Values.ToArray();
        if (task == "auto" && TwoValues(target) is (double low, double high))
            throw new UserError($"The label '{label.Name}' has two values, {Show(low)} and {Show(high)}, which is classification, and this version fits regression only; add --task regression to fit the numbers as they are.");
        return target;
    }

    /// <summary>Refuses too few rows and a label without variation.</summary>
    public static void Varies(string name, double[] target)
    {
        if (target.Length < 2) throw new UserError($"There is {target.Length} row to learn from; give at least 2.");
        if (target.AsSpan().IndexOfAnyExcept(target[0]) < 0)
            throw new UserError($"The label '{name}' is {Show(target[0])} in every row, so there is nothing to learn; give a label that varies.");
    }

    private static (double, double)? TwoValues(double[] values)
    {
        double first = values[0];
        double? second = null;
        foreach (double value in values)
        {
            if (value == first || value == second) continue;
            if (second is not null) return null;
            second = value;
        }
        return second is double other && values.Length > 2 ? (Math.Min(first, other), Math.Max(first, other)) : null;
    }

    private static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
