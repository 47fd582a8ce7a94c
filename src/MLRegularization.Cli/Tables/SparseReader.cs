using MLRegularization.Matrices;

namespace MLRegularization.Cli.Tables;

/// <summary>A table in LIBSVM format: a label and sparse features called x1, x2, ….</summary>
/// <param name="Features">n × p features.</param>
/// <param name="Label">The first number of each line.</param>
internal sealed record SparseTable(SparseColumns Features, double[] Label);

/// <summary>Reads LIBSVM text: per line a numeric label, then index:value pairs with 1-based, ascending indices; # begins a comment.</summary>
internal static class SparseReader
{
    private const int IndexLimit = 20_000_000;

    /// <summary>Reads all rows.</summary>
    public static SparseTable Read(TableSource source, IProgress<double>? progress, CancellationToken cancellation)
    {
        try
        {
            return ReadLines(source, progress, cancellation);
        }
        catch (InvalidDataException e)
        {
            throw TableSource.Damaged(source.Path, e);
        }
    }

    private static SparseTable ReadLines(TableSource source, IProgress<double>? progress, CancellationToken cancellation)
    {
        List<double> labels = [];
        List<Stored> columns = [];
        LineReader lines = new(source.Text);
        long line = 0;
        while (lines.Next(out ReadOnlySpan<byte> text))
        {
            line++;
            int comment = text.IndexOf((byte)'#');
            text = (comment < 0 ? text : text[..comment]).Trim(" \t\r\uFEFF"u8);
            if (text.IsEmpty) continue;
            AddRow(source.Path, text, line, labels, columns);
            if (labels.Count % 1024 != 0) continue;
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(source.ShareRead);
        }
        if (labels.Count == 0) throw new UserError($"'{source.Path}' has no rows; give lines of a label and index:value pairs.");
        return new SparseTable(Join(columns, labels.Count), [.. labels]);
    }

    private static void AddRow(string path, ReadOnlySpan<byte> text, long line, List<double> labels, List<Stored> columns)
    {
        ReadOnlySpan<byte> field = NextField(ref text);
        if (!NumberText.TryParse(field, out double label) || !double.IsFinite(label))
            throw new UserError($"Line {line} of '{path}' begins with '{Show(field)}', not with a finite number as label; a LIBSVM line is 'label index:value …'.");
        int row = labels.Count, previous = 0;
        labels.Add(label);
        for (field = NextField(ref text); !field.IsEmpty; field = NextField(ref text))
        {
            int colon = field.IndexOf((byte)':');
            if (colon > 0 && field[..colon].SequenceEqual("qid"u8)) continue;
            if (colon <= 0 || !int.TryParse(field[..colon], out int index) || !NumberText.TryParse(field[(colon + 1)..], out double value) || !double.IsFinite(value))
                throw new UserError($"Line {line} of '{path}' holds '{Show(field)}', which is not index:value with a finite value; correct it.");
            if (index <= previous || index > IndexLimit)
                throw new UserError($"Line {line} of '{path}' holds index {index} after {previous}; indices must ascend from 1 and be at most {IndexLimit}.");
            while (columns.Count < index) columns.Add(new Stored());
            columns[index - 1].Add(row, value);
            previous = index;
        }
    }

    private static ReadOnlySpan<byte> NextField(ref ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(" \t"u8);
        int end = text.IndexOfAny((byte)' ', (byte)'\t');
        ReadOnlySpan<byte> field = end < 0 ? text : text[..end];
        text = end < 0 ? default : text[end..];
        return field;
    }

    private static string Show(ReadOnlySpan<byte> field) => System.Text.Encoding.UTF8.GetString(field[..Math.Min(40, field.Length)]);

    private static SparseColumns Join(List<Stored> columns, int rows)
    {
        long[] pointers = new long[columns.Count + 1];
        for (int j = 0; j < columns.Count; j++) pointers[j + 1] = pointers[j] + columns[j].Count;
        if (pointers[^1] > Array.MaxLength) throw new UserError($"The table holds {pointers[^1]} values, more than the limit of {Array.MaxLength}; leave features or rows out.");
        int[] indices = GC.AllocateUninitializedArray<int>((int)pointers[^1]);
        double[] values = GC.AllocateUninitializedArray<double>((int)pointers[^1]);
        for (int j = 0; j < columns.Count; j++)
        {
            columns[j].CopyTo(indices.AsSpan((int)pointers[j]), values.AsSpan((int)pointers[j]));
            columns[j] = null!;
        }
        return new SparseColumns(rows, pointers, indices, values);
    }

    /// <summary>One column's values in the order of rows.</summary>
    private sealed class Stored
    {
        private int[] rows = new int[2];
        private double[] values = new double[2];

        public int Count { get; private set; }

        public void Add(int row, double value)
        {
            if (Count == rows.Length)
            {
                int larger = Count + Count / 4 + 2;
                Array.Resize(ref rows, larger);
                Array.Resize(ref values, larger);
            }
            rows[Count] = row;
            values[Count++] = value;
        }

        public void CopyTo(Span<int> rowsTo, Span<double> valuesTo)
        {
            rows.AsSpan(0, Count).CopyTo(rowsTo);
            values.AsSpan(0, Count).CopyTo(valuesTo);
        }
    }

    /// <summary>Lines of a stream as bytes, of any length.</summary>
    private sealed class LineReader(Stream stream)
    {
        private byte[] buffer = new byte[1 << 16];
        private int start, end;

        public bool Next(out ReadOnlySpan<byte> line)
        {
            int looked = 0;
            while (true)
            {
                int at = buffer.AsSpan(start + looked, end - start - looked).IndexOf((byte)'\n');
                if (at >= 0)
                {
                    line = buffer.AsSpan(start, looked + at);
                    start += looked + at + 1;
                    return true;
                }
                looked = end - start;
                if (start > 0) buffer.AsSpan(start, looked).CopyTo(buffer);
                (start, end) = (0, looked);
                if (end == buffer.Length) Array.Resize(ref buffer, 2 * buffer.Length);
                int read = stream.Read(buffer, end, buffer.Length - end);
                if (read == 0)
                {
                    line = buffer.AsSpan(0, end);
                    bool any = end > 0;
                    (start, end) = (0, 0);
                    return any;
                }
                end += read;
            }
        }
    }
}
