using System.Numerics.Tensors;

namespace MLRegularization.Solvers;

/// <summary>
/// The second derivatives of the multinomial loss at a point: for every row Wᵢ = ωᵢ (diag μ − μμᵀ + σI) over the K classes. The little σ
/// holds the sum of the classes' predictors, of which the loss knows nothing, and bends up rows that are certain.
/// </summary>
internal sealed class MultinomialCurvature
{
    private readonly double[] means, omega;
    private readonly double sigma;
    private readonly double[] inverse; // of Σ Wᵢ

    /// <summary>Takes the means of the present point.</summary>
    /// <param name="state">The loss at its point.</param>
    /// <param name="share">The root of σ by the bound of the curvatures: with 1 a model with these lies above the loss.</param>
    /// <param name="centred">Whether columns have mean 0, so that intercepts need no common part.</param>
    public MultinomialCurvature(LossState state, double share, bool centred)
    {
        (omega, sigma, Classes) = (state.Weights, share * share * state.Loss.CurvatureBound, state.Outputs);
        means = new double[state.Eta.Length];
        state.Loss.Mean(state.Eta, means);
        double[,] total = new double[Classes, Classes];
        double[] weights = new double[omega.Length];
        for (int k = 0; k < Classes; k++)
            for (int l = 0; l <= k; l++)
            {
                Weights(k, l, weights);
                total[k, l] = total[l, k] = TensorPrimitives.Sum<double>(weights);
            }
        inverse = Invert(total, sigma, centred ? 0 : 1 / (sigma * Classes));
    }

    /// <summary>Number of classes K.</summary>
    public int Classes { get; }

    /// <summary>Entry (k, l) of every row's matrix.</summary>
    public void Weights(int k, int l, Span<double> weights)
    {
        int n = omega.Length;
        ReadOnlySpan<double> mean = means.AsSpan(k * n, n), other = means.AsSpan(l * n, n);
        if (k == l) for (int i = 0; i < n; i++) weights[i] = omega[i] * ((mean[i] * (1 - mean[i])) + sigma);
        else for (int i = 0; i < n; i++) weights[i] = -omega[i] * mean[i] * other[i];
    }

    /// <summary>Entry (k, l) of one row's matrix.</summary>
    public double this[int row, int k, int l]
    {
        get
        {
            double mean = means[(k * omega.Length) + row];
            return omega[row] * ((k == l ? mean + sigma : 0) - (mean * means[(l * omega.Length) + row]));
        }
    }

    /// <summary>g −= W of a change x of class k's predictors alone: n × K values.</summary>
    public void Subtract(int k, ReadOnlySpan<double> x, double[] g)
    {
        int n = omega.Length;
        double[] weighted = new double[n];
        TensorPrimitives.Multiply(x, omega, weighted);
        TensorPrimitives.MultiplyAdd(weighted, -sigma, g.AsSpan(k * n, n), g.AsSpan(k * n, n));
        TensorPrimitives.Multiply(weighted, means.AsSpan(k * n, n), weighted);
        TensorPrimitives.Subtract(g.AsSpan(k * n, n), weighted, g.AsSpan(k * n, n));
        for (int l = 0; l < Classes; l++) TensorPrimitives.MultiplyAdd(weighted, means.AsSpan(l * n, n), g.AsSpan(l * n, n), g.AsSpan(l * n, n));
    }

    /// <summary>Σ W of a change x of class k's predictors alone, K values, and Σ xWx.</summary>
    public (double[] Sums, double Square) Products(int k, ReadOnlySpan<double> x)
    {
        double[] weighted = new double[Classes * omega.Length], sums = new double[Classes];
        Subtract(k, x, weighted);
        for (int l = 0; l < Classes; l++) sums[l] = -TensorPrimitives.Sum<double>(weighted.AsSpan(l * omega.Length, omega.Length));
        return (sums, -TensorPrimitives.Dot(x, weighted.AsSpan(k * omega.Length, omega.Length)));
    }

    /// <summary>The intercepts whose curvature Σ Wᵢ meets these K values.</summary>
    public double[] Solve(ReadOnlySpan<double> values)
    {
        double[] solved = new double[Classes];
        for (int k = 0; k < Classes; k++) solved[k] = TensorPrimitives.Dot(inverse.AsSpan(k * Classes, Classes), values);
        return solved;
    }

    // The inverse across the vector of ones: with ones added along it, by Gauss and Jordan, and taken off again; along it a value of its own.
    private static double[] Invert(double[,] a, double sigma, double along)
    {
        int size = a.GetLength(0);
        double mean = 0;
        for (int k = 0; k < size; k++) mean += a[k, k] / size;
        double[,] b = new double[size, size];
        for (int k = 0; k < size; k++)
        {
            b[k, k] = 1;
            a[k, k] += 1e-14 * mean;
            for (int l = 0; l < size; l++) a[k, l] += mean / size;
        }
        for (int k = 0; k < size; k++)
        {
            double pivot = a[k, k];
            for (int l = 0; l < size; l++) (a[k, l], b[k, l]) = (a[k, l] / pivot, b[k, l] / pivot);
            for (int i = 0; i < size; i++)
            {
                double factor = a[i, k];
                if (i == k || factor == 0) continue;
                for (int l = 0; l < size; l++) (a[i, l], b[i, l]) = (a[i, l] - (factor * a[k, l]), b[i, l] - (factor * b[k, l]));
            }
        }
        double[] inverse = new double[size * size];
        for (int k = 0; k < size; k++)
            for (int l = 0; l < size; l++) inverse[(k * size) + l] = b[k, l] - (1 / ((mean + sigma) * size)) + along;
        return inverse;
    }
}
