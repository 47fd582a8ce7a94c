using System.Globalization;
using System.Text;
using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Comparisons;
using static Figures;

/// <summary>The figures below a line of a Markdown page, written anew after every table.</summary>
internal sealed class Page(string file, IEnumerable<string> arguments)
{
    private const string Line = "<!-- Below: written by test/ComparisonTables. -->";

    private readonly StringBuilder summary = new("| table | label | rows × columns | decided by | our linear learner | best of ML.NET's linear ones | best of its trees and curves | our network | linear minus best of all (p) |\n|---|---|--:|---|--:|--:|--:|--:|--:|\n");
    private readonly StringBuilder tables = new();

    public void Add(string name, CsvTable table, RegularizationComparison result)
    {
        Comparison tuned = result.Tuned;
        int ours = Best(tuned, m => m.Kind != CandidateKind.Null && m.Family == CandidateFamily.Linear && IsOurs(m)), linear = Best(tuned, m => m.Family == CandidateFamily.Linear && !IsOurs(m)), trees = Best(tuned, m => m.Family == CandidateFamily.Trees), network = Best(tuned, m => m.Family == CandidateFamily.Network);
        PairedDifference d = tuned.Difference(ours, tuned.Best);
        summary.Append(CultureInfo.InvariantCulture, $"| {name} | {table.Label} | {result.Rows} × {table.Columns} | {tuned.Metrics[0].Name} | {Score(tuned, ours)} | {Score(tuned, linear, true)} | {Score(tuned, trees, true)} | {Score(tuned, network)} | {(ours == tuned.Best ? "best" : $"{Short(d.Mean)} ± {Short(d.StandardError)} ({Short(d.PValue)})")} |\n");

        tables.Append(CultureInfo.InvariantCulture, $"\n### {name}\n\n| learner | same strength | tuned | on training rows | minus best (p) | {tuned.Metrics[1].Name} | non-zeros | settings | fit s | score µs/row | kB |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        for (int m = 0; m < tuned.Models.Count; m++)
        {
            ComparedModel model = tuned.Models[m];
            ComparedModel? same = result.SameStrength?.Models.FirstOrDefault(s => s.Name == model.Name);
            PairedDifference less = tuned.Difference(m, tuned.Best);
            tables.Append(CultureInfo.InvariantCulture, $"| {model.Name} | {(same is null ? "" : $"{Short(same.TestMean(), 4)} ± {Short(same.StandardError())}")} | {Score(tuned, m)} | {Short(model.TrainingMean(), 4)} | {(m == tuned.Best ? "**best**" : $"{Short(less.Mean)} ± {Short(less.StandardError)} ({Short(less.PValue)})")} | {Short(model.TestMean(1), 4)} ± {Short(model.StandardError(1))} | {(double.IsNaN(model.MeanNonZeros) ? "" : Short(model.MeanNonZeros, 3))} | {(double.IsNaN(model.MeanTried) ? "" : Short(model.MeanTried, 3))} | {Short(Median(model.Times.Select(t => t.TotalSeconds)))} | {Short(Median(model.ScoreTimes.Select(t => t.TotalMicroseconds)))} | {Short(model.SavedBytes.Average() / 1000, 3)} |\n");
        }
        foreach (LeftOutLearner left in result.LeftOut) tables.Append(CultureInfo.InvariantCulture, $"\n{left}\n");
        string head = File.ReadAllText(file).Split(Line)[0];
        File.WriteAllText(file, $"{head}{Line}\n\n```\ndotnet run --project test/ComparisonTables -c Release -- DIRECTORY docs/comparison.md{string.Concat(arguments.Select(a => " " + a))}\n```\n\n{summary}{tables}");
    }

    private static bool IsOurs(ComparedModel model) => model.Name.StartsWith("ElasticNet", StringComparison.Ordinal) || model.Name.StartsWith("Regularized", StringComparison.Ordinal);

    private static int Best(Comparison comparison, Func<ComparedModel, bool> which)
    {
        int[] of = [.. Enumerable.Range(0, comparison.Models.Count).Where(m => comparison.Models[m].Kind != CandidateKind.Null && which(comparison.Models[m]) && !double.IsNaN(comparison.Models[m].TestMean()))];
        return of.Length == 0 ? -1 : of.MinBy(m => comparison.Metrics[0].LargerIsBetter ? -comparison.Models[m].TestMean() : comparison.Models[m].TestMean());
    }

    private static string Score(Comparison comparison, int model, bool named = false) => model < 0 ? ""
        : $"{Short(comparison.Models[model].TestMean(), 4)} ± {Short(comparison.Models[model].StandardError())}{(named ? $" {comparison.Models[model].Name}" : "")}";
}
