using Microsoft.ML.Trainers.Regularization;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Microsoft.ML.Regularization.Tests.Trainers.ElasticNet;

/// <summary>A chosen strength serves labels of any unit.</summary>
[TestClass]
public sealed class RidgeGridTests
{
    [TestMethod]
    [DataRow(0.0, 1L << 26), DataRow(0.5, 1L << 26), DataRow(0.0, 1000L), DataRow(0.5, 1000L)]
    public void Fit_LabelInAnotherUnit_ExplainsAsMuch(double alpha, long held)
    {
        MLContext ml = new(seed: 1);
        foreach (float unit in new[] { 1, 1e3f, 1e6f })
        {
            IDataView data = Views.Of(ml, Views.Changed(300, (r, _) => r.Label *= unit));
            ElasticNetFitDetails details = ml.Regression.Trainers.ElasticNet(new ElasticNetOptions { Alpha = alpha, FoldCount = 5, MaximumHeldValues = held }).Fit(data).FitDetails();
            Assert.IsGreaterThan(0.91, details.Point.ExplainedDeviance, $"unit {unit}: {details}");
        }
    }
}
