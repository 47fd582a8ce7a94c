using System.Collections.Concurrent;

namespace MLRegularization.Tuning;

/// <summary>Keeps a study in memory: it ends with the program, and can be continued until then.</summary>
public sealed class MemoryStorage : IStudyStorage
{
    private readonly List<StudyRecord> records = [];
    private readonly ConcurrentDictionary<(int Trial, int Part), byte[]> checkpoints = new();
    private StudyHeader? known;

    /// <inheritdoc/>
    public IReadOnlyList<StudyRecord> Open(StudyHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        if (known is not null && StudyJson.Difference(known, header) is string difference) throw new StudyFileException($"The study in memory {difference}.");
        known = header;
        return [.. records];
    }

    /// <inheritdoc/>
    public void Append(StudyRecord record) => records.Add(record);

    /// <inheritdoc/>
    public byte[]? LoadCheckpoint(int trial, int part) => checkpoints.GetValueOrDefault((trial, part));

    /// <inheritdoc/>
    public void SaveCheckpoint(int trial, int part, byte[] state) => checkpoints[(trial, part)] = state;

    /// <inheritdoc/>
    public void DropCheckpoints(int trial)
    {
        foreach ((int, int) key in checkpoints.Keys.Where(k => k.Trial == trial)) checkpoints.TryRemove(key, out _);
    }
}
