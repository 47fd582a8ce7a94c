using System.Globalization;
using System.Text;
using MLRegularization.Cli.Output;
using MLRegularization.Cli.Tables;
using MLRegularization.Preparation;

namespace MLRegularization.Cli.Data;

/// <summary>Chooses the task from the label, and refuses labels that the task cannot learn.</summary>
internal static class LabelCheck
{
    /// <summary>Most classes that a label may have.</summary>
    public const int MostClasses = 100;

    /// <summary>The label for the task asked for, or for the one it suggests.</summary>
    /// <param name="label">The column.</param>
    /// <param name="task">auto, regression, binary, multiclass or count.</param>
    /// <param name="rowNumbers">The row of the file, from 1, of every row.</param>
    public static LabelValues Read(TableColumn label, string task, int[] rowNumbers)
    {
        if (label.Rows < 2) throw new UserError($"There is {label.Rows} row to learn from; give at least 2.");
        return label is TextColumn texts ? OfTexts(texts, task, rowNumbers) : OfNumbers(label.Name, ((NumericColumn)label).Values.ToArray(), task, rowNumbers);
    }

    /// <summary>Refuses weights that leave a class, or every count that is not 0, out.</summary>
    public static void HasWeight(LabelValues label, string name, double[]? weights, string? column)
    {
        if (weights is null || label.Task == "regression") return;
        bool Counts(Func<double, bool> of) => weights.Zip(label.Target).Any(row => row.First > 0 && of(row.Second));
        if (label.Task == "count" && !Counts(y => y > 0)) throw new UserError($"The label '{name}' is 0 in every row whose weight in '{column}' is not 0; give weight to rows with a count.");
        for (int k = 0; k < label.Classes.Count; k++)
            if (!Counts(y => y == k)) throw new UserError($"Every row of class {Show.Quoted(label.Classes[k])} of the label '{name}' has weight 0 in '{column}'; give weight to rows of {(label.Classes.Count == 2 ? "both classes" : "every class")}.");
    }

    private static LabelValues OfTexts(TextColumn label, string task, int[] rowNumbers)
    {
        ReadOnlySpan<int> codes = label.Codes.Span;
        int[] used = [.. codes.ToArray().Distinct()];
        int[] words = [.. used.Where(k => !IsNumber(label.Levels[k]))];
        if (words.Length > 0 && words.Length < used.Length && task is not ("binary" or "multiclass"))
        {
            int row = codes.IndexOf(words[0]);
            string classesOf = used.Length is > 2 and <= MostClasses && codes.Length >= 5 * used.Length ? ", or, if they are classes, give --task multiclass" : "";
            throw new UserError($"The label '{label.Name}' holds the text {Show.Quoted(label.Levels[words[0]])} in row {rowNumbers[row]} among numbers; correct it, or leave it empty and drop such rows with --missing drop{classesOf}.");
        }
        string[] classes = [.. used.Select(k => label.Levels[k]).OrderBy(c => NumberText.TryParse(Encoding.UTF8.GetBytes(c), out double number) ? number : double.PositiveInfinity).ThenBy(c => c, StringComparer.Ordinal)];
        if (task is "regression" or "count")
            throw new UserError($"The label '{label.Name}' holds text ({Found(classes)}), and {(task == "count" ? "a model of counts" : "regression")} needs numbers; give a label of numbers{(classes.Length == 2 ? ", or fit the two classes with --task binary" : classes.Length is > 2 and <= MostClasses ? ", or fit the classes with --task multiclass" : "")}.");
        if (classes.Length == 1) throw Constant(label.Name, classes[0]);
        int[] placeOf = [.. label.Levels.Select(level => Array.IndexOf(classes, level))];
        double[] target = new double[codes.Length];
        for (int i = 0; i < target.Length; i++) target[i] = placeOf[codes[i]];
        return OfClasses(label.Name, target, classes, task, "") with { Note = Variants(label.Name, classes) };
    }

    private static string? Variants(string name, string[] classes)
    {
        string[][] alike = [.. classes.GroupBy(c => string.Join(' ', c.ToUpperInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.ToArray())];
        return alike.Length == 0 ? null
            : $"The label '{name}' holds {Suggestion.Quoted(alike[0])}{(alike.Length > 1 ? $" and {Show.Count(alike.Length - 1, "more such group")}" : "")}, which differ in capitals or spaces only and count as different classes; write them alike if they mean the same.";
    }

    private static LabelValues OfNumbers(string name, double[] values, string task, int[] rowNumbers)
    {
        if (values.AsSpan().IndexOfAnyExcept(values[0]) < 0) throw Constant(name, ClassName(values[0]));
        if (task == "count")
        {
            int negative = Array.FindIndex(values, v => v < 0);
            if (negative >= 0) throw new UserError($"The label '{name}' is {ClassName(values[negative])} in row {rowNumbers[negative]}, and --task count needs counts of 0 or more; correct it, or give --task regression.");
            return new LabelValues("count", values, []);
        }
        if (task == "regression") return new LabelValues("regression", values, []);
        double[] distinct = [.. values.Distinct().Order()];
        string[] classes = [.. distinct.Select(ClassName)];
        if (task == "auto" && distinct is not [0, 1])
        {
            if (distinct.Length > 2 || values.Length == 2) return new LabelValues("regression", values, []) { Note = Doubt(name, distinct, classes, values.Length) };
            throw new UserError($"The label '{name}' has two values, {classes[0]} and {classes[1]}, which may be classes or numbers; give --task binary to predict the class, or --task regression to fit the numbers as they are.");
        }
        if (task == "auto" && values.Length == 2) return new LabelValues("regression", values, []);
        return OfClasses(name, [.. values.Select(v => (double)Array.BinarySearch(distinct, v))], classes, task, ", or --task regression");
    }

    private static LabelValues OfClasses(string name, double[] target, string[] classes, string task, string otherwise)
    {
        if (classes.Length > MostClasses)
            throw new UserError($"The label '{name}' has {Found(classes)}, more than the {MostClasses} classes that a model takes; give a label with fewer classes{otherwise}{(classes.Length > target.Length / 2 ? " (it looks like a name or number of each row)" : "")}.");
        if (task == "binary" && classes.Length > 2) throw new UserError($"The label '{name}' has {Found(classes)}, and --task binary takes two classes; give --task multiclass{otherwise}.");
        if (task == "multiclass" && classes.Length == 2) throw new UserError($"The label '{name}' has {Found(classes)}, and --task multiclass takes three classes or more; give --task binary{otherwise}.");
        return new LabelValues(classes.Length == 2 ? "binary" : "multiclass", target, classes);
    }

    // A few whole numbers, each in many rows, may be codes of classes.
    private static string? Doubt(string name, double[] distinct, string[] classes, int rows) =>
        distinct.Length is < 3 or > 12 || rows < 10 * distinct.Length || distinct.Any(v => v != Math.Floor(v)) ? null
        : $"The label '{name}' holds the whole numbers {string.Join(", ", classes)} only, and is fitted as numbers (regression); give --task multiclass if they stand for classes{(distinct[0] >= 0 ? ", --task count if they count something" : "")}, --task regression if it is right so.";

    /// <summary>A number as the name of a class.</summary>
    public static string ClassName(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static UserError Constant(string name, string value) =>
        new($"The label '{name}' is {value} in every row, so there is nothing to learn; give a label that varies.");

    private static bool IsNumber(string text) => NumberText.TryParse(Encoding.UTF8.GetBytes(text), out _);

    private static string Found(string[] classes) =>
        $"{classes.Length} different value{(classes.Length == 1 ? "" : "s")}: {string.Join(", ", classes.Take(4).Select(Show.Quoted))}{(classes.Length > 4 ? ", …" : "")}";
}
