using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Paths;

namespace MLRegularization.Samples.MLNet.MulticlassClassification;

/// <summary>Maximum entropy regression that keeps or leaves a feature for all classes at once.</summary>
public static class ElasticNetMaximumEntropyWithOptions
{
    /// <summary>Which of thirteen measurements of a wine tell its grower?</summary>
    public static void Example()
    {
        #region ElasticNetMaximumEntropyWithOptions
        MLContext mlContext = new(seed: 1);
        IDataView data = mlContext.Data.LoadFromTextFile(DataFile.Of("wine.csv"), new TextLoader.Options
        {
            Columns = [new("Features", DataKind.Single, 0, 12), new("cultivar", DataKind.String, 13)], Separators = [','], HasHeader = true,
        });

        var pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label", "cultivar")
            .Append(mlContext.MulticlassClassification.Trainers.ElasticNetMaximumEntropy(new ElasticNetClassificationOptions
            {
                Alpha = 1,
                Grouped = true,
                Selection = PathSelection.Lambda1Se,
            }));
        ElasticNetFitDetails details = pipeline.Fit(data).LastTransformer.FitDetails();

        IEnumerable<string> kept = details.Point.Indices.Select(i => details.Path.FeatureNames[i % 13]).Distinct();
        Console.WriteLine($"classes {string.Join(", ", details.Classes)} by {string.Join(", ", kept)}");
        // classes 1, 2, 3 by alcohol, malic_acid, ash, alcalinity_of_ash, flavanoids, nonflavanoid_phenols, color_intensity, hue, od280_od315_of_diluted_wines, proline
        #endregion
    }
}
