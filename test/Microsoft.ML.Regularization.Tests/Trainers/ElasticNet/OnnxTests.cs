using Microsoft.ML.Data;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MLRegularization.Paths;
using MLRegularization.Tests.Models;

namespace Microsoft.ML.Regularization.Tests.Trainers.ElasticNet;

/// <summary>ConvertToOnnx of our models, and what ONNX Runtime makes of the files.</summary>
[TestClass]
public sealed class OnnxTests
{
    public static IEnumerable<object[]> Tasks => LinearTask.All.Select(t => new object[] { t });

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void ConvertToOnnx_InOnnxRuntime_ScoresTheSame(LinearTask task)
    {
        const int count = 50;
        MLContext ml = new(seed: 1);
        IDataView all = Views.Of(ml, 200), features = ml.Data.LoadFromEnumerable(Tables.Rows(1).Select(r => new Unlabelled { Features = r.Features }));
        ITransformer model = task.Fit(ml, all, o => o.Lambda = 0.01);
        using MemoryStream file = new();
        ml.Model.ConvertToOnnx(model, features, file);
        Assert.IsGreaterThan(100, file.Length);
        double[] x = [.. Tables.Rows(200).Take(count).SelectMany(r => r.Features).Select(v => (double)v)];
        Dictionary<string, OnnxTensor> outputs = OnnxRuntimeWeb.Run(file.ToArray(), new Dictionary<string, OnnxTensor> { ["Features"] = OnnxTensor.Of(x, 6, wide: false) });
        IDataView scored = model.Transform(all);
        float[] expected = Views.Scores(scored);
        double[] scores = outputs["Score.output"].Numbers;
        Assert.HasCount(task.Loss == LossKind.Multinomial ? 3 * count : count, scores);
        for (int i = 0; i < scores.Length; i++) Assert.AreEqual(expected[i], scores[i], 1e-4 * Math.Max(1, Math.Abs(expected[i])));
        if (task.Loss != LossKind.Logistic) return;
        float[] probabilities = [.. scored.GetColumn<float>("Probability").Take(count)];
        for (int i = 0; i < count; i++) Assert.AreEqual(probabilities[i], outputs["Probability.output"].Numbers[i], 1e-5);
    }

    [TestMethod]
    public void ConvertToOnnx_ClassesWithoutRows_HaveNoProbability()
    {
        MLContext ml = new(seed: 1);
        ITransformer model = ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy("Class", lambda: 0.01).Fit(Views.Of(ml, Tables.Rows(200), ["never", .. Views.Classes]));
        using MemoryStream file = new();
        ml.Model.ConvertToOnnx(model, ml.Data.LoadFromEnumerable(Tables.Rows(1).Select(r => new Unlabelled { Features = r.Features })), file);
        double[] scores = OnnxRuntimeWeb.Run(file.ToArray(), new Dictionary<string, OnnxTensor> { ["Features"] = OnnxTensor.Of([1, 2, 3, 4, 5, 6], 6, wide: false) })["Score.output"].Numbers;
        Assert.HasCount(4, scores);
        Assert.AreEqual(0, scores[0]);
        Assert.AreEqual(1, scores.Sum(), 1e-5);
    }

    // The file asks for every column of the view that it was made for.
    private sealed class Unlabelled
    {
        [VectorType(6)]
        public float[] Features { get; init; } = [];
    }
}
