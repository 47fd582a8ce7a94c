using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Trainers.Regularization;

// Compares learners on tables and writes the figures below a line of a page.
const string Usage = "usage: ComparisonTables DIRECTORY PAGE [TASK:TABLE…] [trials=N] [time=SECONDS] [folds=N] [inner=N] [threads=N] [with=NAME,…] [without=NAME,…] [pages=DIRECTORY], with TASK one of regression, count, binary, multiclass; DIRECTORY holds TABLE.csv, the label last; where no table is named, those of the page; pages: one HTML report per table goes there.";
string[] standard =
[
    "regression:prostate", "regression:yacht", "regression:hitters", "regression:auto_mpg", "regression:boston_housing", "regression:diabetes",
    "binary:sonar", "binary:saheart", "binary:ionosphere", "binary:breast_cancer_wdbc", "binary:pima_diabetes", "binary:blood_transfusion",
    "multiclass:iris", "multiclass:wine", "multiclass:glass", "multiclass:vehicle",
];
if (args.Length < 2)
{
    Console.Error.WriteLine(Usage);
    return 1;
}
string? Setting(string name) => args.FirstOrDefault(a => a.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
int Number(string name, int usual) => Setting(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
TimeSpan? time = Setting("time") is { } seconds ? TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)) : null;
string[]? with = Setting("with")?.Split(',');
string[] without = Setting("without")?.Split(',') ?? [];
string? pages = Setting("pages");
string[] tables = [.. args.Skip(2).Where(a => a.Contains(':', StringComparison.Ordinal) && !a.StartsWith("pages=", StringComparison.Ordinal))];
if (pages is not null) Directory.CreateDirectory(pages);
Page page = new(args[1], args[2..].Where(a => !a.StartsWith("pages=", StringComparison.Ordinal)));
long begun = Stopwatch.GetTimestamp();
foreach (string[] named in (tables.Length > 0 ? tables : standard).Select(a => a.Split(':')))
{
    bool counts = named[0] == "count";
    ComparisonTask task = named[0] switch { "binary" => ComparisonTask.BinaryClassification, "multiclass" => ComparisonTask.MulticlassClassification, _ => ComparisonTask.Regression };
    MLContext ml = new(seed: 1);
    CsvTable table = CsvTable.Read(ml, Path.Combine(args[0], named[1] + ".csv"), task);
    long started = Stopwatch.GetTimestamp();
    RegularizationComparison result = ml.CompareRegularization(table.Data, new RegularizationComparisonOptions
    {
        LabelColumnName = table.Label, Pipeline = table.Pipeline, Counts = counts, Trials = time is null ? Number("trials", 5) : null, Time = time,
        FoldCount = Number("folds", 5), InnerFoldCount = Number("inner", 3), NumberOfThreads = Number("threads", Environment.ProcessorCount),
        Learners = [.. ComparisonLearners.For(task, counts).Where(l => with?.Contains(l.Name) != false && !without.Contains(l.Name))],
    });
    Console.WriteLine($"{named[1]} ({Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s, all {Stopwatch.GetElapsedTime(begun).TotalMinutes:F1} min)\n{result}");
    page.Add(named[1], table, result);
    if (pages is not null) File.WriteAllText(Path.Combine(pages, named[1] + ".html"), result.ToHtml());
}
return 0;
