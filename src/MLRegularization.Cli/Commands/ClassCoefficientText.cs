using MLRegularization.Cli.Data;
using MLRegularization.Cli.Output;
using MLRegularization.Matrices;
using MLRegularization.Models;

namespace MLRegularization.Cli.Commands;

/// <summary>The coefficients of several classes as tables: a row per feature, a column per class as long as there is room.</summary>
internal static class ClassCoefficientText
{
    private const int MostColumns = 6;
    private const int MostFeatures = 25;
    private const int MostLines = 50;
    private const string Heading = "What one standard deviation more of a feature adds to the score of each class (the difference of two scores is the log-odds of the two):";

    /// <summary>The features that matter most, by the effects of one standard deviation on all classes together.</summary>
    public static void Largest(Terminal terminal, LinearModel model, TrainingSet set)
    {
        int[] kept = InModel(model);
        double[] spread = new double[set.Columns];
        foreach (int j in kept) spread[j] = ColumnSpread.Of(set, j);
        double Effect(int k, int j) => Of(model, k, j) * spread[j];
        int[] classes = [.. Enumerable.Range(0, model.Intercepts.Count)];
        double Norm(int j) => Math.Sqrt(classes.Sum(k => Math.Pow(Effect(k, j), 2)));
        int[] shown = [.. kept.OrderByDescending(Norm).ThenBy(j => j).Take(MostFeatures)];
        if (classes.Length <= MostColumns)
        {
            terminal.Line(Heading);
            Write(terminal, model, classes, shown, Show.Short, Effect);
        }
        else
        {
            terminal.Line(Heading);
            Spectre.Console.Table table = Terminal.Table(("Feature", false), ("Norm over classes", true), ("Speaks most for", false), ("", true), ("and against", false), ("", true));
            foreach (int j in shown)
            {
                (int most, int least) = (classes.MaxBy(k => Effect(k, j)), classes.MinBy(k => Effect(k, j)));
                (string For, string Size) = Effect(most, j) > 0 ? (Name(model, most), Show.Short(Effect(most, j))) : ("", "");
                (string against, string size) = Effect(least, j) < 0 ? (Name(model, least), Show.Short(Effect(least, j))) : ("", "");
                Terminal.Row(table, Show.Name(model.FeatureNames[j]), Show.Short(Norm(j)), For, Size, against, size);
            }
            terminal.Tables.Write(table);
        }
        if (kept.Length > shown.Length) terminal.Line($"… and {Show.Count(kept.Length - shown.Length, "more feature")} with smaller effects: --json lists every coefficient.");
    }

    /// <summary>Every digit of every coefficient, as many features as have room.</summary>
    public static void All(Terminal terminal, LinearModel model)
    {
        int[] kept = InModel(model);
        int[][] blocks = [.. Enumerable.Range(0, model.Intercepts.Count).Chunk(4)];
        int[] shown = [.. kept.Take(Math.Max(5, MostLines / blocks.Length))];
        foreach (int[] classes in blocks) Write(terminal, model, classes, shown, Show.Full, (k, j) => Of(model, k, j));
        if (kept.Length > shown.Length) terminal.Line($"… and {Show.Count(kept.Length - shown.Length, "more feature")}: --json lists every coefficient.");
    }

    private static void Write(Terminal terminal, LinearModel model, int[] classes, int[] features, Func<double, string> show, Func<int, int, double> value)
    {
        Spectre.Console.Table table = Terminal.Table([("Feature", false), .. classes.Select(k => (Name(model, k), true))]);
        Terminal.Row(table, ["(intercept)", .. classes.Select(k => show(model.Intercepts[k]))]);
        foreach (int j in features) Terminal.Row(table, [Show.Name(model.FeatureNames[j]), .. classes.Select(k => show(value(k, j)))]);
        terminal.Tables.Write(table);
    }

    private static double Of(LinearModel model, int k, int j) => model.Coefficients[(k * model.FeatureNames.Count) + j];

    private static int[] InModel(LinearModel model) =>
        [.. Enumerable.Range(0, model.FeatureNames.Count).Where(j => Enumerable.Range(0, model.Intercepts.Count).Any(k => Of(model, k, j) != 0))];

    // Columns are as wide as their heading.
    private static string Name(LinearModel model, int k) => model.Facts.Classes[k] is { Length: > 16 } name ? string.Concat(name.EnumerateRunes().Take(15)) + "…" : model.Facts.Classes[k];
}
