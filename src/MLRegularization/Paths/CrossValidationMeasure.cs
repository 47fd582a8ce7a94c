using MLRegularization.Losses;
using MLRegularization.Models;

namespace MLRegularization.Paths;

/// <summary>What is measured on rows held out. All are errors: λmin has the smallest.</summary>
public enum CrossValidationMeasure
{
    /// <summary>The deviance of the loss: the squared error for squared loss.</summary>
    Deviance,

    /// <summary>1 − the area under the ROC curve, fold by fold; folds that hold out one class only do not count. For logistic loss.</summary>
    Auc,

    /// <summary>1 − accuracy: the share of rows whose likeliest class is the wrong one. For logistic and multinomial loss.</summary>
    Accuracy,

    /// <summary>Mean squared error of the predicted means; for logistic and multinomial loss summed over the classes: with two, twice the Brier score.</summary>
    SquaredError,
}

/// <summary>Measures the linear predictors of one fold's rows.</summary>
internal static class HeldOutMeasure
{
    private static readonly SquaredLoss Squared = new();

    /// <summary>Refuses a measure that the loss has no meaning for.</summary>
    public static void Check(CrossValidationMeasure measure, ILoss? loss)
    {
        if (measure == CrossValidationMeasure.Auc && loss is not LogisticLoss)
            throw new ArgumentException("The measure is Auc, which needs two classes; fit logistic loss, or measure the deviance.");
        if (measure == CrossValidationMeasure.Accuracy && loss is not (LogisticLoss or MultinomialLoss))
            throw new ArgumentException("The measure is Accuracy, which needs classes; fit logistic or multinomial loss, or measure the deviance.");
        if (!Enum.IsDefined(measure)) throw new ArgumentException($"The measure is {measure}; choose deviance, AUC, accuracy or squared error.");
    }

    /// <summary>The error of rows; NaN where there is none.</summary>
    /// <param name="measure">Which.</param>
    /// <param name="loss">The loss; null: squared.</param>
    /// <param name="y">Responses.</param>
    /// <param name="eta">Linear predictors, class after class.</param>
    /// <param name="shares">Weights that sum to 1.</param>
    public static double Of(CrossValidationMeasure measure, ILoss? loss, double[] y, double[] eta, double[] shares)
    {
        if (measure == CrossValidationMeasure.Deviance) return 2 * ((loss ?? Squared).Value(eta, y, shares) - (loss?.SaturatedValue(y, shares) ?? 0));
        if (measure == CrossValidationMeasure.Auc) return 1 - RocCurve.Of(y, eta, shares).Area;
        double[] mean = [.. eta];
        loss?.Mean(mean, mean);
        double error = 0;
        if (loss is MultinomialLoss)
        {
            for (int i = 0; i < y.Length; i++) error += shares[i] * (measure == CrossValidationMeasure.SquaredError ? SquaredDistance(mean, y, i) : Likeliest(mean, y.Length, i) == y[i] ? 0 : 1);
            return error;
        }
        for (int i = 0; i < y.Length; i++)
            error += shares[i] * (measure == CrossValidationMeasure.SquaredError ? (y[i] - mean[i]) * (y[i] - mean[i]) : mean[i] > 0.5 == y[i] > 0.5 ? 0 : 1);
        return measure == CrossValidationMeasure.SquaredError && loss is LogisticLoss ? 2 * error : error;
    }
    /// <summary>The class of a row with the largest of n × K values, the first among equals.</summary>
    public static int Likeliest(double[] values, int rows, int row)
    {
        int best = row;
        for (int at = row; at < values.Length; at += rows)
            if (values[at] > values[best]) best = at;
        return best / rows;
    }

    // Between a row's probabilities and its class.
    private static double SquaredDistance(double[] mean, double[] y, int row)
    {
        double sum = 0;
        for (int at = row; at < mean.Length; at += y.Length) sum += Math.Pow(mean[at] - (y[row] == at / y.Length ? 1 : 0), 2);
        return sum;
    }
}
