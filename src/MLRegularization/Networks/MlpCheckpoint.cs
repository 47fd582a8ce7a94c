using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MLRegularization.Models;
using MLRegularization.Networks.Training;

namespace MLRegularization.Networks;

/// <summary>
/// Where a training run stands after an epoch: parameters, what the optimiser remembers, the best parameters so far and the learning curves. A run that goes on from it gives the
/// same bits as one that was never stopped. Written as numbers with a SHA-256 at the end; reading bounds every size and runs nothing.
/// </summary>
public sealed class MlpCheckpoint
{
    private const int Version = 1;

    /// <summary>Largest checkpoint that is read, in bytes.</summary>
    public const long SizeLimit = 1L << 31;

    private static readonly byte[] Opening = Encoding.ASCII.GetBytes("MLRegularization checkpoint\n");

    internal MlpCheckpoint(TrainingState state, string fingerprint)
    {
        State = state;
        Fingerprint = fingerprint;
    }

    /// <summary>Epochs that were run.</summary>
    public int Epochs => State.Epochs;

    internal TrainingState State { get; }

    /// <summary>Settings and data that it belongs to, in a digest.</summary>
    internal string Fingerprint { get; }

    /// <summary>Writes it.</summary>
    public void Save(Stream destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        using MemoryStream body = new();
        using (BinaryWriter writer = new(body, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Opening);
            writer.Write(Version);
            writer.Write(Fingerprint);
            writer.Write(State.Epochs);
            writer.Write(State.Steps);
            writer.Write(State.BestEpoch);
            writer.Write(State.Averaged);
            Write(writer, State.Values);
            Write(writer, State.Best);
            writer.Write(State.Others.Count);
            foreach (float[] other in State.Others) Write(writer, other);
            writer.Write(State.History.Count);
            foreach (EpochRecord e in State.History)
                foreach (double value in new[] { e.BatchLoss, e.TrainingLoss, e.ValidationLoss, e.ValidationError, e.LearningRate }) writer.Write(value);
        }
        body.Position = 0;
        byte[] sum = SHA256.HashData(body);
        body.Position = 0;
        body.CopyTo(destination);
        destination.Write(sum);
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">The stream does not hold a whole, unchanged checkpoint of this version.</exception>
    public static MlpCheckpoint Load(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        byte[] bytes = WholeFile.Read(source, SizeLimit, Begins, () => new InvalidDataException($"The file is larger than {SizeLimit} bytes, the limit for a checkpoint; give a checkpoint."));
        if (bytes.Length > 0 && !Begins(bytes, bytes.Length))
            throw new InvalidDataException("The file does not begin like a checkpoint of a training run; give one that MlpCheckpoint.Save has written.");
        int length = bytes.Length - SHA256.HashSizeInBytes;
        if (length < Opening.Length + sizeof(int) || !SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length, SHA256.HashSizeInBytes)))
            throw new InvalidDataException("The checkpoint was cut or changed after it was saved: its checksum does not match; copy or save it again.");
        int version = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(Opening.Length));
        if (version != Version) throw new InvalidDataException($"The checkpoint has version {version}, and this program reads version {Version}; train again.");
        using BinaryReader reader = new(new MemoryStream(bytes, Opening.Length + sizeof(int), length - Opening.Length - sizeof(int)), Encoding.UTF8);
        try
        {
            return Read(reader);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or OverflowException)
        {
            throw new InvalidDataException("The checkpoint's numbers do not fit together; save it again.", e);
        }
    }

    private static bool Begins(byte[] bytes, int count) => bytes.AsSpan(0, count).StartsWith(Opening.AsSpan(0, Math.Min(count, Opening.Length)));

    private static MlpCheckpoint Read(BinaryReader reader)
    {
        string fingerprint = reader.ReadString();
        int epochs = reader.ReadInt32();
        long steps = reader.ReadInt64();
        int bestEpoch = reader.ReadInt32();
        long averaged = reader.ReadInt64();
        float[] values = Floats(reader), best = Floats(reader);
        float[][] others = [.. Enumerable.Range(0, Count(reader, sizeof(int))).Select(_ => Floats(reader))];
        int records = Count(reader, 5 * sizeof(double));
        if (epochs != records || bestEpoch < 0 || bestEpoch > records || steps < 0 || averaged < 0 || best.Length != values.Length) throw new FormatException();
        List<EpochRecord> history = [.. Enumerable.Range(1, records).Select(e => new EpochRecord(e, reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble()))];
        return new MlpCheckpoint(new TrainingState(epochs, steps, values, others, averaged, best, bestEpoch, history), fingerprint);
    }

    private static void Write(BinaryWriter writer, float[] values)
    {
        writer.Write(values.Length);
        foreach (float value in values) writer.Write(value);
    }

    private static float[] Floats(BinaryReader reader)
    {
        float[] values = new float[Count(reader, sizeof(float))];
        for (int i = 0; i < values.Length; i++) values[i] = reader.ReadSingle();
        return values;
    }

    // No more items than bytes that are left for them.
    private static int Count(BinaryReader reader, int size)
    {
        int count = reader.ReadInt32();
        long left = reader.BaseStream.Length - reader.BaseStream.Position;
        return count >= 0 && (long)count * size <= left ? count : throw new FormatException();
    }
}
