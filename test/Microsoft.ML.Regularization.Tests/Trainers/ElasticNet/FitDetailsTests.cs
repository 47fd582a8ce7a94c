using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MLRegularization.Paths;

namespace Microsoft.ML.Regularization.Tests.Trainers.ElasticNet;

[TestClass]
public sealed class FitDetailsTests
{
    public static IEnumerable<object[]> Tasks => LinearTask.All.Select(t => new object[] { t });

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void ToString_OfWhatADebuggerShows_SaysWhatCounts(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        ElasticNetFitDetails details = task.Fit(ml, Views.Of(ml)).FitDetails();
        string lambda = details.Lambda.ToString("G5", System.Globalization.CultureInfo.InvariantCulture);
        StringAssert.Matches(details.ToString(), new($"^lambda {lambda}, alpha 1: \\d+ non-zero coefficients of 6 features, error on rows held out .+ ± .+, 300 rows, gap .+ \\(\\w+\\)$"));
        StringAssert.StartsWith(details.Point.ToString(), $"lambda {lambda}: {details.Point.NonZeros} non-zero coefficients, ");
        StringAssert.StartsWith(details.Path.ToString(), $"alpha 1: {details.Path.Points.Count} strengths from ");
        StringAssert.EndsWith(details.Curve!.ToString(), $" at lambda {lambda}");
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void ToDataView_HoldsThePath(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        ElasticNetFitDetails details = task.Fit(ml, Views.Of(ml)).FitDetails();
        IDataView view = details.ToDataView(ml);
        int outputs = task.Loss == LossKind.Multinomial ? 3 : 1, count = details.Path.Points.Count;
        string[] expected = ["Lambda", "IsChosen", "NonZeros", "ExplainedDeviance", "Gap", "MeanError", "StandardError", .. outputs > 1 ? new[] { "Class" } : [], "Intercept", "Coefficients"];
        CollectionAssert.AreEqual(expected, view.Schema.Select(c => c.Name).ToArray());
        VBuffer<ReadOnlyMemory<char>> slots = default;
        view.Schema["Coefficients"].GetSlotNames(ref slots);
        CollectionAssert.AreEqual(Views.Features, slots.DenseValues().Select(v => v.ToString()).ToArray());
        double[] lambdas = [.. view.GetColumn<double>("Lambda")], means = [.. view.GetColumn<double>("MeanError")], intercepts = [.. view.GetColumn<double>("Intercept")], errors = [.. view.GetColumn<double>("StandardError")];
        bool[] chosen = [.. view.GetColumn<bool>("IsChosen")];
        double[][] coefficients = [.. view.GetColumn<double[]>("Coefficients")];
        Assert.HasCount(count * outputs, lambdas);
        if (outputs > 1) CollectionAssert.AreEqual(Enumerable.Repeat(Views.Classes, count).SelectMany(c => c).ToArray(), view.GetColumn<string>("Class").ToArray());
        for (int i = 0; i < lambdas.Length; i++)
        {
            PathPoint point = details.Path.Points[i / outputs];
            Assert.AreEqual(point.Lambda, lambdas[i]);
            Assert.AreEqual(i / outputs == details.Index, chosen[i]);
            Assert.AreEqual(details.Curve!.MeanError[i / outputs], means[i]);
            Assert.AreEqual(details.Curve!.StandardError[i / outputs], errors[i]);
            Assert.AreEqual(point.Intercepts[i % outputs], intercepts[i]);
            for (int j = 0; j < 6; j++) Assert.AreEqual(point[(i % outputs * 6) + j], coefficients[i][j]);
        }
    }

    [TestMethod]
    public void ToDataView_WithoutCrossValidation_HasNoErrors()
    {
        MLContext ml = new(seed: 1);
        IDataView view = ml.Regression.Trainers.Ridge(lambda: 0.5).Fit(Views.Of(ml)).FitDetails().ToDataView(ml);
        Assert.IsTrue(double.IsNaN(view.GetColumn<double>("MeanError").Single()) && double.IsNaN(view.GetColumn<double>("StandardError").Single()));
        ElasticNetFitDetails details = ml.Regression.Trainers.Lasso().Fit(Views.Of(ml), Views.Of(ml, 100, seed: 2)).FitDetails();
        CollectionAssert.AreEqual(details.ValidationErrors!.ToArray(), details.ToDataView(ml).GetColumn<double>("MeanError").ToArray());
    }

    [TestMethod]
    public void FitDetails_OfALoadedModel_SaysWhy()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Views.Of(ml);
        using MemoryStream file = new();
        ml.Model.Save(ml.Regression.Trainers.Lasso(lambda: 0.1).Fit(data), data.Schema, file);
        file.Position = 0;
        ITransformer loaded = ml.Model.Load(file, out _);
        InvalidOperationException fault = Assert.ThrowsExactly<InvalidOperationException>(() => ((ISingleFeaturePredictionTransformer<object>)loaded).FitDetails());
        StringAssert.Contains(fault.Message, "right after Fit");
    }
}
