using System.Text.RegularExpressions;
using MLRegularization.Tests.Repository;

namespace Microsoft.ML.Regularization.AutoML.Tests.Repository;

/// <summary>The rules of docs/architecture.md for the tuning side that a machine can keep.</summary>
[TestClass]
public partial class HouseRulesTests
{
    private const string Source = "src/Microsoft.ML.Regularization.AutoML";

    [TestMethod]
    public void Trainers_SpeakToTheHostAndToNoConsole()
        => AssertNone(RepositoryFiles.Sources(Source), ConsoleUse());

    [TestMethod]
    public void ClosedDoors_OfMLNet_AreOpenedByTheTrainersAlone()
        => AssertNone(RepositoryFiles.Sources(Source), Opener());

    private static void AssertNone(IEnumerable<string> files, Regex forbidden)
    {
        string[] wrong = [.. files.Where(f => forbidden.IsMatch(File.ReadAllText(f))).Select(f => Path.GetRelativePath(RepositoryFiles.Root, f))];
        Assert.IsEmpty(wrong, string.Join(", ", wrong));
    }

    [GeneratedRegex(@"\bConsole\.")]
    private static partial Regex ConsoleUse();

    [GeneratedRegex(@"UnsafeAccessor|BindingFlags|GetType\(""")]
    private static partial Regex Opener();
}
