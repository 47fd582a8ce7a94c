using MLRegularization.Numerics;

namespace MLRegularization.Solvers;

/// <summary>Squared loss kept as its Gram matrix: every step costs p, however many rows there are.</summary>
/// <param name="gram">p × p Gram matrix, row-major.</param>
/// <param name="correlation">c, p values.</param>
/// <param name="responseSquares">yy.</param>
internal sealed class GramQuadratic(double[] gram, double[] correlation, double responseSquares) : IQuadratic
{
    private readonly double[] slopes = [.. correlation];

    public int Count => correlation.Length;

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
        Kernels.AddScaled(Row(coordinate), -step, slopes);
    }

    public void Move(ReadOnlySpan<int> coordinates, ReadOnlySpan<double> steps)
    {
        int k = 0;
        for (; k + 4 <= coordinates.Length; k += 4)
        {
            int a = coordinates[k], b = coordinates[k + 1], c = coordinates[k + 2], d = coordinates[k + 3];
            Kernels.AddScaled4(Row(a), Row(b), Row(c), Row(d), -steps[k], -steps[k + 1], -steps[k + 2], -steps[k + 3], slopes);
            Beta[a] += steps[k];
            Beta[b] += steps[k + 1];
            Beta[c] += steps[k + 2];
            Beta[d] += steps[k + 3];
        }
        for (; k < coordinates.Length; k++) Move(coordinates[k], steps[k]);
    }

    public void Cross(ReadOnlySpan<int> left, ReadOnlySpan<int> right, Span<double> products)
    {
        for (int j = 0; j < right.Length; j++)
        {
            ReadOnlySpan<double> row = Row(right[j]);
            Span<double> target = products.Slice(j * left.Length, left.Length);
            for (int i = 0; i < left.Length; i++) target[i] = row[left[i]];
        }
    }

    public (double Squares, double Response) ResidualProducts()
    {
        double explained = Kernels.Dot(correlation, Beta);
        return (responseSquares - explained - Kernels.Dot(slopes, Beta), responseSquares - explained);
    }

    public void Refresh()
    {
        correlation.CopyTo(slopes, 0);
        int[] active = [.. Enumerable.Range(0, Count).Where(j => Beta[j] != 0)];
        double[] values = [.. active.Select(j => Beta[j])];
        foreach (int j in active) Beta[j] = 0;
        Move(active, values);
    }

    private ReadOnlySpan<double> Row(int coordinate) => System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref gram[(long)coordinate * Count], Count);
}
