using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Samples.MLNet.BinaryClassification;

/// <summary>Logistic regression with balanced classes, its strength chosen by the area under the ROC curve.</summary>
public static class ElasticNetLogisticRegressionWithOptions
{
    /// <summary>The lasso that counts both classes alike.</summary>
    public static void Example()
    {
        #region ElasticNetLogisticRegressionWithOptions
        MLContext mlContext = new(seed: 1);
        IDataView data = mlContext.Data.LoadFromTextFile(DataFile.Of("breast_cancer.csv"), new TextLoader.Options
        {
            Columns = [new("Features", DataKind.Single, 0, 29), new("diagnosis", DataKind.String, 30)], Separators = [','], HasHeader = true,
        });

        var pipeline = mlContext.Transforms.Conversion.MapValue("Malignant", [new("malignant", true), new KeyValuePair<string, bool>("benign", false)], "diagnosis")
            .Append(mlContext.BinaryClassification.Trainers.ElasticNetLogisticRegression(new ElasticNetClassificationOptions
            {
                LabelColumnName = "Malignant",
                Alpha = 1,
                ClassWeights = ClassWeights.Balanced,
                Measure = CrossValidationMeasure.Auc,
                Selection = PathSelection.Lambda1Se,
                FoldCount = 5,
            }));
        ElasticNetFitDetails details = pipeline.Fit(data).LastTransformer.FitDetails();

        Console.WriteLine($"area under the curve on rows held out {1 - details.Curve!.MeanError[details.Index]:F3}");
        foreach (int j in details.Point.Indices) Console.WriteLine($"{details.Path.FeatureNames[j],-22} {details.Point[j],8:F3}");
        // area under the curve on rows held out 0.996
        // mean_texture              0.030
        // mean_concave_points      13.353
        // radius_error              5.330
        // fractal_dimension_error -117.002
        // worst_radius              0.674
        // worst_texture             0.172
        // worst_smoothness         21.049
        // worst_concavity           1.978
        // worst_concave_points     18.129
        // worst_symmetry            4.595
        #endregion
    }
}
