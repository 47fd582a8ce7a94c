using System.Diagnostics;

namespace Microsoft.ML.Regularization.Tests.Pipelines;

/// <summary>test/StockScorer, a process with stock ML.NET and nothing of this repository, which loads a saved model and scores a table.</summary>
internal sealed class StockProcess : IDisposable
{
    /// <summary>Its folder: beside the tests', of the same configuration.</summary>
    private static readonly string Folder = AppContext.BaseDirectory.Replace("Microsoft.ML.Regularization.Tests", "StockScorer", StringComparison.Ordinal);

    private readonly DirectoryInfo work = Directory.CreateTempSubdirectory();

    /// <summary>Saves a model and a table and has the process score them. Fails where anything of this repository was at its hand.</summary>
    public StockProcess(MLContext ml, ITransformer model, IDataView table)
    {
        string[] ours = [.. Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)).Where(IsOurs)];
        Assert.IsEmpty(ours, $"StockScorer must stand on ML.NET alone, but beside it lie {string.Join(", ", ours)}.");
        string zip = Path.Combine(work.FullName, "model.zip"), rows = Path.Combine(work.FullName, "table.idv"), scores = Path.Combine(work.FullName, "scores.idv");
        ml.Model.Save(model, table.Schema, zip);
        using (FileStream file = File.Create(rows)) ml.Data.SaveAsBinary(table, file);
        string[] loaded = Run(zip, rows, scores);
        CollectionAssert.Contains(loaded, "Microsoft.ML.StandardTrainers");
        Assert.IsEmpty(loaded.Where(IsOurs));
        Scored = ml.Data.LoadFromBinary(scores);
    }

    /// <summary>The table with the columns that the process added.</summary>
    public IDataView Scored { get; }

    public void Dispose() => work.Delete(recursive: true);

    private static bool IsOurs(string name) => name.Contains("Regularization", StringComparison.OrdinalIgnoreCase);

    private static string[] Run(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(Folder, "StockScorer.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, error.Result);
        return output.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
