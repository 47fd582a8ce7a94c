using System.Text.RegularExpressions;
using MLRegularization.Tests.Repository;

namespace Microsoft.ML.Regularization.Tests.Repository;

/// <summary>The rules of docs/architecture.md for the ML.NET side that a machine can keep.</summary>
[TestClass]
public partial class HouseRulesTests
{
    private const string Source = "src/Microsoft.ML.Regularization";

    [TestMethod]
    public void Trainers_SpeakToTheHostAndToNoConsole()
        => AssertNone(RepositoryFiles.Sources(Source), ConsoleUse());

    [TestMethod]
    public void Interop_StandsOnMLNetAlone()
        => AssertNone(RepositoryFiles.Sources(Source + "/Interop"), OwnUsing());

    [TestMethod]
    public void ClosedDoors_OutsideInterop_AreNotOpened()
        => AssertNone(RepositoryFiles.Sources(Source).Where(f => Path.GetFileName(Path.GetDirectoryName(f)) != "Interop"), Opener());

    private static void AssertNone(IEnumerable<string> files, Regex forbidden)
    {
        string[] wrong = [.. files.Where(f => forbidden.IsMatch(File.ReadAllText(f))).Select(f => Path.GetRelativePath(RepositoryFiles.Root, f))];
        Assert.IsEmpty(wrong, string.Join(", ", wrong));
    }

    [GeneratedRegex(@"\bConsole\.")]
    private static partial Regex ConsoleUse();

    [GeneratedRegex(@"^using (MLRegularization|Microsoft\.ML\.Trainers\.Regularization)", RegexOptions.Multiline)]
    private static partial Regex OwnUsing();

    [GeneratedRegex(@"UnsafeAccessor|BindingFlags|GetType\(""")]
    private static partial Regex Opener();
}
