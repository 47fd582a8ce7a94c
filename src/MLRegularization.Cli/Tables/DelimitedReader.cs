using System.Text;
using CsvHelper;
using MLRegularization.Preparation;

namespace MLRegularization.Cli.Tables;

/// <summary>
/// Reads a delimited text in one pass, row by row into columns. Columns are allocated for the rows that the file's length promises,
/// so memory stays near that of the numbers; pages that are never written to cost nothing.
/// </summary>
internal sealed class DelimitedReader : IDisposable
{
    private const int BytesKept = 32 << 20;
    private const int LongestRow = 1 << 30;
    private const long FreedBetweenCollections = 64L << 20;
    private readonly TableSource source;
    private readonly int mostLevels;
    private readonly CsvReaderOptions options;
    private readonly MemoryStream kept = new();
    private int rowsKept;
    private bool keeping = true;

    private DelimitedReader(TableSource source, int mostLevels)
    {
        this.source = source;
        this.mostLevels = mostLevels;
        options = new CsvReaderOptions
        {
            Separator = Delimiter.Sniff(source.Start),
            HasHeader = false,
            TrimWhitespace = true,
            MaxRecordSize = LongestRow,
            OnMalformedRecord = RefuseOpenQuote,
        };
    }

    /// <summary>Reads all rows of the columns that are wanted.</summary>
    /// <param name="source">The open file.</param>
    /// <param name="plan">Says what each column of the header is read for.</param>
    /// <param name="progress">Told of the share read.</param>
    /// <param name="cancellation">Stops between rows.</param>
    /// <param name="mostLevels">Most different texts of a feature.</param>
    public static Table Read(TableSource source, Func<IReadOnlyList<string>, ColumnUse[]> plan, IProgress<double>? progress, CancellationToken cancellation, int mostLevels = TableEncoder.LevelLimit)
    {
        try
        {
            using DelimitedReader reader = new(source, mostLevels);
            return reader.Run(plan, progress, cancellation);
        }
        catch (InvalidDataException e)
        {
            throw TableSource.Damaged(source.Path, e);
        }
        catch (CsvFormatException e)
        {
            throw new UserError($"'{source.Path}' is malformed in record {e.RecordNumber}: {e.Message.TrimEnd('.')}; correct the quoting there.");
        }
    }

    public void Dispose() => kept.Dispose();

    private Table Run(Func<IReadOnlyList<string>, ColumnUse[]> plan, IProgress<double>? progress, CancellationToken cancellation)
    {
        using CsvReader csv = CsvReader.Create(source.Text, options, leaveOpen: true);
        string[] header = ReadHeader(csv);
        ColumnUse[] uses = plan(header);
        ColumnReader?[] columns = [.. header.Select((name, j) => uses[j] == ColumnUse.Skip ? null : new ColumnReader(name, uses[j], mostLevels))];
        int[] wanted = [.. Enumerable.Range(0, columns.Length).Where(j => columns[j] is not null)];
        int rows = 0, capacity = 0;
        int rowsBetweenLooks = Math.Clamp(1_000_000 / Math.Max(1, wanted.Length), 1, 4096);
        while (csv.Read())
        {
            if (csv.FieldCount != header.Length) throw Ragged(csv, header.Length, rows + 1);
            if (rows == capacity)
            {
                capacity = MoreRows(rows);
                Grow(columns, capacity, rows);
            }
            foreach (int j in wanted) columns[j]!.Add(csv.GetSpan(j), rows);
            Keep(csv.RawRecord);
            rows++;
            if (rows % rowsBetweenLooks != 0) continue;
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(source.ShareRead);
        }
        if (rows == 0) throw new UserError($"'{source.Path}' has a header but no rows; give a table with rows.");
        Reread(columns, cancellation);
        ColumnReader[] longTexts = [.. wanted.Select(j => columns[j]!).Where(c => c.HasTooManyLevels)];
        if (longTexts.Length > 0) throw ColumnReader.TooManyLevels(longTexts, mostLevels);
        TableColumn[] finished = new TableColumn[wanted.Length];
        for (int k = 0; k < wanted.Length; k++) finished[k] = columns[wanted[k]]!.Finish(rows);
        return new Table(finished, rows);
    }

    private string[] ReadHeader(CsvReader csv)
    {
        if (!csv.Read()) throw new UserError($"'{source.Path}' holds only blank lines; give a table with a header line and rows.");
        string[] header = new string[csv.FieldCount];
        for (int j = 0; j < header.Length; j++)
        {
            try
            {
                header[j] = new UTF8Encoding(false, true).GetString(csv.GetSpan(j));
            }
            catch (DecoderFallbackException)
            {
                throw new UserError($"The name of column {j + 1} in '{source.Path}' is not UTF-8 text; save the file as UTF-8.");
            }
        }
        return header;
    }

    private UserError Ragged(CsvReader csv, int expected, int row) =>
        new($"Row {row} of '{source.Path}' has {csv.FieldCount} field{(csv.FieldCount == 1 ? "" : "s")}, the header has {expected} (separated by {Spoken(options.Separator)}); give every row one field per column, and quote fields that hold the separator.");

    private static string Spoken(char? separator) => separator switch { '\t' => "tabs", ';' => "semicolons", _ => "commas" };

    private void RefuseOpenQuote(CsvMalformedRecord record)
    {
        if (record.Reason == CsvMalformedReason.UnterminatedQuote)
            throw new UserError($"A quoted field that begins in row {record.RecordNumber - 1} of '{source.Path}' is never closed; add the closing quote, or double quotes that belong to the text.");
    }

    // The rows the file promises, from the share read so far, with 5 % to spare; at least double.
    private int MoreRows(int rows)
    {
        long more = Math.Max(64, 2L * rows);
        double share = source.ShareRead;
        if (rows >= 256 && share is > 0 and < 1) more = Math.Max(more, (long)(rows / share * 1.05) + 64);
        return (int)Math.Min(more, Array.MaxLength);
    }

    private static void Grow(ColumnReader?[] columns, int capacity, int rows)
    {
        long freed = 0;
        foreach (ColumnReader? column in columns)
        {
            freed += column?.Grow(capacity, rows) ?? 0;
            if (freed < FreedBetweenCollections) continue;
            GC.Collect();
            freed = 0;
        }
    }

    private void Keep(ReadOnlySpan<byte> record)
    {
        if (!keeping) return;
        keeping = kept.Length + record.Length < BytesKept;
        if (!keeping) return;
        kept.Write(record);
        kept.WriteByte((byte)'\n');
        rowsKept++;
    }

    // Columns that turned out to be text need the exact text of the rows before.
    private void Reread(ColumnReader?[] columns, CancellationToken cancellation)
    {
        int[] late = [.. Enumerable.Range(0, columns.Length).Where(j => columns[j]?.RowsToReread > 0)];
        if (late.Length == 0) return;
        int rows = late.Max(j => columns[j]!.RowsToReread);
        if (rows <= rowsKept)
        {
            Reread(CsvReader.Create(kept.GetBuffer().AsMemory(0, (int)kept.Length), options), columns, late, rows, cancellation);
            return;
        }
        if (!source.Repeatable)
            throw new UserError($"Column '{columns[late[0]]!.Name}' of '{source.Path}' turns from numbers to text after {rowsKept} rows, and the source cannot be read twice; write it to a file first, or drop the column with --ignore.");
        using TableSource again = TableSource.Open(source.Path);
        using CsvReader csv = CsvReader.Create(again.Text, options, leaveOpen: true);
        csv.Read();
        Reread(csv, columns, late, rows, cancellation);
    }

    private static void Reread(CsvReader csv, ColumnReader?[] columns, int[] late, int rows, CancellationToken cancellation)
    {
        using (csv)
        {
            for (int row = 0; row < rows && csv.Read(); row++)
            {
                foreach (int j in late) columns[j]!.AddAgain(csv.GetSpan(j), row);
                if (row % 4096 == 0) cancellation.ThrowIfCancellationRequested();
            }
        }
    }
}
