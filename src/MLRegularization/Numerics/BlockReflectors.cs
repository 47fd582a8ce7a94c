namespace MLRegularization.Numerics;

/// <summary>
/// Forms Q = H₁H₂… of Householder reflections H = I − s v vᵀ, block by block as I − V T Vᵀ (Schreiber and Van Loan 1989), so that nearly
/// all work is matrix products.
/// </summary>
internal static unsafe class BlockReflectors
{
    private const int GroupPanels = 4;

    /// <summary>Q, packed; its depth is padded to a multiple of 16.</summary>
    /// <param name="reflectors">v of reflection k in row k, zero up to column k.</param>
    /// <param name="scales">s of every reflection.</param>
    /// <param name="threads">Threads at most.</param>
    /// <param name="cancellation">Checked between groups of columns.</param>
    public static Panels Form(AlignedMatrix reflectors, double[] scales, int threads, CancellationToken cancellation)
    {
        const int size = HouseholderReduction.Block;
        (Panels V, Panels VT)[] blocks = new (Panels, Panels)[(scales.Length + size - 1) / size];
        Panels q = new(reflectors.Stride, reflectors.Columns);
        try
        {
            Parallelism.For(blocks.Length, threads, b => blocks[b] = Pack(reflectors, scales, b * size, Math.Min(size, scales.Length - (b * size))), cancellation);
            for (int k = 0; k < q.Columns; k++) q.At(k, k) = 1;
            // The last columns first: all blocks change them.
            int groups = (q.Count + GroupPanels - 1) / GroupPanels;
            Parallelism.For(groups, threads, g =>
            {
                int first = (groups - 1 - g) * GroupPanels, end = Math.Min(q.Count, first + GroupPanels);
                using Panels products = new(size, (end - first) * Panels.Width);
                for (int b = blocks.Length - 1; b >= 0; b--)
                {
                    int row = b * size;
                    if (row >= end * Panels.Width) continue; // still columns of the identity
                    (Panels v, Panels vt) = blocks[b];
                    products.Clear();
                    PanelProduct.Add(v, 0, PanelProduct.Tiles(v), q, first, end, row, products[0] - (first * products.PanelStep), products.PanelStep, Panels.Width);
                    double* target = q[first] + ((long)row * Panels.Width);
                    PanelProduct.Add(vt, 0, PanelProduct.Tiles(vt), products, 0, end - first, 0, target, q.PanelStep, Panels.Width);
                }
            }, cancellation);
            return q;
        }
        catch
        {
            q.Dispose();
            throw;
        }
        finally
        {
            foreach ((Panels v, Panels vt) in blocks)
            {
                v?.Dispose();
                vt?.Dispose();
            }
        }
    }

    // V with a reflector in each column, and −(V T)ᵀ, both from row `first` on.
    private static (Panels V, Panels VT) Pack(AlignedMatrix reflectors, double[] scales, int first, int count)
    {
        int rows = reflectors.Stride - first;
        double[] t = new double[count * count]; // T[r, s] at r · count + s
        using AlignedMatrix product = new(count, rows);
        for (int s = 0; s < count; s++)
        {
            ReadOnlySpan<double> v = reflectors.Padded(first + s)[first..];
            double[] dots = new double[s];
            for (int r = 0; r < s; r++) dots[r] = Kernels.Dot(reflectors.Padded(first + r)[first..], v);
            for (int r = 0; r < s; r++)
                for (int k = r; k < s; k++) t[(r * count) + s] -= scales[first + s] * t[(r * count) + k] * dots[k];
            t[(s * count) + s] = scales[first + s];
            for (int r = 0; r <= s; r++) Kernels.AddScaled(reflectors.Padded(first + r)[first..], -t[(r * count) + s], product.Row(s));
        }
        Panels packed = new(rows, count), transposed = new(count, rows);
        for (int s = 0; s < count; s++)
        {
            ReadOnlySpan<double> v = reflectors.Padded(first + s)[first..];
            for (int i = 0; i < rows; i++) packed.At(i, s) = v[i];
            for (int panel = 0; panel < transposed.Count; panel++)
                product.Row(s).Slice(panel * Panels.Width, Panels.Width).CopyTo(new Span<double>(transposed[panel] + (s * Panels.Width), Panels.Width));
        }
        return (packed, transposed);
    }
}
