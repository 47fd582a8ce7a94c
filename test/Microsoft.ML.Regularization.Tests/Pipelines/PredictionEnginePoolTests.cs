using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ML;

namespace Microsoft.ML.Regularization.Tests.Pipelines;

/// <summary>A saved model serves as web programs serve models of ML.NET: from a pool of prediction engines.</summary>
[TestClass]
public class PredictionEnginePoolTests
{
    private sealed class Prediction
    {
        public float[] Score { get; set; } = [];
        public string Answer { get; set; } = "";
    }

    [TestMethod]
    [DataRow(false), DataRow(true)]
    public void SavedModel_FromAPool_PredictsAsTheFittedOneOnManyThreads(bool network)
    {
        MLContext ml = new(seed: 1);
        IDataView data = Tables.View(ml);
        IEstimator<ITransformer> trainer = network
            ? ml.MulticlassClassification.Trainers.RegularizedMlp("Key", hiddenLayers: [16, 8], numberOfEpochs: 10)
            : ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy("Key");
        ITransformer model = ml.Transforms.Conversion.MapValueToKey("Key", "Kind").Append(trainer).Append(ml.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel")).Fit(data);
        string file = Path.GetTempFileName();
        try
        {
            ml.Model.Save(model, data.Schema, file);
            ServiceCollection services = new();
            services.AddPredictionEnginePool<Tables.Row, Prediction>().FromFile("kinds", file, watchForChanges: false);
            using ServiceProvider provider = services.BuildServiceProvider();
            PredictionEnginePool<Tables.Row, Prediction> pool = provider.GetRequiredService<PredictionEnginePool<Tables.Row, Prediction>>();

            Tables.Row[] rows = Tables.Rows(200, seed: 2);
            Prediction[] pooled = new Prediction[rows.Length];
            Parallel.For(0, rows.Length, i => pooled[i] = pool.Predict("kinds", rows[i]));

            using PredictionEngine<Tables.Row, Prediction> engine = ml.Model.CreatePredictionEngine<Tables.Row, Prediction>(model);
            for (int i = 0; i < rows.Length; i++)
            {
                Prediction expected = engine.Predict(rows[i]);
                Assert.AreEqual(expected.Answer, pooled[i].Answer);
                for (int k = 0; k < 3; k++) Assert.AreEqual(expected.Score[k], pooled[i].Score[k], 1e-5);
            }
        }
        finally
        {
            File.Delete(file);
        }
    }
}
