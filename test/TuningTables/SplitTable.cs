using Microsoft.ML;
using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Paths;

/// <summary>A table divided at random: three quarters of the rows to learn from and search on, the rest for the figures. Classes are divided alike.</summary>
internal sealed record SplitTable(IDataView Training, IDataView Test, string Label, IEstimator<ITransformer> Pipeline)
{
    private const int Quarters = 4;

    /// <summary>Divides a table; rows without a label are left out.</summary>
    public static SplitTable Read(MLContext ml, string file, ComparisonTask task, ulong seed)
    {
        string[] lines = [.. File.ReadLines(file)], rows = [.. lines.Skip(1).Where(l => !l.EndsWith(','))], labels = [.. rows.Select(r => r[(r.LastIndexOf(',') + 1)..])];
        string[] names = [.. labels.Distinct()];
        Folds folds = task == ComparisonTask.Regression ? Folds.Random(rows.Length, Quarters, seed) : Folds.Stratified([.. labels.Select(l => Array.IndexOf(names, l))], Quarters, seed);
        int[] training = folds.TrainingRows(0), test = folds.HeldOutRows(0);
        string ordered = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(ordered, [lines[0], .. training.Select(i => rows[i]), .. test.Select(i => rows[i])]);
            CsvTable table = CsvTable.Read(ml, ordered, task);
            return new SplitTable(ml.Data.TakeRows(table.Data, training.Length), ml.Data.SkipRows(table.Data, training.Length), table.Label, table.Pipeline);
        }
        finally
        {
            File.Delete(ordered);
        }
    }
}
