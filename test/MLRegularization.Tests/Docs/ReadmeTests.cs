using System.Text.RegularExpressions;
using MLRegularization.Samples;
using MLRegularization.Tests.Cli;
using MLRegularization.Tests.Repository;

namespace MLRegularization.Tests.Docs;

/// <summary>What the README and the guides show is what the samples hold, and what both show happens. Examples of trainers for ML.NET run in their own tests.</summary>
[TestClass]
[DoNotParallelize]
public sealed partial class ReadmeTests
{
    private static readonly string Root = RepositoryFiles.Root;

    private static IEnumerable<Type> Samples => SampleText.Of(typeof(Diabetes).Assembly).Where(t => t.Namespace == typeof(Diabetes).Namespace);

    public static IEnumerable<object[]> SampleNames => Samples.Select(t => new object[] { t.Name });

    [TestMethod]
    public void CSharpBlocks_OfThePages_AreRegionsOfTheSamples()
    {
        string[] pages = ["README.md", .. Directory.GetFiles(Path.Combine(Root, "docs", "guide"), "*.md").Select(f => Path.GetRelativePath(Root, f))];
        HashSet<string> regions = [.. SampleText.AllRegions()], shown = [];
        foreach (string page in pages)
            foreach (string block in SampleText.Blocks(page, "csharp"))
            {
                Assert.Contains(block, regions, $"This block of {page} is no region of src/Samples:\n{block}");
                shown.Add(block);
            }
        foreach (Type sample in Samples) Assert.Contains(SampleText.Region(sample), shown, $"The region of {sample.Name} is on no page.");
    }

    [TestMethod]
    [DynamicData(nameof(SampleNames))]
    public void Example_OfASample_PrintsItsLastComment(string name) => SampleText.AssertPrintsItsLastComment(Samples.Single(t => t.Name == name));

    [TestMethod]
    public void ShellLines_OfTheReadme_RunInOrder()
    {
        string[] commands = [.. SampleText.Blocks("README.md", "shell").SelectMany(b => b.Split('\n')).Where(l => l.StartsWith("mlreg ", StringComparison.Ordinal))];
        foreach (string verb in (string[])["fit", "compare", "sweep", "path", "predict", "evaluate", "inspect", "geometry"])
            Assert.IsTrue(commands.Any(c => c.StartsWith($"mlreg {verb} ", StringComparison.Ordinal)), $"README.md shows no mlreg {verb}.");
        using CliFolder folder = new();
        foreach (string command in commands)
        {
            CliResult result = folder.Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..].Select(InFolder)]);
            Assert.AreEqual(0, result.Exit, $"{command}\n{result.Error}");
        }
        CollectionAssert.AreEqual(new[] { "comparison.html", "diabetes.mlreg", "diabetes.onnx", "flowers.html", "geometry.svg", "network.html", "path.csv", "predictions.csv", "report.html", "sweep.html", "sweep.jsonl", "tumours.html" }, folder.Files);
    }

    [TestMethod]
    public void Links_OfAllPages_LeadToFiles()
    {
        string[] pages = [.. Directory.GetFiles(Root, "*.md"), .. Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)];
        foreach (string page in pages)
            foreach (Match link in Link().Matches(File.ReadAllText(page)))
            {
                string target = Path.Combine(Path.GetDirectoryName(page)!, link.Groups[1].Value);
                Assert.IsTrue(File.Exists(target) || Directory.Exists(target), $"{Path.GetRelativePath(Root, page)} links to {link.Groups[1].Value}, which is not there.");
            }
    }

    // Tables are the repository's, every other file is the folder's own.
    private static string InFolder(string word) =>
        word.StartsWith("data/", StringComparison.Ordinal) ? Path.Combine(Root, word)
        : word.StartsWith("--", StringComparison.Ordinal) || !FileWord().IsMatch(word) ? word
        : "@" + word;

    [GeneratedRegex(@"\]\((?!https?:|#)([^)#\s]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\.(mlreg|onnx|html|csv|svg|jsonl)$")]
    private static partial Regex FileWord();
}
