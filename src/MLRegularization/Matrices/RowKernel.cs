using System.Numerics.Tensors;
using MLRegularization.Numerics;

namespace MLRegularization.Matrices;

/// <summary>The kernel K = √ω X̃X̃ᵀ √ω of rows of standardised columns: n × n, for no more rows than columns.</summary>
internal static class RowKernel
{
    private const int MostColumns = 512;

    /// <summary>The kernel's upper half, over as many columns at a time as stay in cache.</summary>
    /// <param name="columns">The standardised columns.</param>
    /// <param name="roots">√ω of every row.</param>
    /// <param name="threads">Threads at most.</param>
    /// <param name="cancellation">Checked at every block.</param>
    public static AlignedMatrix Of(StandardizedColumns columns, double[] roots, int threads, CancellationToken cancellation)
    {
        int n = roots.Length;
        AlignedMatrix matrix = new(n, n);
        int chunks = (columns.Count + MostColumns - 1) / MostColumns;
        using Panels rows = new((columns.Count + chunks - 1) / chunks, n);
        for (int first = 0; first < columns.Count; first += rows.Depth)
        {
            int from = first;
            Parallelism.For((rows.Depth + 31) / 32, threads, block =>
            {
                double[] buffer = new double[rows.Count * Panels.Width];
                for (int k = block * 32; k < Math.Min(rows.Depth, (block + 1) * 32); k++)
                {
                    if (from + k < columns.Count)
                    {
                        columns.Stretch(from + k, 0, buffer.AsSpan(0, n));
                        TensorPrimitives.Multiply<double>(buffer.AsSpan(0, n), roots, buffer);
                    }
                    else Array.Clear(buffer);
                    rows.SetRow(k, buffer);
                }
            }, cancellation);
            PanelProduct.Add(rows, rows, matrix, 0, true, threads, cancellation);
        }
        return matrix;
    }
}
