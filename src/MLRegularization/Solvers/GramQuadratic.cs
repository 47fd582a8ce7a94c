using System.Runtime.InteropServices;
using MLRegularization.Numerics;

namespace MLRegularization.Solvers;

/// <summary>Squared loss kept as its Gram matrix: every step costs p, however many rows there are.</summary>
/// <param name="gram">p × p Gram matrix, row-major.</param>
/// <param name="correlation">c, p values.</param>
/// <param name="responseSquares">yy.</param>
/// <param name="threads">Threads at most.</param>
internal sealed class GramQuadratic(double[] gram, double[] correlation, double responseSquares, int threads) : IQuadratic
{
    private readonly double[] slopes = [.. correlation];

    public int Count => correlation.Length;

    public int MostActive => 6000;

    public double[] Beta { get; } = new double[correlation.Length];

    public double Curvature(int coordinate) => gram[((long)coordinate * Count) + coordinate];

    public double Slope(int coordinate) => slopes[coordinate];

    public void Slopes(ReadOnlySpan<int> coordinates, Span<double> slopes)
    {
        for (int k = 0; k < coordinates.Length; k++) slopes[k] = this.slopes[coordinates[k]];
    }

    public void AllSlopes(Span<double> slopes) => this.slopes.CopyTo(slopes);

    public void Move(int coordinate, double step)
    {
        if (step == 0) return;
        Beta[coordinate] += step;
        Kernels.AddScaled(Row(coordinate, 0, Count), -step, slopes);
    }

    public void Move(ReadOnlySpan<int> coordinates, ReadOnlySpan<double> steps)
    {
        // Chunks of slopes whose bounds do not depend on the number of threads.
        const int chunk = 512;
        int[] moving = coordinates.ToArray();
        double[] by = steps.ToArray();
        for (int k = 0; k < moving.Length; k++) Beta[moving[k]] += by[k];
        Parallelism.For((Count + chunk - 1) / chunk, (long)moving.Length * Count > 100_000 ? threads : 1, part =>
        {
            int from = part * chunk, to = Math.Min(from + chunk, Count), k = 0;
            Span<double> rest = slopes.AsSpan(from, to - from);
            for (; k + 4 <= moving.Length; k += 4)
                Kernels.AddScaled4(Row(moving[k], from, to), Row(moving[k + 1], from, to), Row(moving[k + 2], from, to), Row(moving[k + 3], from, to), -by[k], -by[k + 1], -by[k + 2], -by[k + 3], rest);
            for (; k < moving.Length; k++) Kernels.AddScaled(Row(moving[k], from, to), -by[k], rest);
        });
    }

    public void Cross(ReadOnlySpan<int> left, ReadOnlySpan<int> right, Span<double> products)
    {
        for (int j = 0; j < right.Length; j++)
        {
            ReadOnlySpan<double> row = Row(right[j], 0, Count);
            Span<double> target = products.Slice(j * left.Length, left.Length);
            for (int i = 0; i < left.Length; i++) target[i] = row[left[i]];
        }
    }

    public void Multiply(int[] coordinates, double[] vector, double[] product)
    {
        const int block = 64;
        double[] full = new double[Count];
        for (int k = 0; k < coordinates.Length; k++) full[coordinates[k]] = vector[k];
        Parallelism.For((coordinates.Length + block - 1) / block, (long)coordinates.Length * Count > 100_000 ? threads : 1, part =>
        {
            for (int k = part * block; k < Math.Min(coordinates.Length, (part + 1) * block); k++) product[k] = Kernels.Dot(Row(coordinates[k], 0, Count), full);
        });
    }

    public (double Squares, double Response) ResidualProducts()
    {
        double explained = Kernels.Dot(correlation, Beta);
        return (responseSquares - explained - Kernels.Dot(slopes, Beta), responseSquares - explained);
    }

    /// <summary>Takes slopes and mean square of the residual as measured at the present β for its own: what rounding left in c and yy is taken off.</summary>
    public void Correct(ReadOnlySpan<double> measured, double squares)
    {
        for (int j = 0; j < Count; j++) correlation[j] += measured[j] - slopes[j];
        measured.CopyTo(slopes);
        responseSquares = squares + Kernels.Dot(correlation, Beta) + Kernels.Dot(slopes, Beta);
    }

    /// <summary>Starts anew at β with these slopes and this mean square of the residual.</summary>
    public void Anchor(ReadOnlySpan<double> beta, ReadOnlySpan<double> measured, double squares)
    {
        beta.CopyTo(Beta);
        measured.CopyTo(slopes);
        measured.CopyTo(correlation);
        for (int j = 0; j < Count; j++)
            if (Beta[j] != 0) Kernels.AddScaled(Row(j, 0, Count), Beta[j], correlation);
        responseSquares = squares + Kernels.Dot(correlation, Beta) + Kernels.Dot(slopes, Beta);
    }

    public void Refresh()
    {
        correlation.CopyTo(slopes, 0);
        int[] active = [.. Enumerable.Range(0, Count).Where(j => Beta[j] != 0)];
        double[] values = [.. active.Select(j => Beta[j])];
        foreach (int j in active) Beta[j] = 0;
        Move(active, values);
    }

    private ReadOnlySpan<double> Row(int coordinate, int from, int to)
        => MemoryMarshal.CreateReadOnlySpan(ref gram[((long)coordinate * Count) + from], to - from);
}
