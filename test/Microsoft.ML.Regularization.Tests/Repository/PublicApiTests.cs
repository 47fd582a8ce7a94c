using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Tests.Repository;

namespace Microsoft.ML.Regularization.Tests.Repository;

/// <summary>What users of the ML.NET trainers may call is written down, so that it changes on purpose only.</summary>
[TestClass]
public class PublicApiTests
{
    [TestMethod]
    public void PublicSurface_IsAsWrittenDown() => ApiText.AssertAsWrittenDown(typeof(ElasticNetOptions).Assembly, "Microsoft.ML.Regularization.Tests");
}
