using System.Reflection;
using MLRegularization.Samples.MLNet;
using MLRegularization.Tests.Docs;

namespace Microsoft.ML.Regularization.Tests.Docs;

/// <summary>Every trainer has examples, and they print what they say they print.</summary>
[TestClass]
[DoNotParallelize]
public class SampleTests
{
    private static IEnumerable<Type> Samples => SampleText.Of(typeof(Catalog).Assembly).Where(t => t.Namespace!.StartsWith(typeof(Catalog).Namespace!, StringComparison.Ordinal));

    public static IEnumerable<object[]> SampleNames => Samples.Select(t => new object[] { NameOf(t) });

    [TestMethod]
    [DynamicData(nameof(SampleNames))]
    public void Example_OfASample_PrintsItsLastComment(string name) => SampleText.AssertPrintsItsLastComment(Samples.Single(t => NameOf(t) == name));

    [TestMethod]
    public void Examples_OfTheProgram_AreAllThereAre()
        => CollectionAssert.AreEquivalent(Samples.Select(NameOf).ToArray(), Catalog.Examples.Select(e => e.Name).ToArray());

    [TestMethod]
    public void Trainers_OfEveryCatalog_HaveAnExampleWithAndWithoutOptions()
    {
        IEnumerable<string> wanted = typeof(RegularizationCatalog).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(m => m.GetParameters() is [{ ParameterType: { DeclaringType: { } catalog } }, ..] && catalog.Name.EndsWith("Catalog", StringComparison.Ordinal))
            .Select(m => $"{m.GetParameters()[0].ParameterType.DeclaringType!.Name[..^"Catalog".Length]}.{m.Name}").Distinct().SelectMany(n => new[] { n, n + "WithOptions" });
        CollectionAssert.AreEquivalent(wanted.ToArray(), Samples.Select(NameOf).Where(n => n.Contains('.', StringComparison.Ordinal)).ToArray());
    }

    private static string NameOf(Type sample) => sample.FullName![(typeof(Catalog).Namespace!.Length + 1)..];
}
