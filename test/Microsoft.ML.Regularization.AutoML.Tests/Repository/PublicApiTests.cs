using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Tests.Repository;

namespace Microsoft.ML.Regularization.AutoML.Tests.Repository;

/// <summary>What users of tuning and comparison may call is written down, so that it changes on purpose only.</summary>
[TestClass]
public class PublicApiTests
{
    [TestMethod]
    public void PublicSurface_IsAsWrittenDown() => ApiText.AssertAsWrittenDown(typeof(ElasticNetSweepOptions).Assembly, "Microsoft.ML.Regularization.AutoML.Tests");
}
