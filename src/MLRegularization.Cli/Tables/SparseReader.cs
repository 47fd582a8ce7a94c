using MLRegularization.Matrices;

namespace MLRegularization.Cli.Tables;

/// <summary>A table in LIBSVM format: a label and sparse features called x1, x2, ….</summary>
/// <param name="Features">n × p features.</param>
/// <param name="Label">The first number of each line.</param>
internal sealed record SparseTable(SparseColumns Features, double[] Label);

/// <summary>
/// Reads LIBSVM text: per line a numeric label, then index:value pairs with 1-based, ascending indices; # begins a comment.
/// A large file is read twice, first to count each column's values and then to put them in place, so that memory holds them once.
/// </summary>
internal static class SparseReader
{
    private const int IndexLimit = 20_000_000;
    private const long ReadOnceUpTo = 32 << 20;

    /// <summary>Reads all rows.</summary>
    public static SparseTable Read(TableSource source, IProgress<double>? progress, CancellationToken cancellation, long readOnceUpTo = ReadOnceUpTo)
    {
        try
        {
            if (!source.Repeatable || source.FileLength <= readOnceUpTo)
            {
                GrowingColumns columns = new();
                double[] labels = ReadLines(source, columns, progress, cancellation);
                return new SparseTable(columns.Join(labels.Length), labels);
            }
            CountedColumns counted = new();
            ReadLines(source, counted, progress, cancellation);
            PlacedColumns placed = new(counted, source.Path);
            using TableSource again = TableSource.Open(source.Path);
            double[] target = ReadLines(again, placed, progress, cancellation);
            return new SparseTable(placed.Finish(target.Length), target);
        }
        catch (InvalidDataException e)
        {
            throw TableSource.Damaged(source.Path, e);
        }
    }

    private static double[] ReadLines(TableSource source, ISparseSink sink, IProgress<double>? progress, CancellationToken cancellation)
    {
        List<double> labels = [];
        LineReader lines = new(source.Text);
        long line = 0;
        while (lines.Next(out ReadOnlySpan<byte> text))
        {
            line++;
            int comment = text.IndexOf((byte)'#');
            text = (comment < 0 ? text : text[..comment]).Trim(" \t\r\uFEFF"u8);
            if (text.IsEmpty) continue;
            AddRow(source.Path, text, line, labels, sink);
            if (labels.Count % 1024 != 0) continue;
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(source.ShareRead);
        }
        if (labels.Count == 0) throw new UserError($"'{source.Path}' has no rows; give lines of a label and index:value pairs.");
        return [.. labels];
    }

    private static void AddRow(string path, ReadOnlySpan<byte> text, long line, List<double> labels, ISparseSink sink)
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
            sink.Add(index - 1, row, value);
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
}
