using System.Reflection;
using System.Text.RegularExpressions;
using MLRegularization.Samples;
using MLRegularization.Tests.Cli;

namespace MLRegularization.Tests.Docs;

/// <summary>What the README shows is what the samples hold, and what both show happens.</summary>
[TestClass]
[DoNotParallelize]
public sealed partial class ReadmeTests
{
    private static readonly string Root = FindRoot();

    private static IEnumerable<Type> Samples =>
        typeof(Diabetes).Assembly.GetTypes().Where(t => t.GetMethod("Example", BindingFlags.Public | BindingFlags.Static) is not null).OrderBy(t => t.Name, StringComparer.Ordinal);

    public static IEnumerable<object[]> SampleNames => Samples.Select(t => new object[] { t.Name });

    [TestMethod]
    public void CSharpBlocks_OfTheReadme_AreTheRegionsOfTheSamples()
    {
        string[] blocks = [.. Blocks("csharp")];
        string[] regions = [.. Samples.Select(t => Region(t.Name))];
        Assert.IsNotEmpty(blocks);
        foreach (string block in blocks) Assert.Contains(block, regions, "This block of README.md is no region of src/Samples:\n" + block);
        foreach (string region in regions) Assert.Contains(region, blocks, "This region of src/Samples is not in README.md:\n" + region);
    }

    [TestMethod]
    [DynamicData(nameof(SampleNames))]
    public void Example_OfASample_PrintsItsLastComment(string name)
    {
        string[] lines = Region(name).Split('\n');
        int code = Array.FindLastIndex(lines, l => !l.StartsWith("// ", StringComparison.Ordinal));
        string expected = string.Join('\n', lines[(code + 1)..].Select(l => l[3..]));
        Assert.AreNotEqual("", expected);

        TextWriter before = Console.Out;
        using StringWriter printed = new() { NewLine = "\n" };
        Console.SetOut(printed);
        try
        {
            Samples.Single(t => t.Name == name).GetMethod("Example")!.CreateDelegate<Action>()();
        }
        finally
        {
            Console.SetOut(before);
        }
        Assert.AreEqual(expected, printed.ToString().TrimEnd('\n'));
    }

    [TestMethod]
    public void ShellLines_OfTheReadme_RunInOrder()
    {
        string[] commands = [.. Blocks("shell").SelectMany(b => b.Split('\n')).Where(l => l.StartsWith("mlreg ", StringComparison.Ordinal))];
        foreach (string verb in (string[])["fit", "compare", "sweep", "path", "predict", "evaluate", "inspect", "geometry"])
            Assert.IsTrue(commands.Any(c => c.StartsWith($"mlreg {verb} ", StringComparison.Ordinal)), $"README.md shows no mlreg {verb}.");
        using CliFolder folder = new();
        foreach (string command in commands)
        {
            CliResult result = folder.Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..].Select(InFolder)]);
            Assert.AreEqual(0, result.Exit, $"{command}\n{result.Error}");
        }
        CollectionAssert.AreEqual(new[] { "comparison.html", "diabetes.mlreg", "diabetes.onnx", "flowers.html", "geometry.svg", "network.html", "path.csv", "predictions.csv", "report.html", "sweep.jsonl", "tumours.html" }, folder.Files);
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

    private static IEnumerable<string> Blocks(string language) =>
        Regex.Matches(Text("README.md"), $"```{language}\n(.*?)\n```", RegexOptions.Singleline).Select(m => m.Groups[1].Value);

    private static string Region(string name)
    {
        Match region = Regex.Match(Text("src", "Samples", name + ".cs"), $"#region {name}\n(.*?)\n *#endregion", RegexOptions.Singleline);
        Assert.IsTrue(region.Success, $"src/Samples/{name}.cs has no region {name}.");
        string[] lines = region.Groups[1].Value.Split('\n');
        int indent = lines.Where(l => l.Length > 0).Min(l => l.Length - l.TrimStart().Length);
        return string.Join('\n', lines.Select(l => l.Length == 0 ? l : l[indent..]));
    }

    private static string Text(params string[] parts) => File.ReadAllText(Path.Combine([Root, .. parts])).ReplaceLineEndings("\n");

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MLRegularization.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("MLRegularization.sln is in no folder above the tests.");
    }

    [GeneratedRegex(@"\]\((?!https?:|#)([^)#\s]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\.(mlreg|onnx|html|csv|svg|jsonl)$")]
    private static partial Regex FileWord();
}
