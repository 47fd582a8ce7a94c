using System.Globalization;
using System.Text;
using static Figures;

/// <summary>The figures below a line of a Markdown page.</summary>
internal static class GainsPage
{
    private const string Line = "<!-- Below: written by test/TuningTables. -->";

    private static readonly string[] Contenders = [Contender.Linear, Contender.TunedLinear, Contender.Stock, Contender.Network, Contender.TunedNetwork];

    public static void Write(string file, Result[] results)
    {
        IGrouping<string, Result>[] tables = [.. results.GroupBy(r => r.Table)];
        StringBuilder text = new(File.ReadAllText(file).Split(Line)[0]);
        text.Append(CultureInfo.InvariantCulture, $"{Line}\n\n| table | rows × columns | metric | {string.Join(" | ", Contenders)} |\n|---|--:|---|{string.Concat(Contenders.Select(_ => "--:|"))}\n");
        foreach (IGrouping<string, Result> table in tables)
        {
            Result any = table.First();
            text.Append(CultureInfo.InvariantCulture, $"| {table.Key} | {any.Rows} × {any.Columns} | {any.Metric} | {string.Join(" | ", Contenders.Select(c => Cell([.. table.Where(r => r.Contender == c)])))} |\n");
        }
        text.Append("\n| by how much the error is smaller | tables | better on | median | mean over tables ± se |\n|---|--:|--:|--:|--:|\n");
        Compare(text, tables, Contender.TunedLinear, Contender.Linear);
        Compare(text, tables, Contender.TunedLinear, Contender.Stock);
        Compare(text, tables, Contender.TunedNetwork, Contender.Network);
        Compare(text, tables, Contender.TunedNetwork, Contender.Stock);
        Compare(text, tables, Contender.TunedNetwork, Contender.TunedLinear);
        File.WriteAllText(file, text.ToString());
    }

    private static string Cell(Result[] of)
    {
        if (of.Length == 0) return "–";
        string settings = of[0].Contender is Contender.Linear or Contender.Network ? "" : string.Create(CultureInfo.InvariantCulture, $" ({Median(of.Select(r => (double)r.Settings)):0} in {Median(of.Select(r => r.Seconds)):0.0} s)");
        double mean = of.Average(r => r.Score), error = Math.Sqrt(of.Sum(r => (r.Score - mean) * (r.Score - mean)) / (of.Length - 1) / of.Length);
        return $"{Short(mean, 4)}{(of.Length > 1 ? $" ± {Short(error, 2)}" : "")}{settings}";
    }

    // One minus the ratio of errors, of AUC of what is short of 1, in percent; splits are averaged first, as those of one table are no new evidence.
    private static void Compare(StringBuilder text, IGrouping<string, Result>[] tables, string one, string other)
    {
        List<double> gains = [];
        foreach (IGrouping<string, Result> table in tables)
        {
            (Result One, Result Other)[] pairs = [.. table.Where(r => r.Contender == one).Join(table.Where(r => r.Contender == other), r => r.Split, r => r.Split, (a, b) => (a, b))];
            if (pairs.Length > 0) gains.Add(100 * (1 - (pairs.Sum(p => Error(p.One)) / pairs.Sum(p => Error(p.Other)))));
        }
        double mean = gains.Average(), error = Math.Sqrt(gains.Sum(g => (g - mean) * (g - mean)) / (gains.Count - 1) / gains.Count);
        text.Append(CultureInfo.InvariantCulture, $"| {one} against {other} | {gains.Count} | {gains.Count(g => g > 0)} | {Median(gains):0.0} % | {mean:0.0} ± {error:0.0} % |\n");
    }

    private static double Error(Result result) => result.Metric == "AUC" ? 1 - result.Score : result.Score;
}
