using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.ML.Trainers.Regularization.Transformers;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MLRegularization.Networks;

namespace Microsoft.ML.Regularization.Tests.Trainers.Mlp;

[TestClass]
public class MlpTransformerTests
{
    private static readonly MLContext Ml = new(seed: 1);
    private static readonly IDataView Data = Tables.View(Ml, 700);

    [TestMethod]
    [DataRow(NetworkTask.Regression)]
    [DataRow(NetworkTask.Binary)]
    [DataRow(NetworkTask.Multiclass)]
    public void Schema_AfterFit_IsThatOfANativeModel(NetworkTask task)
    {
        IDataView own = MlpSamples.Trainer(Ml, task).Fit(Data).Transform(Data);
        ITransformer native = task switch
        {
            NetworkTask.Regression => Ml.Regression.Trainers.Sdca().Fit(Data),
            NetworkTask.Binary => Ml.BinaryClassification.Trainers.LbfgsLogisticRegression("IsLarge").Fit(Data),
            _ => Ml.Transforms.Conversion.MapValueToKey("Key", "Kind").Append(Ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Key")).Fit(Data),
        };
        CollectionAssert.AreEqual(Describe(native.GetOutputSchema(Data.Schema)), Describe(own.Schema));
    }

    [TestMethod]
    public void Evaluate_CrossValidateAndImportance_Work()
    {
        var folds = Ml.Regression.CrossValidate(Data, MlpSamples.Trainer(Ml, NetworkTask.Regression), 3);
        Assert.IsTrue(folds.All(f => f.Metrics.RSquared > 0.5), string.Join(", ", folds.Select(f => f.Metrics.RSquared)));
        Assert.IsTrue(Ml.BinaryClassification.CrossValidate(Data, MlpSamples.Trainer(Ml, NetworkTask.Binary), 3, "IsLarge").All(f => f.Metrics.AreaUnderRocCurve > 0.7));
        Assert.IsTrue(Ml.MulticlassClassification.CrossValidate(Data, MlpSamples.Trainer(Ml, NetworkTask.Multiclass), 3, "Key").All(f => f.Metrics.MicroAccuracy > 0.5));
        MlpPredictionTransformer model = Ml.Regression.Trainers.RegularizedMlp(MlpSamples.Options()).Fit(Data);
        var importance = Ml.Regression.PermutationFeatureImportance(model, Data, permutationCount: 2);
        Assert.AreEqual(6, importance.Length);
        double[] lost = [.. importance.Select(i => -i.RSquared.Mean)];
        Assert.IsTrue(lost[0] > 0.1 && lost[1] > 0.1 && lost.Skip(3).All(l => l < lost[0] / 3), string.Join(", ", lost));
        IDataView keyed = Ml.Transforms.Conversion.MapValueToKey("Key", "Kind").Fit(Data).Transform(Data);
        MlpPredictionTransformer classes = ((TransformerChain<MlpPredictionTransformer>)MlpSamples.Trainer(Ml, NetworkTask.Multiclass).Fit(Data)).LastTransformer;
        Assert.AreEqual(6, Ml.MulticlassClassification.PermutationFeatureImportance(classes, keyed, "Key").Length);
    }

    [TestMethod]
    public void PredictionEngine_OfSingleRows_ScoresAsTheView()
    {
        TransformerChain<MlpPredictionTransformer> model = (TransformerChain<MlpPredictionTransformer>)MlpSamples.Trainer(Ml, NetworkTask.Binary).Fit(Data);
        using PredictionEngine<Tables.Row, Prediction> engine = Ml.Model.CreatePredictionEngine<Tables.Row, Prediction>(model);
        Prediction[] all = [.. Ml.Data.CreateEnumerable<Prediction>(model.Transform(Data), reuseRowObject: false)];
        Tables.Row[] rows = Tables.Rows(700);
        foreach (int i in new[] { 0, 3, 699 })
        {
            Prediction one = engine.Predict(rows[i]);
            Assert.AreEqual((all[i].Score, all[i].Probability, all[i].PredictedLabel), (one.Score, one.Probability, one.PredictedLabel));
        }
    }

    [TestMethod]
    public void Transform_BlocksReadAhead_KeepEveryColumnAtItsRow()
    {
        IDataView scored = MlpSamples.Trainer(Ml, NetworkTask.Regression).Fit(Data).Transform(Data);
        Tables.Row[] rows = Tables.Rows(700);
        float[] scores = MlpSamples.Scores(scored);
        using DataViewRowCursor cursor = scored.GetRowCursor(scored.Schema), plain = Data.GetRowCursor(Data.Schema);
        ValueGetter<float> score = cursor.GetGetter<float>(scored.Schema["Score"]), label = cursor.GetGetter<float>(scored.Schema["Label"]);
        ValueGetter<VBuffer<float>> features = cursor.GetGetter<VBuffer<float>>(scored.Schema["Features"]);
        ValueGetter<ReadOnlyMemory<char>> kind = cursor.GetGetter<ReadOnlyMemory<char>>(scored.Schema["Kind"]);
        ValueGetter<DataViewRowId> id = cursor.GetIdGetter(), plainId = plain.GetIdGetter();
        int row = 0;
        for (; cursor.MoveNext() & plain.MoveNext(); row++)
        {
            float s = 0, l = 0;
            VBuffer<float> x = default;
            ReadOnlyMemory<char> k = default;
            DataViewRowId a = default, b = default;
            score(ref s);
            label(ref l);
            features(ref x);
            kind(ref k);
            id(ref a);
            plainId(ref b);
            Assert.AreEqual((scores[row], rows[row].Label, rows[row].Kind, rows[row].Features[5]), (s, l, k.ToString(), x.GetItemOrDefault(5)));
            Assert.AreEqual((b, (long)row), (a, cursor.Position));
        }
        Assert.AreEqual(700, row);
    }

    [TestMethod]
    public void Transform_IsLazyAndReadsTheInputOnce()
    {
        MlpPredictionTransformer model = Ml.Regression.Trainers.RegularizedMlp(MlpSamples.Options()).Fit(Data);
        int read = 0;
        IEnumerable<Tables.Row> Rows()
        {
            foreach (Tables.Row row in Tables.Rows(500))
            {
                read++;
                yield return row;
            }
        }
        IDataView rows = Ml.Data.LoadFromEnumerable(Rows()), scored = model.Transform(rows);
        Assert.AreEqual(0, read);
        // ML.NET's own columns read ahead by themselves; what stands before them does not.
        IDataView outputs = new NetworkOutputs(model.Model.Network, "Features", (VectorDataViewType)model.FeatureColumnType).Transform(rows);
        Assert.AreEqual(3, outputs.Preview(3).RowView.Length);
        Assert.IsTrue(read < 20, $"{read} rows read for 3");
        read = 0;
        Assert.AreEqual(500, scored.GetColumn<float>("Score").Count());
        Assert.AreEqual(500, read);
        read = 0;
        Assert.AreEqual(500, scored.GetColumn<float>("Label").Count());
        Assert.AreEqual(500, read);
    }

    [TestMethod]
    public void Transform_ShuffledOrSparseOrFromManyThreads_ScoresTheSame()
    {
        MlpPredictionTransformer model = Ml.Regression.Trainers.RegularizedMlp(MlpSamples.Options()).Fit(Data);
        float[] scores = MlpSamples.Scores(model.Transform(Data));
        CollectionAssert.AreEqual(scores.Order().ToArray(), MlpSamples.Scores(Ml.Data.ShuffleRows(model.Transform(Data), seed: 3)).Order().ToArray());
        SchemaDefinition definition = SchemaDefinition.Create(typeof(SparseRow));
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 6);
        IDataView sparse = Ml.Data.LoadFromEnumerable(Tables.Rows(700).Select(r => new SparseRow { Features = new VBuffer<float>(6, 6, r.Features, [0, 1, 2, 3, 4, 5]) }), definition);
        CollectionAssert.AreEqual(scores, MlpSamples.Scores(model.Transform(sparse)));
        Parallel.For(0, 4, _ => CollectionAssert.AreEqual(scores, MlpSamples.Scores(model.Transform(Data))));
    }

    [TestMethod]
    public void SaveAsOnnx_OfEachTask_WritesAWholeFile()
    {
        foreach (NetworkTask task in new[] { NetworkTask.Regression, NetworkTask.Binary, NetworkTask.Multiclass })
        {
            using MemoryStream file = new();
            ((TransformerChain<MlpPredictionTransformer>)MlpSamples.Trainer(Ml, task).Fit(Data)).LastTransformer.SaveAsOnnx(file);
            string text = System.Text.Encoding.Latin1.GetString(file.ToArray());
            StringAssert.Contains(text, "features", StringComparison.Ordinal);
            StringAssert.Contains(text, task == NetworkTask.Regression ? "prediction" : "probabilities", StringComparison.Ordinal);
        }
    }

    private static string[] Describe(DataViewSchema schema)
        => [.. schema.Where(c => !c.IsHidden).Select(c => $"{c.Name}: {c.Type}; {string.Join(", ", c.Annotations.Schema.Select(a => $"{a.Name} {a.Type}").Order())}"), $"{schema.Count(c => c.IsHidden)} hidden"];

    private sealed class SparseRow
    {
        public VBuffer<float> Features { get; set; }
    }

    private sealed class Prediction
    {
        public float Score { get; set; }
        public float Probability { get; set; }
        public bool PredictedLabel { get; set; }
    }
}
