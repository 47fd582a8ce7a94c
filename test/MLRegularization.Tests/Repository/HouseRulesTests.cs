using System.Text.RegularExpressions;

namespace MLRegularization.Tests.Repository;

/// <summary>The rules of docs/architecture.md that a machine can keep.</summary>
[TestClass]
public partial class HouseRulesTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Numerics"] = [],
        ["Matrices"] = ["Numerics"],
        ["Losses"] = ["Numerics"],
        ["Penalties"] = ["Numerics"],
        ["Solvers"] = ["Numerics", "Matrices", "Losses", "Penalties"],
        ["Preparation"] = ["Numerics", "Matrices", "Losses"],
        ["Diagnosis"] = ["Numerics", "Matrices", "Preparation"],
        ["Models"] = ["Numerics", "Matrices", "Losses", "Preparation", "Solvers", "Diagnosis"],
        ["Paths"] = ["Numerics", "Matrices", "Losses", "Penalties", "Solvers", "Preparation", "Diagnosis", "Models"],
        ["Comparisons"] = ["Numerics", "Matrices", "Losses", "Preparation", "Solvers", "Models", "Paths", "Networks"],
        ["Networks"] = ["Numerics", "Matrices", "Losses", "Preparation", "Diagnosis", "Models"],
        ["Tuning"] = ["Numerics", "Matrices", "Losses", "Solvers", "Preparation", "Models", "Paths", "Comparisons", "Networks"],
    };

    [TestMethod]
    public void Engine_UsingLines_PointDownTheTree()
    {
        List<string> wrong = [];
        foreach (string file in RepositoryFiles.Sources("src/MLRegularization"))
        {
            string folder = Path.GetRelativePath(Path.Combine(RepositoryFiles.Root, "src/MLRegularization"), file).Split(Path.DirectorySeparatorChar)[0];
            foreach (Match match in EngineUsing().Matches(File.ReadAllText(file)))
            {
                string used = match.Groups[1].Value;
                if (used != folder && !Allowed[folder].Contains(used)) wrong.Add($"{folder}/{Path.GetFileName(file)} uses {used}");
            }
        }
        Assert.IsEmpty(wrong, string.Join("\n", wrong));
    }

    [TestMethod]
    public void Engine_NamesNoFrameworkAndNoConsole()
    {
        foreach (string file in RepositoryFiles.Sources("src/MLRegularization"))
            Assert.IsFalse(Foreign().IsMatch(File.ReadAllText(file)), file);
    }

    [TestMethod]
    public void EveryFile_IsShort()
    {
        List<string> lengths = [.. RepositoryFiles.Sources("src").Concat(RepositoryFiles.Sources("test")).Where(f => File.ReadLines(f).Count() > 400).Select(f => Path.GetFileName(f))];
        Assert.IsEmpty(lengths, string.Join(", ", lengths));
    }

    [GeneratedRegex(@"^using MLRegularization\.(\w+)[.\w]*;", RegexOptions.Multiline)]
    private static partial Regex EngineUsing();

    [GeneratedRegex(@"Microsoft\.ML|System\.Console|Spectre|CsvHelper")]
    private static partial Regex Foreign();
}
