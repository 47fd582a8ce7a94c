using System.Text;
using MLRegularization.Cli.Output;
using MLRegularization.Cli.Tables;
using MLRegularization.Preparation;

namespace MLRegularization.Cli.Data;

/// <summary>The truth in a table to be evaluated, coded as the model's responses are.</summary>
internal static class LabelMatch
{
    /// <summary>One response per row.</summary>
    public static double[] Target(TableColumn label, IScorer model, int[] rowNumbers)
    {
        if (model.Classes.Count > 0)
            return label is TextColumn classes ? OfTexts(classes, model, rowNumbers) : OfNumbers(label.Name, ((NumericColumn)label).Values.Span, model, rowNumbers);
        if (label is TextColumn texts) throw new UserError($"The label '{label.Name}' holds text, such as {Show.Quoted(texts.Levels[0])}, and the model predicts numbers; give a numeric label.");
        double[] target = ((NumericColumn)label).Values.ToArray();
        int negative = model.Task == "count" ? Array.FindIndex(target, v => v < 0) : -1;
        return negative < 0 ? target : throw new UserError($"The label '{label.Name}' is {LabelCheck.ClassName(target[negative])} in row {rowNumbers[negative]}, and the model predicts counts of 0 or more; correct or drop the row.");
    }

    private static double[] OfTexts(TextColumn label, IScorer model, int[] rowNumbers)
    {
        string[] classes = [.. model.Classes];
        int[] codeOf = [.. label.Levels.Select(l => Array.IndexOf(classes, l))];
        double[] target = new double[label.Rows];
        for (int i = 0; i < target.Length; i++)
        {
            int level = label.Codes.Span[i];
            target[i] = codeOf[level] >= 0 ? codeOf[level] : throw Unknown(label.Name, label.Levels[level], rowNumbers[i], model);
        }
        return target;
    }

    // 1 and 1.0 are one class.
    private static double[] OfNumbers(string name, ReadOnlySpan<double> values, IScorer model, int[] rowNumbers)
    {
        double[] classes = [.. model.Classes.Select(c => NumberText.TryParse(Encoding.UTF8.GetBytes(c), out double number) ? number : double.NaN)], target = new double[values.Length];
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = Array.IndexOf(classes, values[i]);
            if (target[i] < 0) throw Unknown(name, LabelCheck.ClassName(values[i]), rowNumbers[i], model);
        }
        return target;
    }

    private static UserError Unknown(string name, string found, int row, IScorer model) =>
        new($"The label '{name}' holds {Show.Quoted(found)} in row {row}, and the model knows the classes {Suggestion.Quoted(model.Classes)}; correct or drop the row.");
}
