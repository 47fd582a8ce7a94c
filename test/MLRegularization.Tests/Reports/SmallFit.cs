using MLRegularization.Paths;
using MLRegularization.Solvers;

namespace MLRegularization.Tests.Reports;

/// <summary>A short, slow elastic-net path with cross-validation, so that pictures are tested on curves of the right shape without the engine's solvers.</summary>
internal static class SmallFit
{
    public static RegularizationPath Path(double[][] columns, double[] y, string[] names, double alpha = 1, int count = 60, double ratio = 1e-3, int[]? rows = null, double[]? lambdas = null)
    {
        int[] use = rows ?? [.. Enumerable.Range(0, y.Length)];
        int n = use.Length, p = columns.Length;
        double mean = use.Average(i => y[i]);
        double[] centre = new double[p], scale = new double[p];
        double[][] z = new double[p][];
        for (int j = 0; j < p; j++)
        {
            centre[j] = use.Average(i => columns[j][i]);
            scale[j] = Math.Sqrt(use.Average(i => Math.Pow(columns[j][i] - centre[j], 2)));
            z[j] = [.. use.Select(i => scale[j] > 0 ? (columns[j][i] - centre[j]) / scale[j] : 0)];
        }
        double[] r = [.. use.Select(i => y[i] - mean)];
        double nullLoss = r.Average(v => v * v) / 2;
        double max = Enumerable.Range(0, p).Max(j => Math.Abs(Dot(z[j], r) / n)) / Math.Max(alpha, 0.001);
        double[] grid = lambdas ?? [.. Enumerable.Range(0, count).Select(k => max * Math.Pow(ratio, (double)k / Math.Max(1, count - 1)))];
        double[] beta = new double[p];
        List<PathPoint> points = [];
        foreach (double lambda in grid)
        {
            int sweeps = 0;
            double change = 1;
            for (; sweeps < 500 && change > 1e-9; sweeps++)
            {
                change = 0;
                for (int j = 0; j < p; j++)
                {
                    if (scale[j] == 0) continue;
                    double g = Dot(z[j], r) / n + beta[j];
                    double b = Math.Sign(g) * Math.Max(0, Math.Abs(g) - lambda * alpha) / (1 + lambda * (1 - alpha));
                    if (b == beta[j]) continue;
                    for (int i = 0; i < n; i++) r[i] -= (b - beta[j]) * z[j][i];
                    change = Math.Max(change, Math.Abs(b - beta[j]));
                    beta[j] = b;
                }
            }
            int[] active = [.. Enumerable.Range(0, p).Where(j => beta[j] != 0)];
            double[] values = [.. active.Select(j => beta[j] / scale[j])];
            double intercept = mean - active.Select((j, k) => values[k] * centre[j]).Sum();
            double loss = r.Average(v => v * v) / 2;
            points.Add(new PathPoint(lambda, [intercept], active, values, loss, 1 - loss / nullLoss, new Certificate(loss, 3.1e-9, 1.2e-10, sweeps, StopReason.Converged)));
        }
        return new RegularizationPath(alpha, max, points, names, n, nullLoss, PathEnd.AllFitted, SolverKind.Gram, []);
    }

    public static CrossValidation Validate(double[][] columns, double[] y, string[] names, double[] alphas, int folds = 10, int count = 60, double ratio = 1e-3)
    {
        Folds division = Folds.Random(y.Length, folds);
        List<CrossValidationCurve> curves = [];
        foreach (double alpha in alphas)
        {
            RegularizationPath path = Path(columns, y, names, alpha, count, ratio);
            double[] lambdas = [.. path.Points.Select(p => p.Lambda)];
            double[][] errors = new double[folds][];
            for (int f = 0; f < folds; f++)
            {
                RegularizationPath part = Path(columns, y, names, alpha, rows: division.TrainingRows(f), lambdas: lambdas);
                int[] held = division.HeldOutRows(f);
                errors[f] = [.. part.Points.Select(p => held.Average(i => Math.Pow(y[i] - Predict(p, columns, i), 2)))];
            }
            double[] mean = [.. lambdas.Select((_, k) => errors.Average(e => e[k]))];
            double[] deviation = [.. lambdas.Select((_, k) => Math.Sqrt(errors.Average(e => Math.Pow(e[k] - mean[k], 2)) / (folds - 1)))];
            curves.Add(new CrossValidationCurve(path, mean, deviation, errors));
        }
        return new CrossValidation(curves, [division], []);
    }

    /// <summary>Predictions of each row from the fold that held it out.</summary>
    public static double[] OutOfFold(CrossValidation validation, CrossValidationCurve curve, int index, double[][] columns, double[] y)
    {
        double[] predicted = new double[y.Length];
        Folds folds = validation.Folds[0];
        for (int f = 0; f < folds.Count; f++)
        {
            RegularizationPath part = Path(columns, y, [.. curve.Path.FeatureNames], curve.Path.Alpha, rows: folds.TrainingRows(f), lambdas: [.. curve.Path.Points.Take(index + 1).Select(p => p.Lambda)]);
            foreach (int i in folds.HeldOutRows(f)) predicted[i] = Predict(part.Points[index], columns, i);
        }
        return predicted;
    }

    private static double Predict(PathPoint point, double[][] columns, int row)
    {
        double eta = point.Intercept;
        for (int k = 0; k < point.NonZeros; k++) eta += point.Values[k] * columns[point.Indices[k]][row];
        return eta;
    }

    private static double Dot(double[] a, double[] b) => System.Numerics.Tensors.TensorPrimitives.Dot<double>(a, b);
}
