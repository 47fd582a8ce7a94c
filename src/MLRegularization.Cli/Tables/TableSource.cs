using System.IO.Compression;
using System.Text;

namespace MLRegularization.Cli.Tables;

/// <summary>A table's file as a stream of UTF-8 text: gzip and UTF-16 are decoded, and what is no text is refused.</summary>
internal sealed class TableSource : IDisposable
{
    private const int LookedAt = 1 << 18;
    private readonly FileStream file;
    private readonly Stream text;

    // Without this switch the runtime takes gzip data that breaks off for its end.
    static TableSource() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    private TableSource(string path, FileStream file, Stream text, byte[] start)
    {
        Path = path;
        this.file = file;
        this.text = text;
        Start = start;
        Text = new PrefixedStream(start, text);
    }

    /// <summary>The file's path as given.</summary>
    public string Path { get; }

    /// <summary>The first bytes of the text, at most 256 KiB.</summary>
    public byte[] Start { get; }

    /// <summary>The whole text, from its beginning.</summary>
    public Stream Text { get; }

    /// <summary>Whether the file can be read again from its beginning.</summary>
    public bool Repeatable => file.CanSeek;

    /// <summary>The file's length in bytes, compressed or not; 0 where it is unknown.</summary>
    public long FileLength => file.CanSeek ? file.Length : 0;

    /// <summary>The share of the file that has been read, compressed or not; 0 where its length is unknown.</summary>
    public double ShareRead => file.CanSeek && file.Length > 0 ? (double)file.Position / file.Length : 0;

    /// <summary>Opens a file.</summary>
    public static TableSource Open(string path)
    {
        if (Directory.Exists(path)) throw new UserError($"'{path}' is a folder, not a table; give a CSV, TSV or LIBSVM file.");
        FileStream file;
        try
        {
            file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserError($"There is no file '{path}'{Nearby(path)}; check the name and the folder.");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or ArgumentException or NotSupportedException)
        {
            throw new UserError($"'{path}' cannot be opened ({e.Message.TrimEnd('.')}); make it readable first.");
        }
        try
        {
            return Decode(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static TableSource Decode(string path, FileStream file)
    {
        byte[] start = ReadStart(file, 4096);
        if (start.Length == 0) throw new UserError($"'{path}' is empty; give a table with a header line and rows.");
        Stream text = new PrefixedStream(start, file);
        if (start.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) text = new GZipStream(text, CompressionMode.Decompress);
        else if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            throw new UserError($"'{path}' ends in .gz but is not gzip data; compress it with gzip, or drop .gz from its name.");
        try
        {
            start = ReadStart(text, LookedAt);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(path, e);
        }
        if (start.Length == 0) throw new UserError($"'{path}' is empty; give a table with a header line and rows.");
        if (Utf16(start) is Encoding wide)
        {
            text = Encoding.CreateTranscodingStream(new PrefixedStream(start, text), wide, Encoding.UTF8);
            start = ReadStart(text, LookedAt);
        }
        if (start.AsSpan().Contains((byte)0))
            throw new UserError($"'{path}' is not text (it holds zero bytes, as spreadsheets and databases do); export the table as CSV.");
        return new TableSource(path, file, text, start);
    }

    /// <summary>The sentence for compressed data that breaks off.</summary>
    public static UserError Damaged(string path, InvalidDataException e) =>
        new($"'{path}' is damaged or cut off: its gzip data cannot be read to the end ({e.Message.TrimEnd('.')}); copy it again.");

    public void Dispose()
    {
        text.Dispose();
        file.Dispose();
    }

    private static Encoding? Utf16(byte[] start) =>
        start is [0xFF, 0xFE, ..] ? Encoding.Unicode : start is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode : null;

    private static byte[] ReadStart(Stream stream, int limit)
    {
        byte[] buffer = new byte[limit];
        int length = stream.ReadAtLeast(buffer, limit, throwOnEndOfStream: false);
        return buffer[..length];
    }

    private static string Nearby(string path)
    {
        string folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) ?? ".";
        if (!Directory.Exists(folder)) return "";
        return Suggestion.For(System.IO.Path.GetFileName(path), Directory.EnumerateFiles(folder).Take(10_000).Select(f => System.IO.Path.GetFileName(f)));
    }
}
