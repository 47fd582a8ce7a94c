using MLRegularization.Matrices;
using MLRegularization.Reports;

namespace MLRegularization.Tests.Repository;

/// <summary>What users may call is written down, so that it changes on purpose only.</summary>
[TestClass]
public class PublicApiTests
{
    [TestMethod]
    [DataRow(typeof(TrainingSet)), DataRow(typeof(HtmlReport))]
    public void PublicSurface_IsAsWrittenDown(Type anyOfIt) => ApiText.AssertAsWrittenDown(anyOfIt.Assembly, "MLRegularization.Tests");
}
