using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Microsoft.ML.Regularization.AutoML.Tests.Tuning;

/// <summary>Studies that are killed or cancelled, wherever they are, and continued end as one that ran through.</summary>
[TestClass]
public sealed class InterruptedStudyTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory.Replace("Microsoft.ML.Regularization.AutoML.Tests", "TuningProcess", StringComparison.Ordinal), "TuningProcess.dll");

    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow(false, 6)]
    [DataRow(true, 3)]
    public void Tune_KilledAndContinued_EndsAsIfItHadNotBeen(bool isNetwork, int kills)
    {
        using Folder folder = new();
        string whole = SmallStudy.Run(isNetwork, folder.Whole);
        long length = new FileInfo(folder.Whole).Length;
        // More of them, and elsewhere, by hand.
        int seed = int.TryParse(Environment.GetEnvironmentVariable("MLREGULARIZATION_KILL_SEED"), out int given) ? given : 1;
        if (int.TryParse(Environment.GetEnvironmentVariable("MLREGULARIZATION_KILLS"), out int asked)) kills = asked;
#pragma warning disable CA5394 // tests draw from a seed
        Random random = new(seed);
        int killed = 0;
        for (int k = 0; k < kills; k++)
        {
            // When the journal has grown to some length and a little later, so somewhere in each of so many parts of the search.
            long until = (long)(length * (k + random.NextDouble()) / kills);
            int later = random.Next(20);
            using Process process = Start(isNetwork, folder.Study);
            while (!process.HasExited && (!File.Exists(folder.Study) || new FileInfo(folder.Study).Length < until)) Thread.Sleep(1);
            process.WaitForExit(later);
            process.Kill();
            process.WaitForExit();
            if (process.ExitCode != 0) killed++;
        }
#pragma warning restore CA5394
        TestContext.WriteLine($"{killed} of {kills} were killed.");
        Assert.IsGreaterThan(0, killed);
        using Process last = Start(isNetwork, folder.Study);
        string said = last.StandardOutput.ReadToEnd();
        Assert.AreEqual(whole, said, last.StandardError.ReadToEnd());
        folder.AssertNothingTwice();
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Tune_CancelledAndContinued_EndsAsIfItHadNotBeen(bool isNetwork)
    {
        using Folder folder = new();
        int evaluations = 0;
        string whole = SmallStudy.Run(isNetwork, folder.Whole, () => Interlocked.Increment(ref evaluations));
#pragma warning disable CA5394 // tests draw from a seed
        Random random = new(1);
        int cancelled = 0;
        for (int k = 0; k < 20; k++)
        {
            using CancellationTokenSource stop = new();
            int left = random.Next(evaluations / 6);
            try
            {
                Assert.AreEqual(whole, SmallStudy.Run(isNetwork, folder.Study, () =>
                {
                    if (Interlocked.Decrement(ref left) < 0) stop.Cancel();
                }, stop.Token));
            }
            catch (OperationCanceledException)
            {
                cancelled++;
            }
        }
#pragma warning restore CA5394
        Assert.IsGreaterThan(5, cancelled);
        Assert.AreEqual(whole, SmallStudy.Run(isNetwork, folder.Study));
        folder.AssertNothingTwice();
    }

    private static Process Start(bool isNetwork, string study)
        => Process.Start(new ProcessStartInfo("dotnet", [Program, isNetwork ? "network" : "linear", study]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

        public string Whole => Path.Combine(folder.FullName, "whole.jsonl");

        public string Study => Path.Combine(folder.FullName, "study.jsonl");

        public void Dispose() => folder.Delete(recursive: true);

        /// <summary>The same records as of the study that ran through, each once, and no file beside them.</summary>
        public void AssertNothingTwice()
        {
            CollectionAssert.AreEqual(Records(Whole), Records(Study));
            CollectionAssert.AreEqual(new[] { "study.jsonl", "whole.jsonl" }, folder.GetFileSystemInfos().Select(f => f.Name).Order(StringComparer.Ordinal).ToArray());
        }

        private static string[] Records(string file) => [.. File.ReadLines(file).Skip(1).Select(l => JsonNode.Parse(l)!.AsObject()).Select(record =>
        {
            record.Remove("seconds");
            return record;
        }).OrderBy(r => (int)r["trial"]!).ThenBy(r => (int)r["rung"]!).Select(r => r.ToJsonString())];
    }
}
