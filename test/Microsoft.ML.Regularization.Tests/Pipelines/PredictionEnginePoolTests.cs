using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ML;

namespace Microsoft.ML.Regularization.Tests.Pipelines;

/// <summary>A saved model serves as web programs serve models of ML.NET: from a pool of prediction engines.</summary>
[TestClass]
public class PredictionEnginePoolTests
{
    private sealed class Prediction
    {
        public float Score { get; set; }
    }

    [TestMethod]
    public void SavedModel_FromAPool_PredictsAsTheFittedOneOnManyThreads()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Tables.View(ml);
        ITransformer model = ml.Regression.Trainers.Lasso().Fit(data);
        string file = Path.GetTempFileName();
        try
        {
            ml.Model.Save(model, data.Schema, file);
            ServiceCollection services = new();
            services.AddPredictionEnginePool<Tables.Row, Prediction>().FromFile("progression", file, watchForChanges: false);
            using ServiceProvider provider = services.BuildServiceProvider();
            PredictionEnginePool<Tables.Row, Prediction> pool = provider.GetRequiredService<PredictionEnginePool<Tables.Row, Prediction>>();

            Tables.Row[] rows = Tables.Rows(200, seed: 2);
            float[] pooled = new float[rows.Length];
            Parallel.For(0, rows.Length, i => pooled[i] = pool.Predict("progression", rows[i]).Score);

            using PredictionEngine<Tables.Row, Prediction> engine = ml.Model.CreatePredictionEngine<Tables.Row, Prediction>(model);
            CollectionAssert.AreEqual(rows.Select(r => engine.Predict(r).Score).ToArray(), pooled);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
