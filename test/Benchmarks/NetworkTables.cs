using System.Diagnostics;
using System.Globalization;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Preparation;

/// <summary>
/// Trains networks on the tables that network_tables.py has prepared, once for each of a table's splits, and writes what they predict for the split's test rows beside the table. Options are the defaults,
/// but one thread, and missing numbers are filled in where there are any. A table that has its predictions already is left alone.
/// </summary>
internal static class NetworkTables
{
    /// <summary>Runs all tables of a folder, or the named ones, in the order of their size.</summary>
    public static int Run(string directory, string[] names)
    {
        IEnumerable<FileInfo> files = new DirectoryInfo(directory).GetFiles("*.tsv").OrderBy(f => f.Length);
        foreach (FileInfo file in files.Where(f => names.Length == 0 || names.Contains(f.Name.Split('.')[0])))
        {
            string predictions = Path.ChangeExtension(file.FullName, ".networks.csv");
            if (File.Exists(predictions)) continue;
            File.WriteAllLines(predictions + ".part", Predict(PreparedTable.Read(file.FullName)));
            File.Move(predictions + ".part", predictions, overwrite: true);
        }
        return 0;
    }

    private static List<string> Predict(PreparedTable table)
    {
        List<string> lines = ["split,row,prediction,seconds"];
        for (int split = 0; split < table.Splits.Count; split++)
        {
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            int[] training = table.RowsOf(split, "train"), test = table.RowsOf(split, "test");
            MlpOptions options = new() { Threads = 1, Inputs = new NetworkInputOptions { Impute = table.HasMissing } };
            MlpData data = MlpData.Of(table.Features(training), [.. training.Select(i => table.Target[i])]);
            MlpFit fit = new MlpTrainer(options).Fit(data, table.Task);
            double[] mean = fit.Model.Predict(table.Features(test));
            double seconds = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
            for (int i = 0; i < test.Length; i++) lines.Add(string.Create(CultureInfo.InvariantCulture, $"{split},{test[i]},{Answer(table.Task, mean, test.Length, i)},{seconds:F1}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{table.Name} {split}: best epoch {fit.History.BestEpoch} of {fit.History.Epochs.Count}, {seconds:F1} s of processor time{string.Concat(fit.Warnings.Select(w => "; " + w))}"));
        }
        return lines;
    }

    // The most probable class, or the number.
    private static double Answer(NetworkTask task, double[] mean, int rows, int i) => task switch
    {
        NetworkTask.Regression => mean[i],
        NetworkTask.Binary => mean[i] > 0.5 ? 1 : 0,
        _ => Enumerable.Range(0, mean.Length / rows).MaxBy(k => mean[(k * rows) + i]),
    };
}

/// <summary>A table as network_tables.py writes it: NAME.TASK.tsv, tab-separated; the header says the kind of each column as <c>name:number</c> or <c>name:text</c>, then come <c>target</c> and a column of train, test and nothing for each split.</summary>
internal sealed class PreparedTable
{
    private readonly List<(string Name, string[] Values, bool IsText)> columns = [];

    public required string Name { get; init; }

    public required NetworkTask Task { get; init; }

    public double[] Target { get; private set; } = [];

    public List<string[]> Splits { get; } = [];

    /// <summary>Whether a number is missing anywhere.</summary>
    public bool HasMissing => columns.Any(c => !c.IsText && c.Values.Contains(""));

    public static PreparedTable Read(string path)
    {
        string[][] lines = [.. File.ReadLines(path).Select(line => line.Split('\t'))];
        string[] name = Path.GetFileName(path).Split('.');
        PreparedTable table = new() { Name = name[0], Task = Enum.Parse<NetworkTask>(name[1], ignoreCase: true) };
        for (int j = 0; j < lines[0].Length; j++)
        {
            string[] heading = lines[0][j].Split(':'), values = [.. lines.Skip(1).Select(line => line[j])];
            if (heading is [_, string kind]) table.columns.Add((heading[0], values, kind == "text"));
            else if (heading[0] == "target") table.Target = [.. values.Select(Number)];
            else table.Splits.Add(values);
        }
        return table;
    }

    public int[] RowsOf(int split, string part) => [.. Enumerable.Range(0, Target.Length).Where(i => Splits[split][i] == part)];

    public Table Features(int[] rows) => new([.. columns.Select(c => Column(c.Name, c.IsText, [.. rows.Select(i => c.Values[i])]))]);

    private static TableColumn Column(string name, bool isText, string[] values)
        => isText ? TextColumn.FromTexts(name, [.. values.Select(v => v.Length == 0 ? null : v)]) : new NumericColumn(name, values.Select(Number).ToArray());

    private static double Number(string text) => text.Length == 0 ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);
}
