using MLRegularization.Matrices;

namespace MLRegularization.Paths;

/// <summary>Errors of a path on rows that it was not fitted to: what a validation set of one's own chooses λ by.</summary>
public static class ValidationErrors
{
    /// <summary>The weighted error of every strength, in the unit of the measure.</summary>
    /// <param name="path">The path.</param>
    /// <param name="rows">Rows with the same columns.</param>
    /// <param name="options">The options that the path was fitted with.</param>
    /// <param name="measure">What is measured.</param>
    /// <exception cref="ArgumentException">The rows have other columns, or labels that the loss has no meaning for, or the measure needs classes and the loss has none.</exception>
    public static double[] Of(RegularizationPath path, TrainingSet rows, PathOptions options, CrossValidationMeasure measure = CrossValidationMeasure.Deviance)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        if (rows.Columns != path.FeatureNames.Count)
            throw new ArgumentException($"The rows have {rows.Columns} columns and the path {path.FeatureNames.Count}; give rows with the same columns.");
        int classes = path.Points[0].Intercepts.Count;
        if (options.Loss == LossKind.Multinomial && rows.Target.Max() >= classes)
            throw new ArgumentException($"A row held out is of class {rows.Target.Max()}, but the path was fitted to {classes} classes, 0 to {classes - 1}; give rows of those.");
        PathSettings settings = PathSettings.From(options, rows, classes);
        HeldOutMeasure.Check(measure, settings.Loss);
        double[] weights = settings.Weighted(rows).Weights ?? [.. Enumerable.Repeat(1.0, rows.Rows)];
        double total = weights.Sum();
        if (!(total > 0)) throw new ArgumentException("Every row held out has weight 0; give rows that count.");
        double[] shares = [.. weights.Select(w => w / total)];
        double[] errors = [.. path.Points.Select(p => HeldOutMeasure.Of(measure, settings.Loss, rows.Target, p.LinearPredictor(rows.Features, rows.Offset), shares))];
        if (measure == CrossValidationMeasure.Auc && double.IsNaN(errors[0])) throw new ArgumentException("The rows held out are all of one class, and the AUC needs both; give rows of the other too, or choose another measure.");
        return errors;
    }

    /// <summary>The same for rows that streamed past, of a path of squared loss.</summary>
    /// <inheritdoc cref="Of(RegularizationPath, TrainingSet, PathOptions, CrossValidationMeasure)"/>
    public static double[] Of(RegularizationPath path, SufficientStatistics rows, PathOptions options, CrossValidationMeasure measure = CrossValidationMeasure.Deviance)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        if (rows.Columns != path.FeatureNames.Count)
            throw new ArgumentException($"The rows have {rows.Columns} columns and the path {path.FeatureNames.Count}; give rows with the same columns.");
        HeldOutMeasure.Check(measure, StreamedProblem.Check(rows, options).Loss);
        Moments total = Moments.Total(rows.Parts(default)[0]);
        return [.. path.Points.Select(p => FoldRunner.MeanSquare(total, p))];
    }
}
