using System.Text;

namespace MLRegularization.Cli.Output;

/// <summary>The files a command writes: each first beside its place, all moved at the end, so that an error or Ctrl-C leaves nothing.</summary>
internal sealed class OutputFiles : IDisposable
{
    private readonly List<(string Beside, string Path)> staged = [];
    private readonly HashSet<string> claimed = new(StringComparer.Ordinal);

    /// <summary>Checks before any work that a file can be written.</summary>
    /// <param name="path">The file, or null when not asked for.</param>
    /// <param name="option">The option that names it.</param>
    /// <param name="inputs">Files that are read and must not be overwritten.</param>
    public void Claim(string? path, string option, params string[] inputs)
    {
        if (path is null) return;
        if (path.Length == 0) throw new UserError($"{option} names no file; give a file name.");
        string full = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(full) ?? full;
        if (Directory.Exists(full)) throw new UserError($"{option} '{path}' is a folder; give a file name.");
        if (!Directory.Exists(folder)) throw new UserError($"{option} '{path}' lies in a folder that does not exist; create '{folder}' first.");
        if (IsDevice(full)) throw new UserError($"{option} '{path}' is a device, whose place a file would take; give a file name, or leave {option} out.");
        if (inputs.Any(i => Path.GetFullPath(i) == full)) throw new UserError($"{option} '{path}' is the file that is read; give another name.");
        if (!claimed.Add(full)) throw new UserError($"{option} '{path}' is written by another option too; give another name.");
        string probe = BesideOf(full);
        try
        {
            File.Create(probe).Dispose();
            File.Delete(probe);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new UserError($"{option} '{path}' cannot be written ({e.Message.TrimEnd('.')}); give a place where you may write.");
        }
    }

    /// <summary>Writes a file beside its place; nothing happens when the path is null.</summary>
    public void Write(string? path, Action<Stream> content)
    {
        if (path is null) return;
        string full = Path.GetFullPath(path), beside = BesideOf(full);
        staged.Add((beside, full));
        try
        {
            using FileStream file = new(beside, FileMode.Create, FileAccess.Write);
            content(file);
        }
        catch (IOException e)
        {
            throw new UserError($"'{path}' cannot be written ({e.Message.TrimEnd('.')}); free some space or give another place.");
        }
    }

    /// <summary>Writes a text file in UTF-8 with line feeds.</summary>
    public void WriteText(string? path, Action<TextWriter> content) => Write(path, stream =>
    {
        using StreamWriter text = new(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        content(text);
    });

    /// <summary>Moves every file to its place.</summary>
    public void Commit()
    {
        foreach ((string beside, string path) in staged) File.Move(beside, path, overwrite: true);
        staged.Clear();
    }

    public void Dispose()
    {
        foreach ((string beside, _) in staged) File.Delete(beside);
    }

    // A file moved to such a place would be there instead of the device.
    private static bool IsDevice(string full)
    {
        if (!File.Exists(full)) return false;
        string last = File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
        return new[] { full, last }.Any(p => p.StartsWith("/proc/", StringComparison.Ordinal) || (p.StartsWith("/dev/", StringComparison.Ordinal) && !p.StartsWith("/dev/shm/", StringComparison.Ordinal)));
    }

    private static string BesideOf(string full) => $"{full}.{Environment.ProcessId}.part";
}
