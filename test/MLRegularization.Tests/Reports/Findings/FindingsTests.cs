using System.Xml.Linq;
using MLRegularization.Matrices;
using MLRegularization.Paths;
using MLRegularization.Reports;
using MLRegularization.Reports.Charts;
using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Tests.Reports.Findings;

[TestClass]
public sealed class FindingsTests
{
    [TestMethod]
    public void HeldOut_KnownErrors_GiveTextbookNumbers()
    {
        HeldOutErrors errors = new([1, 2, 3, 4], [1, 2, 3, 6], null);
        Assert.AreEqual(1, errors.RootMeanSquare, 1e-12);
        Assert.AreEqual(0.5, errors.MeanAbsolute, 1e-12);
        Assert.AreEqual(1 - 4.0 / 5, errors.RSquared, 1e-12);
        Assert.AreEqual(Math.Sqrt(1.25), errors.NullRootMeanSquare, 1e-12);
        Assert.AreEqual(-2, errors.Quantile(0), 0);
    }

    [TestMethod]
    public void HeldOut_Weights_AreRepeatedRows()
    {
        HeldOutErrors weighted = new([1, 2, 4, 9], [2, 2, 3, 5], [1, 3, 0, 2]), repeated = new([1, 2, 2, 2, 9, 9], [2, 2, 2, 2, 5, 5], null);
        Assert.AreEqual(repeated.RSquared, weighted.RSquared, 1e-12);
        Assert.AreEqual(repeated.RootMeanSquare, weighted.RootMeanSquare, 1e-12);
    }

    [TestMethod]
    public void HeldOut_RowsNeverHeldOut_AreLeftOut()
    {
        HeldOutErrors errors = new([1, 2, 3], [double.NaN, 2, 4], null);
        CollectionAssert.AreEqual(new[] { 1, 2 }, errors.Rows);
    }

    [TestMethod]
    public void HeldOut_HugeValues_DoNotOverflow()
    {
        HeldOutErrors errors = new([1e300, 2e300, 3e300], [1.5e300, 2e300, 2.5e300], null);
        Assert.AreEqual(1 - 0.5 / 2, errors.RSquared, 1e-12);
        Assert.IsTrue(double.IsFinite(errors.RootMeanSquare));
    }

    [TestMethod]
    public void HeldOut_ConstantLabel_HasNoRSquared() => Assert.IsTrue(double.IsNaN(new HeldOutErrors([5, 5, 5], [5, 5, 5], null).RSquared));

    [TestMethod]
    public void Deviations_Weighted_AreThoseOfRepeatedRows()
    {
        TrainingSet weighted = new(DenseColumns.FromColumns<double>([[1, 2, 7], [5, 5, 5], [1e300, -1e300, 0]]), [0, 0, 0], [1, 3, 2]);
        double[] deviations = FeatureDeviations.Of(weighted);
        double mean = (1 + 6 + 14) / 6.0, variance = (Math.Pow(1 - mean, 2) + 3 * Math.Pow(2 - mean, 2) + 2 * Math.Pow(7 - mean, 2)) / 6;
        Assert.AreEqual(Math.Sqrt(variance), deviations[0], 1e-12);
        Assert.AreEqual(0, deviations[1]);
        Assert.IsTrue(double.IsFinite(deviations[2]));
    }

    [TestMethod]
    public void Lines_ManyFeatures_AreLabelledThinOrBanded()
    {
        const int p = 400;
        double[] values = [.. Enumerable.Range(1, p).Select(j => (double)j)];
        RegularizationPath path = ReportInputs.Path([.. Enumerable.Range(0, p).Select(j => $"x{j}")], (2, [], []), (1, [.. Enumerable.Range(0, p)], values));
        PathLines lines = new(new Report(ReportInputs.Of(path, 1, [1, 2, 3])), 10);
        CollectionAssert.AreEqual(Enumerable.Range(390, 10).Reverse().ToArray(), lines.Labelled.Select(l => l.Column).ToArray());
        Assert.HasCount(PathLines.MostThin, lines.Thin);
        Assert.AreEqual(p - 10 - PathLines.MostThin, lines.Banded);
        Assert.AreEqual(p - 10 - PathLines.MostThin, lines.BandHigh[1]);
        Assert.AreEqual(0, lines.BandLow[1]);
    }

    [TestMethod]
    public void Scatter_ManyRows_AreThinnedWithBothExtremes()
    {
        double[] predicted = [.. Enumerable.Range(0, 30_000).Select(i => (i * 7919 % 30_000) / 3.0)];
        HeldOutErrors errors = new([.. predicted.Select(v => v + 1)], predicted, null);
        int[] drawn = PredictionScatter.Thin(errors);
        Assert.HasCount(PredictionScatter.Most, drawn.Distinct());
        Assert.Contains(Array.IndexOf(errors.Predicted, errors.Predicted.Min()), drawn);
        Assert.Contains(Array.IndexOf(errors.Predicted, errors.Predicted.Max()), drawn);
    }

    [TestMethod]
    [DataRow(7.5)]
    [DataRow(750_000)]
    [DataRow(-9_500_000)]
    public void Scatter_LongNumbers_StayInsideThePicture(double far)
    {
        double[] values = [0, far / 3, far / 2, far];
        XElement svg = XElement.Parse(PredictionScatter.Draw("price", new HeldOutErrors(values, values, null), null));
        XElement[] labels = [.. svg.Descendants().Where(e => e.Name.LocalName == "text" && (string?)e.Attribute("text-anchor") == "end")];
        Assert.IsNotEmpty(labels);
        foreach (XElement label in labels) Assert.IsGreaterThanOrEqualTo(0, (double)label.Attribute("x")! - TextMeasure.Width(label.Value, 13), label.Value);
    }
}
