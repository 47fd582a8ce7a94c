using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Tests;

/// <summary>
/// What docs/objective.md says is minimised, as a function: (1/W) Σ w ½ (y − β₀ − o − x·β)² + λ Σ f (α |b| + ½ (1 − α) b²) with b the
/// coefficients of the columns as penalised. Plain loops over a dense matrix; knows nothing of solvers.
/// </summary>
internal static class Objective
{
    /// <summary>The objective at an intercept and coefficients on the original scale.</summary>
    public static double Of(double[,] x, TrainingSet data, PathOptions options, double lambda, double intercept, double[] beta)
    {
        int n = data.Rows;
        double total = data.Weights?.Sum() ?? n, loss = 0, penalty = 0;
        for (int i = 0; i < n; i++)
        {
            double residual = data.Target[i] - intercept - (data.Offset?[i] ?? 0);
            for (int j = 0; j < beta.Length; j++) residual -= x[i, j] * beta[j];
            loss += 0.5 * (data.Weights?[i] ?? 1) / total * residual * residual;
        }
        for (int j = 0; j < beta.Length; j++)
        {
            double b = beta[j] * (options.Standardize ? Deviation(x, data, j) : 1);
            if (b != 0) penalty += (options.PenaltyFactors?[j] ?? 1) * ((options.Alpha * Math.Abs(b)) + (0.5 * (1 - options.Alpha) * b * b));
        }
        return loss + (lambda * penalty);
    }

    private static double Deviation(double[,] x, TrainingSet data, int column)
    {
        double total = 0, mean = 0, square = 0;
        for (int i = 0; i < data.Rows; i++)
        {
            double w = data.Weights?[i] ?? 1;
            total += w;
            mean += w * x[i, column];
        }
        mean /= total;
        for (int i = 0; i < data.Rows; i++) square += (data.Weights?[i] ?? 1) / total * (x[i, column] - mean) * (x[i, column] - mean);
        return Math.Sqrt(square);
    }
}
