using System.Numerics.Tensors;
using MLRegularization.Numerics;

namespace MLRegularization.Matrices;

/// <summary>
/// Means and scales of columns, learned on weighted rows. <see cref="Centres"/> is 0 without an intercept; the scale is the
/// standard deviation about the mean (weighted, 1/W) all the same, or 1 where columns are not scaled.
/// </summary>
/// <param name="Centred">Whether columns are centred.</param>
/// <param name="Centres">What is taken off each column.</param>
/// <param name="Scales">What each column is divided by.</param>
/// <param name="SquareMeans">Mean square of each standardised column.</param>
/// <param name="Constant">Columns that do not vary and so have no coefficient.</param>
internal sealed record Standardization(bool Centred, double[] Centres, double[] Scales, double[] SquareMeans, bool[] Constant)
{
    /// <summary>A standard deviation below this share of the column's size is rounding, not variation.</summary>
    private const double ConstantShare = 4e-15;

    /// <summary>Learns from the rows of a matrix, in two passes.</summary>
    public static Standardization Learn(IColumnMatrix matrix, double[]? weights, bool centre, bool scale, int threads)
    {
        int p = matrix.Columns, n = matrix.Rows;
        double total = weights?.Sum() ?? n;
        double[] means = new double[p], variances = new double[p];
        if (matrix is SparseColumns sparse)
        {
            Parallelism.For((p + 255) / 256, threads, b =>
            {
                for (int j = b * 256; j < Math.Min(p, (b + 1) * 256); j++) (means[j], variances[j]) = MeanAndVariance(sparse, j, weights, total);
            });
            return From(means, variances, centre, scale);
        }
        double[] ones = weights ?? [.. Enumerable.Repeat(1.0, n)];
        const int block = 64;
        Parallelism.For((p + block - 1) / block, threads, b =>
        {
            double[] column = new double[n], product = weights is null ? column : new double[n];
            for (int j = b * block; j < Math.Min(p, (b + 1) * block); j++)
            {
                double mean = matrix.Dot(j, 0, ones) / total;
                matrix.CopyCentered(j, 0, mean, column);
                double sum = (weights is null ? TensorPrimitives.Sum<double>(column) : Kernels.Dot(column, weights)) / total;
                if (weights is not null) TensorPrimitives.Multiply(column, weights, product);
                double squares = Kernels.Dot(product, column);
                means[j] = mean + sum;
                variances[j] = Math.Max(0, (squares / total) - (sum * sum));
            }
        });
        return From(means, variances, centre, scale);
    }

    // Rows that are not stored are zeros and count by their weight alone.
    private static (double Mean, double Variance) MeanAndVariance(SparseColumns matrix, int column, double[]? weights, double total)
    {
        ReadOnlySpan<int> rows = matrix.RowsOf(column);
        ReadOnlySpan<double> values = matrix.ValuesOf(column);
        double stored = 0, mean = 0, sum = 0, squares = 0;
        for (int k = 0; k < rows.Length; k++)
        {
            double weight = weights is null ? 1 : weights[rows[k]];
            stored += weight;
            mean += weight * values[k];
        }
        mean /= total;
        double absent = AbsentWeight(rows, weights, stored, total);
        for (int k = 0; k < rows.Length; k++)
        {
            double weight = weights is null ? 1 : weights[rows[k]], away = values[k] - mean;
            sum += weight * away;
            squares += weight * away * away;
        }
        sum = (sum - (absent * mean)) / total;
        squares = (squares + (absent * mean * mean)) / total;
        return (mean + sum, Math.Max(0, squares - (sum * sum)));
    }

    // Near 0 the difference of two sums is rounding, and would let a constant column pass for one that varies.
    private static double AbsentWeight(ReadOnlySpan<int> rows, double[]? weights, double stored, double total)
    {
        double absent = total - stored;
        if (weights is null || absent > 1e-6 * total) return absent;
        absent = 0;
        for (int i = 0, k = 0; i < weights.Length; i++)
        {
            if (k < rows.Length && rows[k] == i) k++;
            else absent += weights[i];
        }
        return absent;
    }

    /// <summary>From means and variances already known.</summary>
    public static Standardization From(double[] means, double[] variances, bool centre, bool scale)
    {
        int p = means.Length;
        double[] centres = new double[p], scales = new double[p], squares = new double[p];
        bool[] constant = new bool[p];
        for (int j = 0; j < p; j++)
        {
            double deviation = Math.Sqrt(variances[j]);
            constant[j] = deviation <= ConstantShare * Math.Abs(means[j]);
            // Without an intercept and scaling, a constant column still explains a level.
            if (constant[j] && !centre && means[j] != 0 && !scale) constant[j] = false;
            centres[j] = centre ? means[j] : 0;
            scales[j] = scale && !constant[j] ? deviation : 1;
            squares[j] = constant[j] ? 0 : (variances[j] + (centre ? 0 : means[j] * means[j])) / (scales[j] * scales[j]);
        }
        return new Standardization(centre, centres, scales, squares, constant);
    }

    /// <summary>Learns from moments.</summary>
    public static Standardization Learn(Moments moments, bool centre, bool scale)
    {
        int p = moments.Sums.Length;
        double[] means = new double[p], variances = new double[p];
        for (int j = 0; j < p; j++)
        {
            double shift = moments.Sums[j] / moments.Weight;
            means[j] = moments.Reference[j] + shift;
            double second = moments[j, j] / moments.Weight, variance = second - (shift * shift);
            // What rounding leaves of a column that is constant on these rows is no variation.
            variances[j] = variance > moments.Rounding * second ? variance : 0;
        }
        return From(means, variances, centre, scale);
    }
}
