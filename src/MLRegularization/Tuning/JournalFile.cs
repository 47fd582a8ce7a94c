using System.Text;

namespace MLRegularization.Tuning;

/// <summary>
/// Keeps a study in a file of JSON lines: a header, then one line for each record, each on disk before the search goes on. A line that a crash has torn is cut off; a second writer is refused;
/// checkpoints of unfinished trials lie in a folder beside it, which is gone when all trials are over.
/// </summary>
public sealed class JournalFile : IStudyStorage, IDisposable
{
    private static readonly byte[] Opening = Encoding.UTF8.GetBytes("{\"format\":\"mlreg-study\"");
    private readonly string path;
    private readonly FileStream file;
    private SearchSpace? space;

    /// <summary>Opens the file, or makes an empty one, and keeps others from writing to it until disposed of.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="StudyFileException">Another program writes to it, or it cannot be written.</exception>
    public JournalFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        this.path = path;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (DirectoryNotFoundException e)
        {
            throw new StudyFileException($"The study '{path}' lies in a folder that does not exist; create the folder first.", e);
        }
        catch (IOException e) when ((e.HResult & 0xFFFF) is 32 or 33 or 11 or 35)
        {
            throw new StudyFileException($"The study '{path}' is being written by another program; wait until that has ended, or give another file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(e);
        }
    }

    /// <summary>Trials that were recorded when it was opened, at least in part.</summary>
    public int RecordedTrials { get; private set; }

    private string CheckpointFolder => path + ".checkpoints";

    /// <inheritdoc/>
    public IReadOnlyList<StudyRecord> Open(StudyHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        space = header.Space;
        byte[] bytes = Bytes();
        int end = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        if (end == 0)
        {
            // Empty, or a header that was torn: of this or a longer opening, nothing else is written over.
            int known = Math.Min(bytes.Length, Opening.Length);
            if (!bytes.AsSpan(0, known).SequenceEqual(Opening.AsSpan(0, known))) throw NoStudy();
            Begin(header);
            return [];
        }
        List<StudyRecord> records = [];
        for (int start = 0, line = 1; start < end; line++)
        {
            int length = bytes.AsSpan(start).IndexOf((byte)'\n');
            ReadOnlyMemory<byte> text = bytes.AsMemory(start, length);
            try
            {
                if (line == 1)
                {
                    if (StudyJson.Difference(text, header) is string difference)
                        throw new StudyFileException($"The study '{path}' {difference}; continue it as it was begun, or give another file.");
                }
                else records.Add(StudyJson.Record(text, header.Space));
            }
            catch (FormatException e)
            {
                throw line == 1 ? NoStudy() : new StudyFileException($"Line {line} of the study '{path}' is damaged; remove that line, or begin a new study.", e);
            }
            start += length + 1;
        }
        Cut(end);
        RecordedTrials = records.Select(r => r.Trial).Distinct().Count();
        return records;
    }

    /// <inheritdoc/>
    public void Append(StudyRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        Write(StudyJson.Line(record, space ?? throw new InvalidOperationException("The journal was not opened; open it first.")));
    }

    /// <inheritdoc/>
    public byte[]? LoadCheckpoint(int trial, int part) => File.Exists(CheckpointPath(trial, part)) ? File.ReadAllBytes(CheckpointPath(trial, part)) : null;

    /// <inheritdoc/>
    public void SaveCheckpoint(int trial, int part, byte[] state)
    {
        string target = CheckpointPath(trial, part);
        try
        {
            Directory.CreateDirectory(CheckpointFolder);
            File.WriteAllBytes(target + ".part", state);
            File.Move(target + ".part", target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StudyFileException($"A checkpoint cannot be written to '{CheckpointFolder}' ({e.Message.TrimEnd('.')}); free some space and continue the study.", e);
        }
    }

    /// <inheritdoc/>
    public void DropCheckpoints(int trial)
    {
        if (!Directory.Exists(CheckpointFolder)) return;
        foreach (string left in Directory.EnumerateFiles(CheckpointFolder, $"{trial}-*")) File.Delete(left);
        if (!Directory.EnumerateFileSystemEntries(CheckpointFolder).Any()) Directory.Delete(CheckpointFolder);
    }

    /// <summary>Lets others write to the file; one that is still empty is taken away.</summary>
    public void Dispose()
    {
        bool empty = file.CanRead && file.Length == 0;
        file.Dispose();
        if (empty) File.Delete(path);
    }

    private void Begin(StudyHeader header)
    {
        Cut(0);
        // What an earlier study of this name left is of no use to this one.
        if (Directory.Exists(CheckpointFolder)) Directory.Delete(CheckpointFolder, recursive: true);
        Write(StudyJson.Line(header));
    }

    private void Cut(long length)
    {
        try
        {
            file.SetLength(length);
            file.Position = length;
        }
        catch (IOException e)
        {
            throw Unwritable(e);
        }
    }

    private void Write(byte[] line)
    {
        long before = file.Length;
        try
        {
            file.Position = before;
            file.Write(line);
            file.Flush(flushToDisk: true);
        }
        catch (IOException e)
        {
            file.SetLength(before);
            throw new StudyFileException($"The study '{path}' cannot be written ({e.Message.TrimEnd('.')}); free some space and continue it.", e);
        }
    }

    private byte[] Bytes()
    {
        if (file.Length > Array.MaxLength) throw NoStudy();
        byte[] bytes = new byte[file.Length];
        file.Position = 0;
        file.ReadExactly(bytes);
        return bytes;
    }

    private string CheckpointPath(int trial, int part) => Path.Combine(CheckpointFolder, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{trial}-{part}"));

    private StudyFileException Unwritable(Exception e) => new($"The study '{path}' cannot be written ({e.Message.TrimEnd('.')}); give a file that can.", e);

    private StudyFileException NoStudy() => new($"'{path}' is no study of this program; give the file of one, or a new name.");
}
