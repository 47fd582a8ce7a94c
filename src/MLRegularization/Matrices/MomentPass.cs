using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using MLRegularization.Numerics;

namespace MLRegularization.Matrices;

/// <summary>
/// One pass over rows that gathers the <see cref="Moments"/> of every part of them (the folds of a cross-validation):
/// stretches of rows are centred, sorted by part, packed into panels and multiplied block by block.
/// Products are of the element type <typeparamref name="T"/>, summed over at most 128 rows, and added up in double.
/// Rows come as a whole matrix, or stretch by stretch as they stream past.
/// </summary>
/// <typeparam name="T"><see cref="float"/> for twice the speed, <see cref="double"/> for full accuracy.</typeparam>
internal sealed unsafe class MomentPass<T> : IDisposable where T : unmanaged
{
    private const int KernelRows = 128;
    private const int PackedBytes = 8 << 20;
    private const int StripRows = 1024;

    private readonly int columns, threads;
    private readonly int width = TileKernel.PanelWidth<T>();
    private readonly int panels;
    private readonly nuint bytes;
    private readonly T* packed;
    private T* weighted;

    // Where the present rows come from: a matrix, or values stored row after row.
    private IColumnMatrix? matrix;
    private double[] values = [], response = [];
    private double[]? weights;

    // Of the present stretch: where each row goes when sorted by part, and the stretches [start, end) of one part each.
    private readonly int[] position;
    private readonly double[] sortedResponse; // weighted
    private readonly double[] sortedWeights;
    private readonly List<(int Start, int End, int Part)> segments = [];

    /// <summary>Begins a pass.</summary>
    /// <param name="reference">p reference values, near the columns' means (or 0 for moments about the origin).</param>
    /// <param name="responseReference">The same for the response.</param>
    /// <param name="count">Number of parts.</param>
    /// <param name="stretch">Rows at a time.</param>
    /// <param name="threads">Threads at most.</param>
    public MomentPass(double[] reference, double responseReference, int count, int stretch, int threads)
    {
        columns = reference.Length;
        this.threads = threads;
        Parts = new Moments[count];
        for (int f = 0; f < count; f++) Parts[f] = new Moments(reference, responseReference, width) { Rounding = typeof(T) == typeof(float) ? 1e-6 : 1e-12 };
        panels = (columns + width - 1) / width;
        position = new int[stretch];
        sortedResponse = new double[stretch];
        sortedWeights = new double[stretch];
        bytes = (nuint)panels * (nuint)stretch * (nuint)width * (nuint)sizeof(T);
        packed = (T*)NativeMemory.AlignedAlloc(bytes, 64);
    }

    /// <summary>The moments gathered so far.</summary>
    public Moments[] Parts { get; }

    /// <summary>Rows that are multiplied at a time: few enough that they stay in cache, enough for every part to have some.</summary>
    public static int StretchFor(int columns, bool parted)
        => Math.Clamp(PackedBytes / Math.Max(1, columns * sizeof(T)) / KernelRows * KernelRows, KernelRows * (parted ? 8 : 1), 32 * KernelRows);

    /// <summary>Gathers the moments of every part of a matrix.</summary>
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
        int stretch = Math.Min(StretchFor(matrix.Columns, partOf is not null), matrix.Rows);
        using MomentPass<T> pass = new(reference, responseReference, count, stretch, threads);
        (pass.matrix, pass.response, pass.weights) = (matrix, response, weights);
        for (int first = 0; first < matrix.Rows; first += stretch)
            pass.Gather(first, Math.Min(stretch, matrix.Rows - first), partOf, cancellation);
        return pass.Parts;
    }

    /// <summary>Adds a stretch of rows.</summary>
    /// <param name="values">Features, row after row.</param>
    /// <param name="rows">How many rows, at most a stretch.</param>
    /// <param name="response">Their responses.</param>
    /// <param name="weights">Their weights, or null.</param>
    /// <param name="partOf">Their parts.</param>
    /// <param name="cancellation">Checked now and then.</param>
    public void Add(double[] values, int rows, double[] response, double[]? weights, int[] partOf, CancellationToken cancellation)
    {
        (this.values, this.response, this.weights) = (values, response, weights);
        Gather(0, rows, partOf, cancellation);
    }

    // For rows that streamed past and were never fitted.
    ~MomentPass() => Free();

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(packed);
        NativeMemory.AlignedFree(weighted);
    }

    private void Gather(int first, int rows, int[]? partOf, CancellationToken cancellation)
    {
        SortRows(first, rows, partOf);
        if (weights is not null && weighted is null) weighted = (T*)NativeMemory.AlignedAlloc(bytes, 64);
        int strips = (rows + StripRows - 1) / StripRows;
        Parallelism.For(panels * strips, threads, task => Pack(first, rows, task / strips, task % strips * StripRows), cancellation);
        // Pairs of panels, the ones of the longest block rows first.
        int pairs = panels * (panels + 1) / 2;
        Parallelism.For(pairs, threads, pair => Multiply(pairs - 1 - pair, rows), cancellation);
    }

    private void SortRows(int first, int rows, int[]? partOf)
    {
        segments.Clear();
        int[] starts = new int[Parts.Length + 1];
        for (int k = 0; k < rows; k++) starts[(partOf?[first + k] ?? 0) + 1]++;
        for (int f = 0; f < Parts.Length; f++)
        {
            Parts[f].Rows += starts[f + 1];
            starts[f + 1] += starts[f];
            for (int s = starts[f]; s < starts[f + 1]; s += KernelRows) segments.Add((s, Math.Min(s + KernelRows, starts[f + 1]), f));
        }
        for (int k = 0; k < rows; k++)
        {
            int part = partOf?[first + k] ?? 0, to = starts[part]++;
            double weight = weights?[first + k] ?? 1, y = response[first + k] - Parts[part].ResponseReference;
            position[k] = to;
            sortedResponse[to] = weight * y;
            sortedWeights[to] = weight;
            Parts[part].Weight += weight;
            Parts[part].ResponseSum += weight * y;
            Parts[part].ResponseSquares += weight * y * y;
        }
    }

    // A strip of a panel: its columns, centred, as rows in the order of their parts.
    private void Pack(int first, int rows, int panel, int start)
    {
        int count = Math.Min(StripRows, rows - start);
        T* target = packed + ((long)panel * rows * width), product = weighted + ((long)panel * rows * width);
        if (matrix is not null) PackColumns(matrix, first, panel * width, start, count, target);
        else PackRows(panel * width, start, count, target);
        if (weights is null) return;
        foreach (int k in position.AsSpan(start, count))
            Weigh(new Span<T>(target + ((long)k * width), width), sortedWeights[k], new Span<T>(product + ((long)k * width), width));
    }

    private void PackColumns(IColumnMatrix matrix, int first, int from, int start, int count, T* target)
    {
        // No power of two: columns of a strip do not fight for the same cache lines.
        const int stride = StripRows + 16;
        int present = Math.Min(width, columns - from);
        T[] strip = ArrayPool<T>.Shared.Rent(width * stride);
        strip.AsSpan(present * stride, (width - present) * stride).Clear();
        for (int c = 0; c < present; c++)
            CopyCentered(matrix, from + c, first + start, Parts[0].Reference[from + c], strip.AsSpan(c * stride, count));
        fixed (T* source = strip)
        fixed (int* to = &position[start])
            PanelPacking.Transpose(source, stride, count, width, target, to);
        ArrayPool<T>.Shared.Return(strip);
    }

    private void PackRows(int from, int start, int count, T* target)
    {
        int present = Math.Min(width, columns - from);
        ReadOnlySpan<double> centres = Parts[0].Reference.AsSpan(from, present);
        for (int k = start; k < start + count; k++)
        {
            Span<T> row = new(target + ((long)position[k] * width), width);
            Subtract(values.AsSpan((k * columns) + from, present), centres, row);
            row[present..].Clear();
        }
    }

    private void Multiply(int pair, int rows)
    {
        int blockRow = (int)((Math.Sqrt((8.0 * pair) + 1) - 1) / 2);
        if (Moments.BlockIndex(blockRow + 1, 0) <= pair) blockRow++;
        int blockColumn = pair - Moments.BlockIndex(blockRow, 0), present = Math.Min(width, columns - (blockRow * width));
        T* left = packed + ((long)blockRow * rows * width), right = (weights is null ? packed : weighted) + ((long)blockColumn * rows * width);
        foreach ((int start, int end, int part) in segments)
        {
            fixed (double* block = Parts[part].Blocks[pair])
                for (int i = 0; i < present; i += TileKernel.TileHeight)
                    TileKernel.Accumulate(end - start, left + ((long)start * width) + i, right + ((long)start * width), block + (i * width), width);
            if (blockRow == blockColumn) AddSums(left, blockRow * width, start, end, Parts[part]);
        }
    }

    private void AddSums(T* panel, int from, int start, int end, Moments part)
    {
        double* sums = stackalloc double[width], products = stackalloc double[width];
        new Span<double>(sums, width).Clear();
        new Span<double>(products, width).Clear();
        fixed (double* weight = &sortedWeights[start], value = &sortedResponse[start])
            PanelPacking.AddSums(panel + ((long)start * width), end - start, width, weight, value, sums, products);
        for (int c = 0; c < Math.Min(width, columns - from); c++)
        {
            part.Sums[from + c] += sums[c];
            part.Cross[from + c] += products[c];
        }
    }

    private static void CopyCentered(IColumnMatrix matrix, int column, int firstRow, double center, Span<T> target)
    {
        if (typeof(T) == typeof(float)) matrix.CopyCentered(column, firstRow, center, MemoryMarshal.Cast<T, float>(target));
        else matrix.CopyCentered(column, firstRow, center, MemoryMarshal.Cast<T, double>(target));
    }

    private static void Subtract(ReadOnlySpan<double> row, ReadOnlySpan<double> centres, Span<T> target)
    {
        if (typeof(T) == typeof(float))
            for (int c = 0; c < row.Length; c++) MemoryMarshal.Cast<T, float>(target)[c] = (float)(row[c] - centres[c]);
        else TensorPrimitives.Subtract(row, centres, MemoryMarshal.Cast<T, double>(target));
    }

    private static void Weigh(ReadOnlySpan<T> row, double weight, Span<T> product)
    {
        if (typeof(T) == typeof(float)) TensorPrimitives.Multiply(MemoryMarshal.Cast<T, float>(row), (float)weight, MemoryMarshal.Cast<T, float>(product));
        else TensorPrimitives.Multiply(MemoryMarshal.Cast<T, double>(row), weight, MemoryMarshal.Cast<T, double>(product));
    }
}
