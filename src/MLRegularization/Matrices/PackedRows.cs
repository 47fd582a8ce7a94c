using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MLRegularization.Numerics;

namespace MLRegularization.Matrices;

/// <summary>
/// Some columns X of a sparse matrix, scaled and packed by rows in single precision, for many products with XᵀΩX: one reads every value once.
/// Rows lie in blocks with sums of their own, so threads do not change a bit.
/// </summary>
internal sealed class PackedRows
{
    /// <summary>A row's values are filled up with zeros to a multiple of this.</summary>
    private const int Lanes = 8;

    private const int BlockRows = 4096, MostBlocks = 32;

    private readonly SparseColumns matrix;
    private readonly double[] scales;
    private readonly bool[] used; // rows
    private readonly int[][] splits; // where each column's values of a block end
    private readonly Block[] blocks;
    private readonly int threads;
    private float[] vector = [];
    private long stored;

    /// <summary>Holds no columns yet.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="scales">What each column is divided by.</param>
    /// <param name="weights">Rows of weight 0 are left out.</param>
    /// <param name="threads">Threads at most.</param>
    public PackedRows(SparseColumns matrix, double[] scales, double[] weights, int threads)
    {
        (this.matrix, this.scales, this.threads) = (matrix, scales, threads);
        used = [.. weights.Select(w => w > 0)];
        blocks = new Block[Math.Clamp(matrix.Rows / BlockRows, 1, MostBlocks)];
        for (int b = 0; b < blocks.Length; b++) blocks[b] = new Block((int)((long)matrix.Rows * b / blocks.Length), (int)((long)matrix.Rows * (b + 1) / blocks.Length));
        splits = [.. blocks.Select(_ => new int[matrix.Columns])];
        Parallelism.For(blocks.Length, threads, b =>
        {
            for (int j = 0; j < matrix.Columns; j++)
            {
                int at = b + 1 == blocks.Length ? matrix.RowsOf(j).Length : matrix.RowsOf(j).BinarySearch(blocks[b].End);
                splits[b][j] = at < 0 ? ~at : at;
            }
        });
    }

    /// <summary>The columns held, in their order here.</summary>
    public int[] Columns { get; private set; } = [];

    /// <summary>Most columns that can be held.</summary>
    public const int MostColumns = ushort.MaxValue + 1;

    /// <summary>Takes up columns in place of those held.</summary>
    public void Hold(int[] columns)
    {
        Columns = columns;
        vector = new float[columns.Length];
        Parallelism.For(blocks.Length, threads, Pack);
        stored = blocks.Sum(b => (long)b.Starts[^1]);
    }

    /// <summary>product = (X − 1μᵀ)ᵀ Ω (X − 1μᵀ) v.</summary>
    public void Multiply(double[] omega, double[] means, double[] v, double[] product)
    {
        double shift = Kernels.Dot(means, v);
        for (int k = 0; k < v.Length; k++) vector[k] = (float)v[k];
        Parallelism.For(blocks.Length, Threads, b => Multiply(blocks[b], omega, shift));
        double total = 0;
        foreach (Block block in blocks) total += block.Total;
        Gather(product);
        Kernels.AddScaled(means, -total, product);
    }

    /// <summary>means = Xᵀω.</summary>
    public void Means(double[] omega, double[] means)
    {
        Parallelism.For(blocks.Length, Threads, b =>
        {
            Block block = blocks[b];
            Array.Clear(block.Sums);
            for (int i = 0; i < block.Rows.Length; i++) Add(block, i, (float)omega[block.Rows[i]]);
        });
        Gather(means);
    }

    private int Threads => stored > 50_000 ? threads : 1;

    private void Gather(double[] sums)
    {
        for (int k = 0; k < sums.Length; k++) sums[k] = blocks[0].Sums[k];
        for (int b = 1; b < blocks.Length; b++)
        {
            float[] own = blocks[b].Sums;
            for (int k = 0; k < sums.Length; k++) sums[k] += own[k];
        }
    }

    private void Pack(int b)
    {
        Block block = blocks[b];
        int rows = block.End - block.First;
        int[] counts = new int[rows], ends = splits[b];
        int[]? starts = b == 0 ? null : splits[b - 1];
        foreach (int j in Columns)
            foreach (int row in matrix.RowsOf(j)[(starts?[j] ?? 0)..ends[j]]) counts[row - block.First]++;
        // Rows of one length lie together: then loops over them end where the last one did.
        int[] longer = new int[counts.Max() + 2];
        for (int i = 0; i < rows; i++)
            if (counts[i] > 0 && used[block.First + i]) longer[counts[i] + 1]++;
        for (int k = 1; k < longer.Length; k++) longer[k] += longer[k - 1];
        int[] order = new int[longer[^1]], start = new int[order.Length + 1], next = new int[rows];
        Array.Fill(next, -1);
        for (int i = 0; i < rows; i++)
            if (counts[i] > 0 && used[block.First + i]) order[longer[counts[i]]++] = i;
        for (int i = 0; i < order.Length; i++)
        {
            next[order[i]] = start[i];
            start[i + 1] = start[i] + ((counts[order[i]] + Lanes - 1) / Lanes * Lanes);
        }
        if (block.Places.Length < start[^1]) (block.Places, block.Values) = (new ushort[start[^1] * 5 / 4], new float[start[^1] * 5 / 4]);
        for (int k = 0; k < Columns.Length; k++)
        {
            int j = Columns[k], from = starts?[j] ?? 0;
            ReadOnlySpan<int> at = matrix.RowsOf(j)[from..ends[j]];
            ReadOnlySpan<double> values = matrix.ValuesOf(j)[from..ends[j]];
            double inverse = 1 / scales[j];
            for (int i = 0; i < at.Length; i++)
            {
                ref int here = ref next[at[i] - block.First];
                if (here < 0) continue;
                block.Places[here] = (ushort)k;
                block.Values[here++] = (float)(values[i] * inverse);
            }
        }
        int[] lengths = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            lengths[i] = counts[order[i]];
            for (int k = next[order[i]]; k < start[i + 1]; k++) (block.Places[k], block.Values[k]) = (0, 0);
            order[i] += block.First;
        }
        (block.Rows, block.Starts, block.Lengths, block.Sums) = (order, start, lengths, new float[Columns.Length]);
    }

    private void Multiply(Block block, double[] omega, double shift)
    {
        Array.Clear(block.Sums);
        double total = 0;
        for (int i = 0; i < block.Rows.Length; i++)
        {
            double weight = omega[block.Rows[i]], along = weight * (Dot(block, i) - shift);
            total += along;
            Add(block, i, (float)along);
        }
        block.Total = total;
    }

    // Eight sums in either branch, to the same bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe double Dot(Block block, int row)
    {
        int end = block.Starts[row + 1];
        Vector256<float> sums = default;
        // Places were made for these columns and lanes.
        fixed (float* source = vector, values = block.Values)
        fixed (ushort* places = block.Places)
        {
            for (int k = block.Starts[row]; k < end; k += Lanes)
            {
                Vector256<float> picked = Avx2.IsSupported ? Avx2.GatherVector256(source, Avx2.ConvertToVector256Int32(places + k), sizeof(float))
                    : Vector256.Create(source[places[k]], source[places[k + 1]], source[places[k + 2]], source[places[k + 3]], source[places[k + 4]], source[places[k + 5]], source[places[k + 6]], source[places[k + 7]]);
                sums = Vector256.FusedMultiplyAdd(Vector256.Load(values + k), picked, sums);
            }
        }
        return Vector256.Sum(sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Block block, int row, float factor)
    {
        int k = block.Starts[row], end = k + block.Lengths[row];
        ref float sums = ref MemoryMarshal.GetArrayDataReference(block.Sums), values = ref MemoryMarshal.GetArrayDataReference(block.Values);
        ref ushort places = ref MemoryMarshal.GetArrayDataReference(block.Places);
        for (; k + 4 <= end; k += 4)
        {
            Add(ref Unsafe.Add(ref sums, Unsafe.Add(ref places, k)), factor, Unsafe.Add(ref values, k));
            Add(ref Unsafe.Add(ref sums, Unsafe.Add(ref places, k + 1)), factor, Unsafe.Add(ref values, k + 1));
            Add(ref Unsafe.Add(ref sums, Unsafe.Add(ref places, k + 2)), factor, Unsafe.Add(ref values, k + 2));
            Add(ref Unsafe.Add(ref sums, Unsafe.Add(ref places, k + 3)), factor, Unsafe.Add(ref values, k + 3));
        }
        for (; k < end; k++) Add(ref Unsafe.Add(ref sums, Unsafe.Add(ref places, k)), factor, Unsafe.Add(ref values, k));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref float sum, float factor, float value) => sum = MathF.FusedMultiplyAdd(factor, value, sum);

    /// <summary>A stretch of rows.</summary>
    private sealed class Block(int first, int end)
    {
        public int First => first;

        public int End => end;

        /// <summary>The rows with values, by their number of values.</summary>
        public int[] Rows { get; set; } = [];

        /// <summary>Where each row's values start.</summary>
        public int[] Starts { get; set; } = [0];

        /// <summary>How many a row has, filling zeros left out.</summary>
        public int[] Lengths { get; set; } = [];

        public ushort[] Places { get; set; } = [];

        public float[] Values { get; set; } = [];

        public float[] Sums { get; set; } = [];

        public double Total { get; set; }
    }
}
