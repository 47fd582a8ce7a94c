using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Regularization.Data;

/// <summary>Some rows as a cursor gave them: features one row after another, zeros left out where the cursor leaves them out, and labels and the like beside them.</summary>
/// <param name="width">Features of a row.</param>
internal sealed class RowBlock(int width)
{
    /// <summary>Rows at most.</summary>
    public const int MostRows = 256;

    /// <summary>Values from which a block counts as full, whatever its rows: 128 KB, at home in a cache.</summary>
    private const int ManyValues = 1 << 15;

    private readonly int[] ends = new int[MostRows], places = new int[MostRows];
    private float[] values = new float[Math.Min(ManyValues, MostRows * (long)width)];
    private int[] indices = [];

    /// <summary>Features of a row.</summary>
    public int Width => width;

    /// <summary>Rows kept.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows that the cursor passed, those without a label included.</summary>
    public int Seen { get; set; }

    /// <summary>Rows without a label.</summary>
    public int Unlabelled => Seen - labelled;

    private int labelled;

    /// <summary>Labels.</summary>
    public double[] Labels { get; } = new double[MostRows];

    /// <summary>Weights, offsets and times, where there are columns of them.</summary>
    public double[] Weights { get; } = new double[MostRows];

    /// <inheritdoc cref="Weights"/>
    public double[] Offsets { get; } = new double[MostRows];

    /// <inheritdoc cref="Weights"/>
    public double[] Times { get; } = new double[MostRows];

    /// <summary>What names the group of a row.</summary>
    public ulong[] Groups { get; } = new ulong[MostRows];

    /// <summary>Numbers of rows, where the view numbers them.</summary>
    public int[] Numbers { get; } = new int[MostRows];

    /// <summary>Whether no further row should be added.</summary>
    public bool IsFull => Rows == MostRows || Stored >= ManyValues;

    /// <summary>Values stored.</summary>
    public int Stored => Rows == 0 ? 0 : ends[Rows - 1];

    /// <summary>Whether every row stores every value.</summary>
    public bool IsDense => Stored == (long)Rows * width;

    /// <summary>All values stored.</summary>
    public ReadOnlySpan<float> Values => values.AsSpan(0, Stored);

    /// <summary>Empties the block.</summary>
    public void Clear() => (Rows, Seen, labelled) = (0, 0, 0);

    /// <summary>Values of a row, and the features that they are of unless they are of all.</summary>
    public ReadOnlySpan<float> Row(int row, out ReadOnlySpan<int> features)
    {
        int start = row == 0 ? 0 : ends[row - 1], count = ends[row] - start;
        features = count == width ? default : indices.AsSpan(start, count);
        return values.AsSpan(start, count);
    }

    /// <summary>Where a row was among those seen, from 0 on.</summary>
    public int PlaceOf(int row) => places[row];

    /// <summary>Adds the features of a row; labels and the like are put in their places by the caller. The buffer may be used again.</summary>
    public void Add(in VBuffer<float> features)
    {
        ReadOnlySpan<float> given = features.GetValues();
        int start = Stored, end = start + given.Length;
        if (end > values.Length) Array.Resize(ref values, Math.Max(end, 2 * values.Length));
        given.CopyTo(values.AsSpan(start));
        if (given.Length < width)
        {
            if (end > indices.Length) Array.Resize(ref indices, Math.Max(end, Math.Max(values.Length, 2 * indices.Length)));
            features.GetIndices().CopyTo(indices.AsSpan(start));
        }
        ends[Rows] = end;
        places[Rows] = Seen;
        Rows++;
        labelled++;
    }

    /// <summary>Takes rows out that fail a test.</summary>
    public void Keep(Func<int, bool> keeps)
    {
        int rows = 0, stored = 0;
        for (int k = 0, start = 0, end; k < Rows; k++, start = end)
        {
            end = ends[k];
            int count = end - start;
            if (!keeps(k)) continue;
            if (count < width) indices.AsSpan(start, count).CopyTo(indices.AsSpan(stored));
            values.AsSpan(start, count).CopyTo(values.AsSpan(stored));
            // Rows only move down, so that what is still to be read is never written over.
            (Labels[rows], Weights[rows], Offsets[rows], Times[rows], Groups[rows], Numbers[rows], places[rows]) = (Labels[k], Weights[k], Offsets[k], Times[k], Groups[k], Numbers[k], places[k]);
            stored += count;
            ends[rows++] = stored;
        }
        Rows = rows;
    }

    /// <summary>All values row after row, zeros included.</summary>
    /// <param name="buffer">Where they are put if zeros are left out here; grows as needed.</param>
    public ReadOnlySpan<float> Dense(ref float[] buffer)
    {
        if (IsDense) return Values;
        int size = checked(Rows * width);
        if (buffer.Length < size) buffer = new float[size];
        buffer.AsSpan(0, size).Clear();
        for (int k = 0; k < Rows; k++)
        {
            ReadOnlySpan<float> row = Row(k, out ReadOnlySpan<int> features);
            Span<float> to = buffer.AsSpan(k * width, width);
            if (features.IsEmpty) row.CopyTo(to);
            for (int i = 0; i < features.Length; i++) to[features[i]] = row[i];
        }
        return buffer.AsSpan(0, size);
    }
}
