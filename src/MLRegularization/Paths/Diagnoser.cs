using MLRegularization.Diagnosis;
using MLRegularization.Matrices;
using MLRegularization.Preparation;

namespace MLRegularization.Paths;

/// <summary>Diagnoses a chosen model.</summary>
public static class Diagnoser
{
    /// <summary>Looks at the features, at the belief that λ stands for, and at training against held-out error.</summary>
    /// <param name="validation">The cross-validation.</param>
    /// <param name="choice">What was chosen from it.</param>
    /// <param name="data">The training rows it was given.</param>
    /// <param name="options">The options it was given; null: the defaults.</param>
    /// <param name="encoding">How a table's columns became the features; null where they are numbers.</param>
    /// <param name="cancellation">Stops within a second.</param>
    public static ModelDiagnosis Of(CrossValidation validation, Choice choice, TrainingSet data, PathOptions? options = null, TableEncoding? encoding = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new PathOptions();
        data = options.ClassWeights?.Apply(data) ?? data;
        CrossValidationCurve curve = choice.Curve;
        double alpha = curve.Path.Alpha, lambda = choice.Point.Lambda;
        Collinearity collinearity = Collinearity.Of(data, options.Intercept, options.Standardize, options.PenaltyFactors, encoding, options.Threads, cancellation);
        // The noise is what rows held out show of it.
        double noise = validation.Measure is CrossValidationMeasure.Deviance or CrossValidationMeasure.SquaredError ? curve.MeanError[choice.Index] : 2 * choice.Point.Loss;
        return new ModelDiagnosis
        {
            Collinearity = collinearity,
            ConditionWithPenalty = alpha < 1 ? collinearity.WithRidge(lambda * (1 - alpha)) : collinearity.Conditioning?.ConditionNumber ?? double.NaN,
            Prior = options.Grouped && alpha > 0 ? null : Prior.Of(options.Loss.ToString().ToLowerInvariant(), lambda, alpha, data.Weights?.Sum() ?? data.Rows, noise, options.Standardize, options.PenaltyFactors?.Any(f => f != 1 && !double.IsInfinity(f)) ?? false),
            Balance = FitBalance.Of([.. curve.Path.Points.Select(p => p.Lambda)], curve.TrainingError, curve.MeanError, curve.StandardError, choice.Index),
        };
    }
}
