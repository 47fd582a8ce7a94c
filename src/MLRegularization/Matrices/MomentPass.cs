using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using MLRegularization.Numerics;

namespace MLRegularization.Matrices;

/// <summary>
/// One pass over a matrix that gathers the <see cref="Moments"/> of every part of its rows (the folds of a cross-validation):
/// stretches of rows are centred, sorted by part, packed into panels and multiplied block by block.
/// Products are of the element type <typeparamref name="T"/>, summed over at most 128 rows, and added up in double.
/// </summary>
/// <typeparam name="T"><see cref="float"/> for twice the speed, <see cref="double"/> for full accuracy.</typeparam>
internal sealed unsafe class MomentPass<T> where T : unmanaged
{
    private const int KernelRows = 128;
    private const int PackedBytes = 8 << 20;
    private const int StripRows = 1024;

    private readonly IColumnMatrix matrix;
    private readonly double[] response;
    private readonly double[]? weights;
    private readonly Moments[] parts;
    private readonly int width = TileKernel.PanelWidth<T>();
    private readonly int panels;

    // Of the present stretch: where each row goes when sorted by part, and the stretches [start, end) of one part each.
    private readonly int[] position;
    private readonly double[] sortedResponse; // weighted
    private readonly double[] sortedWeights;
    private readonly List<(int Start, int End, int Part)> segments = [];

    private MomentPass(IColumnMatrix matrix, double[] response, double[]? weights, Moments[] parts, int stretch)
    {
        this.matrix = matrix;
        this.response = response;
        this.weights = weights;
        this.parts = parts;
        panels = (matrix.Columns + width - 1) / width;
        position = new int[stretch];
        sortedResponse = new double[stretch];
        sortedWeights = new double[stretch];
    }

    /// <summary>Gathers the moments of every part.</summary>
    /// <param name="matrix">n × p features.</param>
    /// <param name="response">n responses, offset already taken off.</param>
    /// <param name="weights">n weights or null.</param>
    /// <param name="partOf">The part 0 … count − 1 of each row; null: one part.</param>
    /// <param name="count">Number of parts.</param>
    /// <param name="reference">p reference values, near the columns' means (or 0 for moments about the origin).</param>
    /// <param name="responseReference">The same for the response.</param>
    /// <param name="threads">Threads at most.</param>
    /// <param name="cancellation">Checked at every stretch.</param>
    public static Moments[] Run(IColumnMatrix matrix, double[] response, double[]? weights, int[]? partOf, int count, double[] reference, double responseReference,
        int threads, CancellationToken cancellation)
    {
        int p = matrix.Columns;
        int stretch = Math.Clamp(PackedBytes / Math.Max(1, p * sizeof(T)) / KernelRows * KernelRows, KernelRows * (partOf is null ? 1 : 8), 32 * KernelRows);
        stretch = Math.Min(stretch, matrix.Rows);
        Moments[] parts = new Moments[count];
        for (int f = 0; f < count; f++) parts[f] = new Moments(reference, responseReference, TileKernel.PanelWidth<T>()) { Rounding = typeof(T) == typeof(float) ? 1e-6 : 1e-12 };
        MomentPass<T> pass = new(matrix, response, weights, parts, stretch);
        nuint bytes = (nuint)pass.panels * (nuint)stretch * (nuint)pass.width * (nuint)sizeof(T);
        T* packed = (T*)NativeMemory.AlignedAlloc(bytes, 64);
        T* weighted = weights is null ? packed : (T*)NativeMemory.AlignedAlloc(bytes, 64);
        try
        {
            for (int first = 0; first < matrix.Rows; first += stretch)
                pass.Gather(first, Math.Min(stretch, matrix.Rows - first), partOf, packed, weighted, threads, cancellation);
        }
        finally
        {
            NativeMemory.AlignedFree(packed);
            if (weights is not null) NativeMemory.AlignedFree(weighted);
        }
        return parts;
    }

    private void Gather(int first, int rows, int[]? partOf, T* packed, T* weighted, int threads, CancellationToken cancellation)
    {
        SortRows(first, rows, partOf);
        nint a = (nint)packed, b = (nint)weighted;
        int strips = (rows + StripRows - 1) / StripRows;
        Parallelism.For(panels * strips, threads, task => Pack(first, rows, task / strips, task % strips * StripRows, (T*)a, (T*)b), cancellation);
        // Pairs of panels, the ones of the longest block rows first.
        int pairs = panels * (panels + 1) / 2;
        Parallelism.For(pairs, threads, pair => Multiply(pairs - 1 - pair, rows, (T*)a, (T*)b), cancellation);
    }

    private void SortRows(int first, int rows, int[]? partOf)
    {
        segments.Clear();
        int[] starts = new int[parts.Length + 1];
        for (int k = 0; k < rows; k++) starts[(partOf?[first + k] ?? 0) + 1]++;
        for (int f = 0; f < parts.Length; f++)
        {
            parts[f].Rows += starts[f + 1];
            starts[f + 1] += starts[f];
            for (int s = starts[f]; s < starts[f + 1]; s += KernelRows) segments.Add((s, Math.Min(s + KernelRows, starts[f + 1]), f));
        }
        for (int k = 0; k < rows; k++)
        {
            int part = partOf?[first + k] ?? 0, to = starts[part]++;
            double weight = weights?[first + k] ?? 1, y = response[first + k] - parts[part].ResponseReference;
            position[k] = to;
            sortedResponse[to] = weight * y;
            sortedWeights[to] = weight;
            parts[part].Weight += weight;
            parts[part].ResponseSum += weight * y;
            parts[part].ResponseSquares += weight * y * y;
        }
    }

    // A strip of a panel: its columns, centred and turned into rows in the order of their parts.
    private void Pack(int first, int rows, int panel, int start, T* packed, T* weighted)
    {
        // No power of two: columns of a strip do not fight for the same cache lines.
        const int stride = StripRows + 16;
        T* target = packed + ((long)panel * rows * width), product = weighted + ((long)panel * rows * width);
        int from = panel * width, present = Math.Min(width, matrix.Columns - from), count = Math.Min(StripRows, rows - start);
        T[] columns = ArrayPool<T>.Shared.Rent(width * stride);
        columns.AsSpan(present * stride, (width - present) * stride).Clear();
        for (int c = 0; c < present; c++)
            CopyCentered(from + c, first + start, parts[0].Reference[from + c], columns.AsSpan(c * stride, count));
        fixed (T* source = columns)
        fixed (int* to = &position[start])
            PanelPacking.Transpose(source, stride, count, width, target, to);
        ArrayPool<T>.Shared.Return(columns);
        if (weights is null) return;
        foreach (int k in position.AsSpan(start, count))
            Weigh(new Span<T>(target + ((long)k * width), width), sortedWeights[k], new Span<T>(product + ((long)k * width), width));
    }

    private void Multiply(int pair, int rows, T* packed, T* weighted)
    {
        int blockRow = (int)((Math.Sqrt((8.0 * pair) + 1) - 1) / 2);
        if (Moments.BlockIndex(blockRow + 1, 0) <= pair) blockRow++;
        int blockColumn = pair - Moments.BlockIndex(blockRow, 0), present = Math.Min(width, matrix.Columns - (blockRow * width));
        T* left = packed + ((long)blockRow * rows * width), right = weighted + ((long)blockColumn * rows * width);
        foreach ((int start, int end, int part) in segments)
        {
            fixed (double* block = parts[part].Blocks[pair])
                for (int i = 0; i < present; i += TileKernel.TileHeight)
                    TileKernel.Accumulate(end - start, left + ((long)start * width) + i, right + ((long)start * width), block + (i * width), width);
            if (blockRow == blockColumn) AddSums(left, blockRow * width, start, end, parts[part]);
        }
    }

    private void AddSums(T* panel, int from, int start, int end, Moments part)
    {
        double* sums = stackalloc double[width], products = stackalloc double[width];
        new Span<double>(sums, width).Clear();
        new Span<double>(products, width).Clear();
        fixed (double* weight = &sortedWeights[start], value = &sortedResponse[start])
            PanelPacking.AddSums(panel + ((long)start * width), end - start, width, weight, value, sums, products);
        for (int c = 0; c < Math.Min(width, matrix.Columns - from); c++)
        {
            part.Sums[from + c] += sums[c];
            part.Cross[from + c] += products[c];
        }
    }

    private void CopyCentered(int column, int firstRow, double center, Span<T> target)
    {
        if (typeof(T) == typeof(float)) matrix.CopyCentered(column, firstRow, center, MemoryMarshal.Cast<T, float>(target));
        else matrix.CopyCentered(column, firstRow, center, MemoryMarshal.Cast<T, double>(target));
    }

    private static void Weigh(ReadOnlySpan<T> row, double weight, Span<T> product)
    {
        if (typeof(T) == typeof(float)) TensorPrimitives.Multiply(MemoryMarshal.Cast<T, float>(row), (float)weight, MemoryMarshal.Cast<T, float>(product));
        else TensorPrimitives.Multiply(MemoryMarshal.Cast<T, double>(row), weight, MemoryMarshal.Cast<T, double>(product));
    }
}
