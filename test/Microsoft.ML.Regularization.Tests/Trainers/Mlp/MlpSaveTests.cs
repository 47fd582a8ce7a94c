using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Preparation;

namespace Microsoft.ML.Regularization.Tests.Trainers.Mlp;

[TestClass]
public class MlpSaveTests
{
    [TestMethod]
    [DataRow(NetworkTask.Regression)]
    [DataRow(NetworkTask.Binary)]
    [DataRow(NetworkTask.Multiclass)]
    public void Save_LoadedAgain_HasSameColumnsAndScores(NetworkTask task)
    {
        MLContext ml = new(seed: 1);
        IDataView data = Tables.View(ml);
        ITransformer model = MlpSamples.Trainer(ml, task).Fit(data);
        using MemoryStream file = new();
        ml.Model.Save(model, data.Schema, file);
        file.Position = 0;
        ITransformer loaded = new MLContext().Model.Load(file, out _);
        IDataView before = model.Transform(data), after = loaded.Transform(data);
        CollectionAssert.AreEqual(Describe(before.Schema), Describe(after.Schema));
        AssertSame(MlpSamples.Scores(before), MlpSamples.Scores(after));
        if (task == NetworkTask.Binary) AssertSame([.. before.GetColumn<float>("Probability")], [.. after.GetColumn<float>("Probability")]);
        if (task == NetworkTask.Binary) CollectionAssert.AreEqual(before.GetColumn<bool>("PredictedLabel").ToArray(), after.GetColumn<bool>("PredictedLabel").ToArray());
        if (task == NetworkTask.Multiclass) CollectionAssert.AreEqual(before.GetColumn<uint>("PredictedLabel").ToArray(), after.GetColumn<uint>("PredictedLabel").ToArray());
        Type[] foreign = [.. Flat(loaded).Select(t => t.GetType()).Where(t => !t.Assembly.GetName().Name!.StartsWith("Microsoft.ML", StringComparison.Ordinal) || t.Assembly == typeof(MlpPredictionTransformer).Assembly)];
        Assert.AreEqual(0, foreign.Length, string.Join(", ", foreign.Select(t => t.FullName)));
    }

    [TestMethod]
    [DataRow(Activation.Identity)]
    [DataRow(Activation.Relu)]
    [DataRow(Activation.LeakyRelu)]
    [DataRow(Activation.Selu)]
    [DataRow(Activation.Mish)]
    [DataRow(Activation.Silu)]
    [DataRow(Activation.Gelu)]
    [DataRow(Activation.Tanh)]
    [DataRow(Activation.Sigmoid)]
    public void Save_OfAnyActivation_ScoresTheSame(Activation activation)
        => AssertRoundTrip(NetworkTask.Regression, o => (o.HiddenLayers, o.Network) = (null, NetworkSpec.Of(activation, 9, 5)));

    [TestMethod]
    public void Save_OfBatchNormLayerNormSkipsAndInputScales_ScoresTheSame()
        => AssertRoundTrip(NetworkTask.Multiclass, o =>
        {
            o.HiddenLayers = null;
            o.Network = NetworkSpec.Of(Activation.Gelu, 6, 6, 9, 1) with
            {
                Regularization = [new InputScaling(6), new BatchNorm { Layers = [1] }, new LayerNorm { Layers = [2, 3] }, new SkipConnections(), new StochasticDepth(0.1), new Dropout(0.1)],
            };
        });

    [TestMethod]
    [DataRow(ScalingKind.None, false)]
    [DataRow(ScalingKind.None, true)]
    [DataRow(ScalingKind.Standard, false)]
    [DataRow(ScalingKind.Robust, false)]
    public void Save_OfAnyScaling_ScoresTheSame(ScalingKind scaling, bool clip)
    {
        AssertRoundTrip(NetworkTask.Binary, o => o.Inputs = new NetworkInputOptions { Scaling = scaling, SmoothClip = clip });
        AssertRoundTrip(NetworkTask.Multiclass, o => (o.Inputs, o.HiddenLayers) = (new NetworkInputOptions { Scaling = scaling, SmoothClip = clip }, []));
        AssertRoundTrip(NetworkTask.Regression, o => (o.Inputs, o.ScaleLabel, o.HiddenLayers, o.Regularization) =
            (new NetworkInputOptions { Scaling = scaling, SmoothClip = clip }, false, [6], [new SkipConnections()]));
    }

    [TestMethod]
    [DataRow(NetworkTask.Regression)]
    [DataRow(NetworkTask.Binary)]
    [DataRow(NetworkTask.Multiclass)]
    public void Save_OfActivatedOutputs_ScoresTheSame(NetworkTask task)
        => AssertRoundTrip(task, o => (o.HiddenLayers, o.Network) = (null, NetworkSpec.Of(Activation.Tanh, 4) with { OutputActivation = Activation.Sigmoid }));

    [TestMethod]
    public void Save_OfTheTransformerAlone_LoadsAsOneStep()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Tables.View(ml);
        MlpPredictionTransformer model = ml.Regression.Trainers.RegularizedMlp(MlpSamples.Options()).Fit(data);
        using MemoryStream file = new();
        ml.Model.Save(model, data.Schema, file);
        file.Position = 0;
        AssertSame(MlpSamples.Scores(model.Transform(data)), MlpSamples.Scores(new MLContext().Model.Load(file, out _).Transform(data)));
    }

    [TestMethod]
    public void Save_OfFeaturesFarFromZero_ScoresTheSame()
    {
        MLContext ml = new(seed: 1);
        Tables.Row[] rows = Tables.Rows(200);
        foreach (Tables.Row row in rows) (row.Features[0], row.Features[3]) = (100_000 + row.Features[0], 7);
        IDataView data = ml.Data.LoadFromEnumerable(rows);
        MlpPredictionTransformer model = ml.Regression.Trainers.RegularizedMlp(MlpSamples.Options()).Fit(data);
        AssertSame(MlpSamples.Scores(model.Transform(data)), MlpSamples.Scores(model.Compile().Transform(data)));
    }

    [TestMethod]
    public void Save_OfManyFeaturesMostlyZero_ScoresTheSameWithoutStoringSquares()
    {
        MLContext ml = new(seed: 1);
        const int Width = 20_000;
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Words));
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Width);
        IDataView data = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new Words { Label = i % 7, Features = new VBuffer<float>(Width, 2, [1, 2], [i % 7, 100 + (31 * i % 5000)]) }), definition);
        MlpPredictionTransformer model = ml.Regression.Trainers.RegularizedMlp(MlpSamples.Options(change: o => (o.HiddenLayers, o.NumberOfEpochs) = ([4], 3))).Fit(data);
        float[] compiled = MlpSamples.Scores(model.Compile().Transform(data));
        Assert.IsTrue(GC.GetTotalMemory(forceFullCollection: true) < 400_000_000);
        AssertSame(MlpSamples.Scores(model.Transform(data)), compiled);
    }

    [TestMethod]
    public void Save_OfTwoNetworksInOneChain_ScoresTheSame()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Tables.View(ml);
        var chain = ml.Regression.Trainers.RegularizedMlp(MlpSamples.Options()).Append(ml.Transforms.Concatenate("Score", "Score"))
            .Append(ml.BinaryClassification.Trainers.RegularizedMlp(MlpSamples.Options("IsLarge", o => (o.FeatureColumnName, o.HiddenLayers, o.Regularization) = ("Score", [1], [new SkipConnections()]))));
        ITransformer model = chain.Fit(data);
        using MemoryStream file = new();
        ml.Model.Save(model, data.Schema, file);
        file.Position = 0;
        IDataView loaded = new MLContext().Model.Load(file, out _).Transform(data);
        AssertSame(MlpSamples.Scores(model.Transform(data)), MlpSamples.Scores(loaded));
        Assert.IsFalse(loaded.Schema.Any(c => c.Name.StartsWith("RegularizedMlp", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Save_NamesNothingOfOurs()
    {
        using MemoryStream file = new();
        MlpSamples.Save(NetworkTask.Binary, file);
        using System.IO.Compression.ZipArchive zip = new(file);
        foreach (System.IO.Compression.ZipArchiveEntry entry in zip.Entries)
        {
            using MemoryStream bytes = new();
            using (Stream stream = entry.Open()) stream.CopyTo(bytes);
            byte[] all = bytes.ToArray();
            foreach (string text in new[] { System.Text.Encoding.UTF8.GetString(all), System.Text.Encoding.Unicode.GetString(all), System.Text.Encoding.Unicode.GetString(all.AsSpan(1)) })
                Assert.IsFalse(text.Contains("Microsoft.ML.Regularization", StringComparison.Ordinal) || text.Contains("MLRegularization", StringComparison.Ordinal), entry.FullName);
        }
    }

    [TestMethod]
    public void Save_OfMissingFeatures_ScoresNaNBeforeAndAfter()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Tables.View(ml);
        MlpPredictionTransformer model = ml.Regression.Trainers.RegularizedMlp(MlpSamples.Options(change: o => (o.HiddenLayers, o.Network) = (null, NetworkSpec.Of(Activation.Relu, 6)))).Fit(data);
        Tables.Row[] rows = Tables.Rows(3);
        rows[1].Features[2] = float.NaN;
        IDataView holes = ml.Data.LoadFromEnumerable(rows);
        CollectionAssert.AreEqual(new[] { false, true, false }, MlpSamples.Scores(model.Transform(holes)).Select(float.IsNaN).ToArray());
        CollectionAssert.AreEqual(new[] { false, true, false }, MlpSamples.Scores(model.Compile().Transform(holes)).Select(float.IsNaN).ToArray());
    }

    [TestMethod]
    public void Save_OfSeveralClasses_NamesThemAfterLoading()
    {
        using MemoryStream file = new();
        MlpSamples.Save(NetworkTask.Multiclass, file);
        file.Position = 0;
        MLContext ml = new();
        ITransformer loaded = ml.Model.Load(file, out _);
        IDataView scored = loaded.Transform(Tables.View(ml));
        IDataView named = ml.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel").Fit(scored).Transform(scored);
        CollectionAssert.IsSubsetOf(named.GetColumn<string>("Name").Distinct().ToArray(), new[] { "low", "middle", "high" });
        Assert.IsTrue(ml.MulticlassClassification.Evaluate(scored, "Key").MicroAccuracy > 0.5);
        using PredictionEngine<Tables.Row, Prediction> engine = ml.Model.CreatePredictionEngine<Tables.Row, Prediction>(loaded);
        AssertSame([.. scored.GetColumn<float[]>("Score").ElementAt(4)], engine.Predict(Tables.Rows(300)[4]).Score);
    }

    private static void AssertRoundTrip(NetworkTask task, Action<RegularizedMlpOptions> change)
    {
        using MemoryStream file = new();
        float[] scores = MlpSamples.Save(task, file, change);
        file.Position = 0;
        MLContext ml = new();
        AssertSame(scores, MlpSamples.Scores(ml.Model.Load(file, out _).Transform(Tables.View(ml))));
        Assert.IsTrue(scores.Max() > scores.Min());
    }

    private static void AssertSame(float[] expected, float[] actual)
    {
        Assert.AreEqual(expected.Length, actual.Length);
        double unit = Math.Max(1, expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i], actual[i], 1e-5 * unit, $"score {i}");
    }

    private static string[] Describe(DataViewSchema schema)
        => [.. schema.Where(c => !c.IsHidden).Select(c => $"{c.Name}: {c.Type}; {string.Join(", ", c.Annotations.Schema.Select(a => $"{a.Name} {a.Type}").Order())}"), $"{schema.Count(c => c.IsHidden)} hidden"];

    private static IEnumerable<ITransformer> Flat(ITransformer transformer)
        => transformer is IEnumerable<ITransformer> chain ? chain.SelectMany(Flat) : [transformer];

    private sealed class Words
    {
        public float Label { get; set; }
        public VBuffer<float> Features { get; set; }
    }

    private sealed class Prediction
    {
        public float[] Score { get; set; } = [];
    }
}
