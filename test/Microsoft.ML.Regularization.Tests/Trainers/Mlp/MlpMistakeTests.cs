using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MLRegularization.Matrices;
using MLRegularization.Networks;
using MLRegularization.Networks.Regularizers;

namespace Microsoft.ML.Regularization.Tests.Trainers.Mlp;

/// <summary>Mistakes that users make: one sentence each, which names the thing, its value, the limit and the remedy.</summary>
[TestClass]
public class MlpMistakeTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private static readonly Dictionary<string, Action<RegularizedMlpOptions>> WrongOptions = new()
    {
        ["Hidden layer 2 has 0 units; give from 1 to 65536, or leave the layer out."] = o => o.HiddenLayers = [16, 0],
        ["Dropout is 1; it must be from 0 to below 1: give the share of hidden units to drop."] = o => o.Dropout = 1,
        ["WeightDecay is -1; it must be 0 or more and finite: 0 leaves it out."] = o => o.WeightDecay = -1,
        ["L1 is NaN; it must be 0 or more and finite: 0 leaves it out."] = o => o.L1 = double.NaN,
        ["There is no preset 'best'; give one of realmlp-1, plain-1."] = o => o.Preset = "best",
        ["NumberOfEpochs is 0; give from 1 to 1000000."] = o => o.NumberOfEpochs = 0,
        ["BatchSize is -3; give from 1 to 1000000."] = o => o.BatchSize = -3,
        ["LearningRate is 0; it must be above 0 and finite."] = o => o.LearningRate = 0,
        ["ValidationShare is 1; it must be from 0 to below 1: 0.2 is usual."] = o => o.ValidationShare = 1,
        ["NumberOfThreads is 0; it must be at least 1, or null for all cores."] = o => o.NumberOfThreads = 0,
        ["Both SamplingKeyColumnName and TimeColumnName are given; the rows that choose the epoch follow either groups or time: give one."] = o => (o.SamplingKeyColumnName, o.TimeColumnName) = ("Group", "Label"),
        ["Both HiddenLayers and Network are given; Network has the hidden layers: give one of the two."] = o => o.Network = NetworkSpec.Of(MLRegularization.Models.Activation.Relu, 3),
        ["Both Regularization and L1 are given; Regularization is all that regularises: put L1 into it."] = o => (o.Regularization, o.L1) = ([new Dropout(0.1)], 0.1),
        ["ClassWeights are given to a regression, which has no classes; leave them out."] = o => o.ClassWeights = ClassWeights.Balanced,
        ["Metric is Error, the share of wrong classes, and a regression has none; choose Loss."] = o => o.Metric = NetworkMetric.Error,
    };

    public static IEnumerable<object[]> Sentences => WrongOptions.Keys.Select(sentence => new object[] { sentence });

    [TestMethod]
    [DynamicData(nameof(Sentences))]
    public void NewTrainer_WrongOption_OneSentence(string sentence)
        => Assert.AreEqual(sentence, Assert.ThrowsExactly<ArgumentException>(() => Ml.Regression.Trainers.RegularizedMlp(MlpSamples.Options(change: WrongOptions[sentence]))).Message);

    [TestMethod]
    public void Fit_OneClass_OneSentence()
    {
        Tables.Row[] rows = Tables.Rows(40);
        foreach (Tables.Row row in rows) (row.IsLarge, row.Kind) = (true, "one");
        IDataView data = Ml.Data.LoadFromEnumerable(rows);
        Sentence("All 40 labels with weight are 1; a binary model needs both classes: add rows of the other.", () => MlpSamples.Trainer(Ml, NetworkTask.Binary).Fit(data));
        Sentence("All 40 targets are of one class; a network of classes needs at least 2: add rows of another.", () => MlpSamples.Trainer(Ml, NetworkTask.Multiclass).Fit(data));
    }

    [TestMethod]
    public void Fit_ConstantLabel_OneSentence()
    {
        Tables.Row[] rows = Tables.Rows(40);
        foreach (Tables.Row row in rows) row.Label = 3;
        Sentence("The target is 3 in every row that is learned from; give a target that varies.", () => MlpSamples.Trainer(Ml, NetworkTask.Regression).Fit(Ml.Data.LoadFromEnumerable(rows)));
    }

    [TestMethod]
    public void Fit_MissingFeature_StopsOrSkipsOrFills()
    {
        Tables.Row[] rows = Tables.Rows(60);
        rows[7].Features[2] = float.NaN;
        IDataView data = Ml.Data.LoadFromEnumerable(rows);
        string sentence = Assert.ThrowsExactly<InvalidOperationException>(() => MlpSamples.Trainer(Ml, NetworkTask.Regression).Fit(data)).Message;
        StringAssert.Contains(sentence, "'Features[2]' in the column 'Features' is missing in row 8", StringComparison.Ordinal);
        MlpFitDetails skipped = MlpSamples.Trainer(Ml, NetworkTask.Regression, o => o.MissingFeatures = MissingFeatures.SkipRow).Fit(data).LastTransformer.FitDetails();
        Assert.AreEqual((59, 1), (skipped.Rows, skipped.IncompleteRows));
        Assert.AreEqual(60, MlpSamples.Trainer(Ml, NetworkTask.Regression, o => o.MissingFeatures = MissingFeatures.Mean).Fit(data).LastTransformer.FitDetails().Rows);
    }

    [TestMethod]
    public void Fit_NoRows_OneSentence()
    {
        IDataView none = Ml.Data.LoadFromEnumerable(Array.Empty<Tables.Row>());
        Assert.AreEqual("No row has both a label in 'Label' and features in 'Features'; give at least two.",
            Assert.ThrowsExactly<InvalidOperationException>(() => MlpSamples.Trainer(Ml, NetworkTask.Regression).Fit(none)).Message);
    }

    [TestMethod]
    public void Fit_WrongColumns_SaysWhatMlNetSays()
    {
        IDataView data = Tables.View(Ml, 30);
        foreach ((string label, string features) in new[] { ("Label", "Nothing"), ("Nothing", "Features"), ("Kind", "Features"), ("Label", "Label") })
        {
            string own = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Ml.Regression.Trainers.RegularizedMlp(label, features).Fit(data)).Message;
            string native = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Ml.Regression.Trainers.Sdca(label, features).Fit(data)).Message;
            Assert.AreEqual(native, own);
        }
    }

    [TestMethod]
    public void Transform_OtherFeatures_SaysWhatMlNetSays()
    {
        IDataView data = Tables.View(Ml, 60);
        ITransformer own = Ml.Regression.Trainers.RegularizedMlp(MlpSamples.Options()).Fit(data), native = Ml.Regression.Trainers.Sdca().Fit(data);
        IDataView none = Ml.Transforms.DropColumns("Features").Fit(data).Transform(data), wide = Ml.Transforms.Concatenate("Features", "Features", "Label").Fit(data).Transform(data);
        foreach (IDataView other in new[] { none, wide })
            Assert.AreEqual(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => native.GetOutputSchema(other.Schema)).Message.Replace("inputSchema", "schema", StringComparison.Ordinal),
                Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => own.GetOutputSchema(other.Schema)).Message);
    }

    [TestMethod]
    public void Fit_MostlyZerosAndTooLarge_OneSentence()
    {
        const int Width = 1_000_000;
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Wide));
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Width);
        IDataView data = Ml.Data.LoadFromEnumerable(Enumerable.Range(0, 600).Select(i => new Wide { Label = i, Features = new VBuffer<float>(Width, 1, [1], [i]) }), definition);
        string sentence = Assert.Throws<ArgumentException>(() => Ml.Regression.Trainers.RegularizedMlp(MlpSamples.Options()).Fit(data)).Message;
        StringAssert.Contains(sentence, "GB once they are stored", StringComparison.Ordinal);
    }

    private static void Sentence(string expected, Action act)
    {
        string message = Assert.ThrowsExactly<ArgumentException>(act).Message;
        Assert.AreEqual(expected, message.Split(" (Parameter")[0]);
    }

    private sealed class Wide
    {
        public float Label { get; set; }
        public VBuffer<float> Features { get; set; }
    }
}
