using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Trainers.Regularization;

// The figures of docs/tuning.md: what tuning gains over defaults, and over AutoML's linear trainers of ML.NET in the same time. From the root of the repository:
//   dotnet run --project test/TuningTables -c Release -- measure RESULTS DIRECTORY [seconds=N] [splits=N] TASK:TABLE…   adds what RESULTS (JSON lines) does not have yet
//   dotnet run --project test/TuningTables -c Release -- page PAGE RESULTS…                                              writes the page
//     with TASK one of regression, binary, multiclass; DIRECTORY holds TABLE.csv with the label last.
switch (args)
{
    case ["measure", string results, string directory, .. string[] rest] when rest.Any(a => a.Contains(':', StringComparison.Ordinal)):
        int Setting(string name, int standard) => rest.FirstOrDefault(a => a.StartsWith(name + "=", StringComparison.Ordinal)) is string given ? int.Parse(given[(name.Length + 1)..], CultureInfo.InvariantCulture) : standard;
        foreach (string[] named in rest.Where(a => a.Contains(':', StringComparison.Ordinal)).Select(a => a.Split(':')))
            for (int split = 1; split <= Setting("splits", 3); split++)
                Measure(results, Path.Combine(directory, named[1] + ".csv"), named[1], named[0] switch { "binary" => ComparisonTask.BinaryClassification, "multiclass" => ComparisonTask.MulticlassClassification, _ => ComparisonTask.Regression }, split, TimeSpan.FromSeconds(Setting("seconds", 30)));
        return 0;
    case ["page", string page, _, ..]:
        GainsPage.Write(page, [.. args[2..].SelectMany(Result.Read)]);
        return 0;
    default:
        Console.Error.WriteLine("usage: TuningTables measure RESULTS DIRECTORY [seconds=N] [splits=N] TASK:TABLE… | page PAGE RESULTS…, with TASK one of regression, binary, multiclass.");
        return 1;
}

static void Measure(string results, string file, string name, ComparisonTask task, int split, TimeSpan time)
{
    HashSet<(string, int, string)> had = [.. Result.Read(results).Select(r => (r.Table, r.Split, r.Contender))];
    MLContext ml = new(seed: 1);
    SplitTable table = SplitTable.Read(ml, file, task, (ulong)split);
    int rows = table.Training.Preview(int.MaxValue).RowView.Length + table.Test.Preview(int.MaxValue).RowView.Length;
    foreach (Contender contender in Contender.For(ml, table, task, time).Where(c => !had.Contains((name, split, c.Name))))
    {
        long started = Stopwatch.GetTimestamp();
        (double score, int settings) = (double.NaN, 0);
        try
        {
            (ITransformer model, settings) = contender.Fit();
            score = Contender.Score(ml, model, table, task);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or AggregateException { InnerException: TimeoutException })
        {
            Console.WriteLine($"{name} {split} {contender.Name}: {e.Message}");
        }
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {split} {contender.Name}: {Contender.MetricOf(task)} {score:G5}, {settings} settings, {seconds:F1} s"));
        if (double.IsFinite(score)) new Result(name, table.Label, Contender.MetricOf(task), rows, table.Training.Schema.Count(c => !c.IsHidden) - 1, split, contender.Name, score, settings, seconds).Append(results);
    }
}
