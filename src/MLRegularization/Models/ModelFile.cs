using System.Security.Cryptography;
using System.Text;

namespace MLRegularization.Models;

/// <summary>A file is not a model that can be read; the message says why in one sentence.</summary>
public sealed class ModelFileException : Exception
{
    /// <summary>With a sentence for the user.</summary>
    public ModelFileException(string message) : base(message)
    {
    }

    /// <summary>With a sentence for the user and what lies behind it.</summary>
    public ModelFileException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>Without a word.</summary>
    public ModelFileException()
    {
    }
}

/// <summary>
/// Models on disk: JSON text for people and programs to read, ended by a SHA-256 of all that stands before it.
/// Reading checks the sum first and bounds every size, so a cut, changed or foreign file is one clear error. Nothing in a file is ever run.
/// </summary>
public static class ModelFile
{
    /// <summary>The version that <see cref="Write"/> writes; <see cref="Read"/> reads it and every earlier one (1: squared loss only).</summary>
    public const int Version = 2;

    /// <summary>Largest file that is read, in bytes.</summary>
    public const long SizeLimit = 1L << 30;

    /// <summary>Most features that a file may describe.</summary>
    public const int FeatureLimit = 20_000_000;

    private const string SumStart = "  \"checksum\": \"sha256:";
    private const string SumEnd = "\"\n}\n";
    private const int TailLength = 22 + 64 + 4;

    /// <summary>Writes a model as text.</summary>
    public static void Write(LinearModel model, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(destination);
        byte[] body = ModelJson.Write(model);
        destination.Write(body);
        destination.Write(Tail(body));
    }

    /// <summary>Writes a model to a file: first beside it, then moved in one step, so a reader never sees half of it.</summary>
    public static void Save(LinearModel model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        WholeFile.Write(path, file => Write(model, file));
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="ModelFileException">The stream does not hold a whole, unchanged model of this version.</exception>
    public static LinearModel Read(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        byte[] bytes = WithoutCarriageReturns(ReadBounded(source));
        byte[] opening = Encoding.UTF8.GetBytes(ModelJson.Opening);
        if (!bytes.AsSpan().StartsWith(opening.AsSpan(0, Math.Min(opening.Length, bytes.Length))) || bytes.Length < opening.Length)
            throw new ModelFileException(bytes.Length == 0
                ? "The file is empty, not a model; save the model again."
                : "The file does not begin like a model of this program; give a file that 'mlreg fit --model-out' or ModelFile.Save has written.");
        if (bytes.Length < opening.Length + TailLength || !bytes.AsSpan().EndsWith(Encoding.UTF8.GetBytes(SumEnd)))
            throw new ModelFileException($"The model is cut off after {bytes.Length} bytes: its closing checksum is absent; copy or save it again.");
        byte[] body = bytes[..^TailLength];
        if (!bytes.AsSpan(body.Length).SequenceEqual(Tail(body)))
            throw new ModelFileException("The model was cut or changed after it was saved: its checksum does not match; copy or save it again.");
        return ModelJson.Read(bytes);
    }

    /// <summary>Reads a model from a file.</summary>
    /// <exception cref="ModelFileException">The file does not hold a whole, unchanged model of this version.</exception>
    public static LinearModel Load(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read);
        return Read(file);
    }

    private static byte[] Tail(byte[] body) =>
        Encoding.UTF8.GetBytes($"{SumStart}{Convert.ToHexStringLower(SHA256.HashData(body))}{SumEnd}");

    private static byte[] ReadBounded(Stream source)
    {
        using MemoryStream all = new();
        byte[] buffer = new byte[81920];
        for (int read = source.Read(buffer); read > 0; read = source.Read(buffer))
        {
            if (all.Length + read > SizeLimit)
                throw new ModelFileException($"The file is larger than {SizeLimit} bytes, the limit for a model; give a model file.");
            all.Write(buffer, 0, read);
            // A long foreign file is refused at its first bytes.
            if (all.Length == read && !LooksLikeModel(buffer.AsSpan(0, read))) break;
        }
        return all.ToArray();
    }

    private static bool LooksLikeModel(ReadOnlySpan<byte> start) => start.IsEmpty || start[0] == '{';

    private static byte[] WithoutCarriageReturns(byte[] bytes) =>
        Array.IndexOf(bytes, (byte)'\r') < 0 ? bytes : Array.FindAll(bytes, b => b != '\r');
}
