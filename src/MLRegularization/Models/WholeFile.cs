namespace MLRegularization.Models;

/// <summary>Files as wholes: written beside their place, then moved there in one step, and read up to a limit.</summary>
internal static class WholeFile
{
    /// <summary>All bytes of a stream, or the first of one that does not begin as it should: a long foreign file is refused at its first bytes.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="limit">Most bytes.</param>
    /// <param name="begins">Whether the first bytes are as they should be.</param>
    /// <param name="tooLarge">What is thrown above the limit.</param>
    public static byte[] Read(Stream source, long limit, Func<byte[], int, bool> begins, Func<Exception> tooLarge)
    {
        using MemoryStream all = new();
        byte[] buffer = new byte[81920];
        for (int read = source.Read(buffer); read > 0; read = source.Read(buffer))
        {
            if (all.Length + read > limit) throw tooLarge();
            all.Write(buffer, 0, read);
            if (all.Length == read && !begins(buffer, read)) break;
        }
        return all.ToArray();
    }

    /// <summary>Writes to a file.</summary>
    public static void Write(string path, Action<Stream> content)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string beside = $"{path}.{Environment.ProcessId}.part";
        try
        {
            using (FileStream file = new(beside, FileMode.Create, FileAccess.Write)) content(file);
            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
