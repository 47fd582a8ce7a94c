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
        ["Metric is 99; choose Loss or Error."] = o => o.Metric = (NetworkMetric)99,
        ["LabelColumnName is empty; name the label's column."] = o => o.LabelColumnName = "",
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
        string Refusal(NetworkTask task) => Assert.ThrowsExactly<InvalidOperationException>(() => MlpSamples.Trainer(Ml, task).Fit(data)).Message;
        Assert.AreEqual("All 40 rows are True in the label column 'IsLarge'; a model of two classes needs rows of both.", Refusal(NetworkTask.Binary));
        Assert.AreEqual("All 40 rows are of the class 'one' in the label column 'Key'; a model of classes needs rows of at least two.", Refusal(NetworkTask.Multiclass));
    }

    [TestMethod]
    public void Fit_ValidationRowsOfOtherKeys_AreRefused()
    {
        IDataView Keyed(IEnumerable<Tables.Row> rows)
        {
            IDataView view = Ml.Data.LoadFromEnumerable(rows);
            return Ml.Transforms.Conversion.MapValueToKey("Key", "Kind").Fit(view).Transform(view);
        }
        Tables.Row[] rows = [.. Tables.Rows(60).OrderBy(r => r.Kind)];
        RegularizedMlpMulticlassTrainer trainer = Ml.MulticlassClassification.Trainers.RegularizedMlp(MlpSamples.Options("Key"));
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => trainer.Fit(Keyed(rows), Keyed(rows.Reverse()))).Message, "map both with one fitted MapValueToKey.");
    }

    [TestMethod]
    public void Options_ChangedAfterTheTrainerWasMade_DoNotMatter()
    {
        List<int> widths = [5];
        RegularizedMlpOptions options = MlpSamples.Options(change: o => o.HiddenLayers = widths);
        RegularizedMlpRegressionTrainer trainer = Ml.Regression.Trainers.RegularizedMlp(options);
        widths[0] = 9;
        options.NumberOfEpochs = 1;
        MlpModelParameters model = trainer.Fit(Tables.View(Ml, 60)).Model;
        Assert.AreEqual((5, 12), (model.Network.Layers[0].Outputs, model.Details.History.Epochs.Count));
    }

    [TestMethod]
    public void Fit_WrongWeightAfterRowsLeftOut_NamesTheViewsRow()
    {
        Tables.Row[] rows = Tables.Rows(60);
        (rows[3].Label, rows[20].Weight) = (float.NaN, -1);
        Assert.AreEqual("The weight in the column 'Weight' is -1 in row 21; weights must be finite and 0 or more: correct or drop the row.",
            Assert.ThrowsExactly<InvalidOperationException>(() => MlpSamples.Trainer(Ml, NetworkTask.Regression, o => o.ExampleWeightColumnName = "Weight").Fit(Ml.Data.LoadFromEnumerable(rows))).Message);
    }

    [TestMethod]
    public void Predict_FeaturesOfAnotherLength_SaysWhatMlNetSays()
    {
        IDataView data = Tables.View(Ml, 60);
        foreach (float[] features in new float[][] { [1, 2, 3], [] })
        {
            string Refusal(ITransformer model)
            {
                using PredictionEngine<Tables.Row, Answer> engine = Ml.Model.CreatePredictionEngine<Tables.Row, Answer>(model);
                return Assert.ThrowsExactly<InvalidOperationException>(() => engine.Predict(new Tables.Row { Features = features })).Message;
            }
            Assert.AreEqual(Refusal(Ml.Regression.Trainers.Sdca().Fit(data)), Refusal(Ml.Regression.Trainers.RegularizedMlp(MlpSamples.Options()).Fit(data)));
        }
    }

    [TestMethod]
    public void ConvertToOnnx_OfANetwork_RefusesAndSaysWhatTakes()
    {
        IDataView data = Ml.Transforms.SelectColumns("Features", "Label").Fit(Tables.View(Ml, 60)).Transform(Tables.View(Ml, 60));
        foreach (ITransformer model in new ITransformer[] { Ml.Regression.Trainers.RegularizedMlp(MlpSamples.Options()).Fit(data), Ml.Transforms.CopyColumns("X", "Features").Append(Ml.Regression.Trainers.RegularizedMlp(MlpSamples.Options())).Fit(data) })
        {
            using MemoryStream file = new();
            StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => Ml.Model.ConvertToOnnx(model, data, file)).Message, "UseSaveAsOnnxOfMlpPredictionTransformer");
            Assert.AreEqual(0, file.Length);
            Assert.IsFalse(model.Transform(data).Schema.Any(c => c.Name.StartsWith("RegularizedMlp", StringComparison.Ordinal)));
        }
    }

    [TestMethod]
    public void FitDetails_OfATransformerOfUnknownModel_SaysWhereTheyAre()
    {
        ISingleFeaturePredictionTransformer<object> model = Ml.Regression.Trainers.RegularizedMlp(MlpSamples.Options()).Fit(Tables.View(Ml, 60));
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => model.FitDetails()).Message, "as a MlpPredictionTransformer");
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

    private sealed class Answer
    {
        public float Score { get; set; }
    }

    private sealed class Wide
    {
        public float Label { get; set; }
        public VBuffer<float> Features { get; set; }
    }
}
