using MLRegularization.Matrices;

namespace MLRegularization.Paths;

/// <summary>The errors of a path on the rows it was learned from, by the measure of its cross-validation.</summary>
internal static class TrainingErrors
{
    /// <summary>Other measures than the deviance are taken of predictions, up to so many multiplications.</summary>
    private const double MostProducts = 1e9;

    /// <summary>By λ; NaN where it would take too long.</summary>
    public static double[] Of(TrainingSet data, RegularizationPath path, PathSettings settings, CrossValidationMeasure measure, CancellationToken cancellation)
    {
        double total = data.Weights?.Sum() ?? data.Rows;
        double[] shares = [.. Enumerable.Range(0, data.Rows).Select(i => (data.Weights?[i] ?? 1) / total)];
        double saturated = settings.Loss?.SaturatedValue(data.Target, shares) ?? 0;
        if (measure == CrossValidationMeasure.Deviance || settings.Loss is null) return [.. path.Points.Select(p => Math.Max(0, 2 * (p.Loss - saturated)))];
        if ((double)data.Rows * path.Points.Sum(p => p.NonZeros + 20.0) > MostProducts) return [.. path.Points.Select(_ => double.NaN)];
        double[] errors = new double[path.Points.Count];
        for (int k = 0; k < errors.Length; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            errors[k] = HeldOutMeasure.Of(measure, settings.Loss, data.Target, path.Points[k].LinearPredictor(data.Features, data.Offset), shares);
        }
        return errors;
    }
}
