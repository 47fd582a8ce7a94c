using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Trainers.Regularization;

// Compares learners on tables and writes the figures below a line of a page.
// usage: ComparisonTables DIRECTORY PAGE TASK:TABLE… [trials=N] [folds=N] [inner=N] [without=NAME,…] [pages=DIRECTORY]
//     with TASK one of regression, count, binary, multiclass; DIRECTORY holds TABLE.csv with the label last; pages: one HTML report per table goes there.
if (args.Length < 3)
{
    Console.Error.WriteLine("usage: ComparisonTables DIRECTORY PAGE TASK:TABLE… [trials=N] [folds=N] [inner=N] [without=NAME,…] [pages=DIRECTORY], with TASK one of regression, count, binary, multiclass; DIRECTORY holds TABLE.csv, the label last.");
    return 1;
}
string Setting(string name, string standard) => args.FirstOrDefault(a => a.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..] ?? standard;
string[] without = Setting("without", "").Split(',');
string pages = Setting("pages", "");
Page page = new(args[1], args[2..].Where(a => !a.StartsWith("pages=", StringComparison.Ordinal)));
foreach (string[] named in args.Skip(2).Where(a => a.Contains(':', StringComparison.Ordinal)).Select(a => a.Split(':')))
{
    bool counts = named[0] == "count";
    ComparisonTask task = named[0] switch { "binary" => ComparisonTask.BinaryClassification, "multiclass" => ComparisonTask.MulticlassClassification, _ => ComparisonTask.Regression };
    MLContext ml = new(seed: 1);
    CsvTable table = CsvTable.Read(ml, Path.Combine(args[0], named[1] + ".csv"), task);
    long started = Stopwatch.GetTimestamp();
    RegularizationComparison result = ml.CompareRegularization(table.Data, new RegularizationComparisonOptions
    {
        LabelColumnName = table.Label, Pipeline = table.Pipeline, Counts = counts,
        Trials = int.Parse(Setting("trials", "5")), FoldCount = int.Parse(Setting("folds", "5")), InnerFoldCount = int.Parse(Setting("inner", "2")),
        Learners = [.. ComparisonLearners.For(task, counts).Where(l => !without.Contains(l.Name))],
    });
    Console.WriteLine($"{named[1]} ({Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s)\n{result}");
    page.Add(named[1], table, result);
    if (pages.Length > 0) File.WriteAllText(Path.Combine(pages, named[1] + ".html"), result.ToHtml());
}
return 0;
