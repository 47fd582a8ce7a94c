namespace MLRegularization.Cli.Tables;

/// <summary>Lines of a stream as bytes, of any length; the last needs no line break.</summary>
internal sealed class LineReader(Stream stream)
{
    private byte[] buffer = new byte[1 << 16];
    private int start, end;

    /// <summary>The next line without its line feed, valid until the next call.</summary>
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
