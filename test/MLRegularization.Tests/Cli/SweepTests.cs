using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MLRegularization.Tests.Cli;

/// <summary><c>mlreg sweep</c> from end to end.</summary>
[TestClass]
public sealed class SweepTests
{
    private static readonly string[] Networks = ["--model", "mlp", "--hidden", "6", "--epochs", "16", "--folds", "2", "--trials", "8", "--threads", "2", "--label", "y"];

    private static CliFolder With(string table)
    {
        CliFolder folder = new();
        folder.Write("t.csv", table);
        return folder;
    }

    /// <summary>The records of a journal in the order of trials, without their seconds.</summary>
    private static string Results(string file) => string.Join('\n', File.ReadLines(file).Skip(1).Select(l => JsonNode.Parse(l)!.AsObject()).Select(o =>
    {
        o.Remove("seconds");
        return o;
    }).OrderBy(o => (int)o["trial"]!).ThenBy(o => (int)o["rung"]!).Select(o => o.ToJsonString()));

    [TestMethod]
    public void Sweep_LinearModels_TableModelAndFiles()
    {
        using CliFolder folder = With(CliTables.Linear());
        CliResult result = folder.Run("sweep", "@t.csv", "--label", "y", "--folds", "5", "--trials", "8", "--study", "@s.jsonl", "--model-out", "@m.json", "--out", "@o.csv");
        Assert.AreEqual(0, result.Exit, result.Error);
        foreach (string expected in new[] { "Linear models for 'y' searched on 60 rows: 8 trials, each a whole path, on the same 5 folds.", "defaults: α 1", "Gain over defaults", "The best is trial ", "continues it", "Nadeau and Bengio" }) Assert.Contains(expected, result.Out);
        CollectionAssert.AreEqual(new[] { "m.json", "o.csv", "s.jsonl", "t.csv" }, folder.Files);
        string[] lines = File.ReadAllLines(folder.PathOf("o.csv"));
        Assert.AreEqual("trial,state,reached,mean,standardError,gain,gainError,p,alpha,lambda,lambdaRatio,nonZeros,seconds", lines[0]);
        Assert.HasCount(9, lines);
        Assert.AreEqual(0, folder.Run("predict", "@m.json", "@t.csv", "--out", "@p.csv").Exit);
    }

    [TestMethod]
    [DataRow("regression", "mse"), DataRow("binary", "deviance"), DataRow("count", "deviance")]
    public void SweepJson_EveryTask_TheBestIsTheLowestAndBeatsNoSingleFit(string task, string measure)
    {
        using CliFolder folder = With(task switch { "binary" => CliTables.Binary(["no", "yes"]), "count" => CliTables.Counts(), _ => CliTables.Linear() });
        JsonElement json = folder.Run("sweep", "@t.csv", "--label", "y", "--task", task, "--folds", "5", "--trials", "6", "--json").Json;
        Assert.AreEqual(measure, json.GetProperty("measure").GetString());
        JsonElement[] trials = [.. json.GetProperty("trials").EnumerateArray()];
        Assert.HasCount(6, trials);
        double best = trials[json.GetProperty("best").GetInt32()].GetProperty("mean").GetDouble();
        Assert.AreEqual(trials.Min(t => t.GetProperty("mean").GetDouble()), best);
        JsonElement fit = folder.Run("fit", "@t.csv", "--label", "y", "--task", task, "--folds", "5", "--json").Json;
        double single = fit.GetProperty("cv").GetProperty("mean").EnumerateArray().Min(v => v.GetDouble());
        Assert.IsLessThanOrEqualTo(single + (1e-9 * Math.Abs(single)), trials[0].GetProperty("mean").GetDouble());
        Assert.AreEqual(json.GetProperty("lambda").GetDouble(), trials[json.GetProperty("best").GetInt32()].GetProperty("lambda").GetDouble());
    }

    [TestMethod]
    public void Sweep_Networks_WordsStatesAndModel()
    {
        using CliFolder folder = With(CliTables.Binary(["no", "yes"]));
        CliResult result = folder.Run(["sweep", "@t.csv", .. Networks, "--dropout", "0.2", "--model-out", "@m.json", "--json"]);
        Assert.AreEqual(0, result.Exit, result.Error);
        JsonElement[] trials = [.. result.Json.GetProperty("trials").EnumerateArray()];
        Assert.HasCount(8, trials);
        Assert.AreEqual("complete", trials[0].GetProperty("state").GetString());
        Assert.Contains("weight decay 0.02", trials[0].GetProperty("setting").GetString()!);
        // What is given is not searched.
        Assert.IsFalse(trials.Any(t => t.GetProperty("parameters").TryGetProperty("dropout", out _)));
        Assert.Contains("pruned", trials.Select(t => t.GetProperty("state").GetString()));
        Assert.Contains("Dropout of 20 % of the hidden units", result.Json.GetProperty("regularization").GetString()!);
        Assert.AreEqual(0, folder.Run("predict", "@m.json", "@t.csv", "--out", "@p.csv").Exit);
    }

    [TestMethod]
    [DataRow(false), DataRow(true)]
    public void SweepReport_BothKinds_IsWrittenWithTheCommandAndWhatMatters(bool networks)
    {
        using CliFolder folder = With(CliTables.Binary(["no", "yes"]));
        CliResult result = folder.Run(["sweep", "@t.csv", .. networks ? Networks : ["--label", "y", "--folds", "4", "--trials", "6", "--measure", "auc"], "--report", "@r.html"]);
        Assert.AreEqual(0, result.Exit, result.Error);
        Assert.Contains("The report is ", result.Out);
        string html = File.ReadAllText(folder.PathOf("r.html"));
        foreach (string part in new[] { "<h1>y: a search of ", "Fitted to all rows: ", "mlreg sweep ", networks ? "<section id=\"rungs\"" : "<section id=\"strengths\"", networks ? "Deviance, less is better" : "AUC, more is better" }) Assert.Contains(part, html);
        Assert.Contains(networks ? "8 trials are too few to tell what matters" : "λ explains ", html);
        // Too few networks to tell, and nothing is said of them elsewhere.
        Assert.AreEqual(!networks, result.Out.Contains("λ explains ", StringComparison.Ordinal));
        CollectionAssert.AreEqual(new[] { "r.html", "t.csv" }, folder.Files);
        Assert.Contains("t.csv' is the file that is read", folder.Run("sweep", "@t.csv", "--label", "y", "--report", "@t.csv").Sentence);
        Assert.Contains("is written by another option too", folder.Run("sweep", "@t.csv", "--label", "y", "--report", "@a", "--out", "@a").Sentence);
    }

    [TestMethod]
    public void SweepJson_Importance_IsThereWhereItCanBeTold()
    {
        using CliFolder folder = With(CliTables.Linear());
        JsonElement importance = folder.Run("sweep", "@t.csv", "--label", "y", "--folds", "4", "--trials", "4", "--json").Json.GetProperty("importance");
        Assert.AreEqual(4, importance.GetProperty("trials").GetInt32());
        CollectionAssert.AreEquivalent(new[] { "lambdaRatio", "alpha" }, importance.GetProperty("knobs").EnumerateArray().Select(k => k.GetProperty("name").GetString()).ToArray());
        Assert.AreEqual(1, importance.GetProperty("knobs").EnumerateArray().Sum(k => k.GetProperty("share").GetDouble()), 1e-12);
        Assert.IsFalse(folder.Run("sweep", "@t.csv", "--label", "y", "--folds", "4", "--trials", "2", "--json").Json.TryGetProperty("importance", out _));
    }

    [TestMethod]
    public void Sweep_ContinuedWithMoreTrials_EndsAsIfAskedForAtOnce()
    {
        using CliFolder folder = With(CliTables.Linear());
        string[] Words(string study, string trials) => ["sweep", "@t.csv", "--label", "y", "--folds", "4", "--study", study, "--trials", trials];
        Assert.AreEqual(0, folder.Run(Words("@a.jsonl", "3")).Exit);
        CliResult more = folder.Run(Words("@a.jsonl", "9"));
        Assert.Contains("3 trials had ended in earlier sessions.", more.Out);
        Assert.AreEqual(0, folder.Run(Words("@b.jsonl", "9")).Exit);
        Assert.AreEqual(Results(folder.PathOf("b.jsonl")), Results(folder.PathOf("a.jsonl")));
    }

    [TestMethod]
    public void Sweep_KilledAndContinued_EndsAsIfItHadNotBeen()
    {
        using CliFolder folder = With(CliTables.Linear(rows: 200));
        string[] words = ["sweep", "@t.csv", .. Networks, "--parallel", "2", "--quiet"];
        Assert.AreEqual(0, folder.Run([.. words, "--study", "@whole.jsonl"]).Exit);
        string whole = folder.PathOf("whole.jsonl"), study = folder.PathOf("s.jsonl");
        // Killed when the journal has grown to some length, so at the same places on every machine, more or less.
        foreach (double share in new[] { 0.01, 0.5, 0.8 })
        {
            using Process process = Start(folder, [.. words, "--study", "@s.jsonl"]);
            while (!process.HasExited && (!File.Exists(study) || new FileInfo(study).Length < share * new FileInfo(whole).Length)) Thread.Sleep(1);
            process.Kill();
            process.WaitForExit();
        }
        CliResult last = folder.Run([.. words, "--study", "@s.jsonl"]);
        Assert.AreEqual(0, last.Exit, last.Error);
        Assert.AreEqual(Results(whole), Results(study));
        CollectionAssert.AreEqual(new[] { "s.jsonl", "t.csv", "whole.jsonl" }, folder.Files);
        Assert.IsFalse(Directory.Exists(study + ".checkpoints"));
    }

    [TestMethod]
    public void Sweep_CtrlC_SaysHowToContinueAndLeavesNoOtherFile()
    {
        using CliFolder folder = With(CliTables.Linear());
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(150));
        string sentence = folder.Run(stop.Token, ["sweep", "@t.csv", "--model", "mlp", "--epochs", "100000", "--label", "y", "--study", "@s.jsonl", "--model-out", "@m.json"]).Sentence;
        Assert.EndsWith("s.jsonl', and the same command continues it.", sentence);
        Assert.IsFalse(File.Exists(folder.PathOf("m.json")));
    }

    [TestMethod]
    public void Sweep_WhatCannotBe_IsRefusedInOneSentence()
    {
        using CliFolder folder = With(CliTables.Linear());
        string Refused(params string[] words) => folder.Run(["sweep", "@t.csv", "--label", "y", .. words]).Sentence;
        Assert.Contains("--time is 'soon'; give seconds, minutes or hours", Refused("--time", "soon"));
        Assert.Contains("--search-layers was given, which belongs to networks", Refused("--search-layers"));
        Assert.Contains("--alpha was given, which belongs to linear models", Refused("--model", "mlp", "--alpha", "0.5"));
        Assert.Contains("--dropout was given, which belongs to networks", Refused("--dropout", "0.5"));
        Assert.Contains("--select is 'bic'", Refused("--select", "bic"));
        Assert.Contains("--trials is '0'; give a whole number from 1", Refused("--trials", "0"));
        Assert.Contains("t.csv' is the file that is read", Refused("--study", "@t.csv"));
        folder.Write("other.txt", "not mine");
        Assert.Contains("is no study of this program", Refused("--study", "@other.txt"));
        Assert.AreEqual("not mine", File.ReadAllText(folder.PathOf("other.txt")));
        folder.Run("sweep", "@t.csv", "--label", "y", "--study", "@s.jsonl", "--trials", "2", "--folds", "3");
        Assert.Contains("was made on other data or folds", Refused("--study", "@s.jsonl", "--trials", "2", "--folds", "4"));
        CollectionAssert.AreEqual(new[] { "other.txt", "s.jsonl", "t.csv" }, folder.Files);
    }

    private static Process Start(CliFolder folder, string[] words)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "mlreg.dll"));
        foreach (string word in words) start.ArgumentList.Add(word.StartsWith('@') ? folder.PathOf(word[1..]) : word);
        return Process.Start(start)!;
    }
}
