using MLRegularization.Matrices;
using MLRegularization.Models;
using MLRegularization.Paths;

namespace MLRegularization.Samples;

/// <summary>From two arrays to a chosen model and a prediction.</summary>
public static class FitAndPredict
{
    /// <summary>Cross-validates the lasso, takes the sparser of the two usual choices, and predicts.</summary>
    public static void Example()
    {
        #region FitAndPredict
        (string[] names, double[,] x, double[] y) = Diabetes.Read();

        TrainingSet data = TrainingSet.FromRows(x, y, names);
        CrossValidation cv = CrossValidation.Run(data);
        LinearModel model = cv.Model(PathSelection.Lambda1Se, label: "progression");

        for (int j = 0; j < names.Length; j++)
            if (model.Coefficients[j] != 0) Console.WriteLine($"{names[j],-4} {model.Coefficients[j],8:F3}");
        Console.WriteLine($"the first patient: {model.Predict([59, 2, 32.1, 101, 157, 93.2, 38, 4, 4.8598, 87]):F1}");
        // bmi     5.432
        // bp      0.649
        // s3     -0.410
        // s5     39.937
        // the first patient: 200.9
        #endregion
    }
}
