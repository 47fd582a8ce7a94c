using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Samples;

/// <summary>Elastic net: the mix and the strength chosen on the same folds.</summary>
public static class ChooseAlpha
{
    /// <summary>Chooses between three mixes on five folds, one coefficient bounded and one never penalised.</summary>
    public static void Example()
    {
        #region ChooseAlpha
        (string[] names, double[,] x, double[] y) = Diabetes.Read();

        double[] factors = [.. names.Select(n => n == "bmi" ? 0.0 : 1.0)];                          // 0: never penalised
        double[] lower = [.. names.Select(n => n == "bp" ? 0.0 : double.NegativeInfinity)];         // bp may only raise the prediction
        CrossValidation cv = CrossValidation.Run(
            TrainingSet.FromRows(x, y, names),
            new PathOptions { PenaltyFactors = factors, LowerBounds = lower },
            new CrossValidationOptions { FoldCount = 5, Seed = 7, Alphas = [0.1, 0.5, 1] });

        Choice best = cv.Select(PathSelection.LambdaMin);
        Console.WriteLine($"alpha {best.Curve.Path.Alpha}, lambda {best.Point.Lambda:G4}");
        Console.WriteLine($"held-out error {best.Curve.MeanError[best.Index]:F0} ± {best.Curve.StandardError[best.Index]:F0}");
        // alpha 1, lambda 0.0608
        // held-out error 2998 ± 195
        #endregion
    }
}
