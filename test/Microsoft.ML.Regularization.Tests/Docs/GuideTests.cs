using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Matrices;
using MLRegularization.Samples;
using MLRegularization.Tests.Repository;

namespace Microsoft.ML.Regularization.Tests.Docs;

/// <summary>Members that the guides name are there.</summary>
[TestClass]
public partial class GuideTests
{
    [TestMethod]
    [DataRow("quickstart-mlnet.md", 10), DataRow("quickstart-python-r.md", 50)]
    public void Members_NamedInAGuide_Exist(string page, int atLeast)
    {
        Type[] types = [.. new[] { typeof(ElasticNetOptions), typeof(TrainingSet), typeof(DataFile), typeof(TextLoader) }.SelectMany(t => t.Assembly.GetExportedTypes())];
        string text = CodeBlock().Replace(RepositoryFiles.Text("docs", "guide", page), "");
        (string Type, string Member)[] named = [.. InlineCode().Matches(text).SelectMany(m => TypeAndMember().Matches(m.Value)).Select(m => (m.Groups[1].Value, m.Groups[2].Value))];
        Assert.IsGreaterThanOrEqualTo(atLeast, named.Length);
        foreach ((string type, string member) in named)
            Assert.IsTrue(types.Any(t => t.Name == type && Has(t, member)), $"{page} names {type}.{member}, which is not there.");
        foreach (string made in InlineCode().Matches(text).SelectMany(m => Made().Matches(m.Value)).Select(m => m.Groups[1].Value).Where(n => n != nameof(MLContext)))
            Assert.IsTrue(types.Any(t => t.Name == made), $"{page} says new {made}, which is not there.");
    }

    private static bool Has(Type type, string member)
        => type.GetMember(member, BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy).Length > 0;

    [GeneratedRegex("```.*?```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"(?<![\w.])(?!Microsoft|MLRegularization)([A-Z]\w+)\.([A-Z]\w+)(?![\w.])")]
    private static partial Regex TypeAndMember();

    [GeneratedRegex(@"new (\w+)\(")]
    private static partial Regex Made();
}
