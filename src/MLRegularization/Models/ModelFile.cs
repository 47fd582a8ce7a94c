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
    /// <summary>The version that <see cref="Write(LinearModel, Stream)"/> writes; <see cref="Read"/> reads it and every earlier one (1: squared loss only).</summary>
    public const int Version = 2;

    /// <summary>Largest file that is read, in bytes.</summary>
    public const long SizeLimit = 1L << 30;

    /// <summary>Most features that a file may describe.</summary>
    public const int FeatureLimit = 20_000_000;

    /// <summary>Writes a model as text.</summary>
    public static void Write(LinearModel model, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(destination);
        CheckedText.Write(ModelJson.Write(model), destination);
    }

    /// <summary>Writes a network as text, its weights in base 64.</summary>
    public static void Write(NetworkModel model, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(destination);
        CheckedText.Write(NetworkJson.Write(model), destination);
    }

    /// <summary>Writes a model to a file: first beside it, then moved in one step, so a reader never sees half of it.</summary>
    public static void Save(LinearModel model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        WholeFile.Write(path, file => Write(model, file));
    }

    /// <summary>Writes a network to a file, in one step.</summary>
    public static void Save(NetworkModel model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        WholeFile.Write(path, file => Write(model, file));
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="ModelFileException">The stream does not hold a whole, unchanged model of this version.</exception>
    public static LinearModel Read(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        byte[] bytes = CheckedText.Read(source, ModelJson.Opening, NetworkJson.Opening);
        return IsNetwork(bytes) ? throw new ModelFileException("The file holds a network, not a linear model; read it with ModelFile.ReadNetwork.") : ModelJson.Read(bytes);
    }

    /// <summary>Reads a network.</summary>
    /// <exception cref="ModelFileException">The stream does not hold a whole, unchanged network of this version.</exception>
    public static NetworkModel ReadNetwork(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        byte[] bytes = CheckedText.Read(source, ModelJson.Opening, NetworkJson.Opening);
        return IsNetwork(bytes) ? NetworkJson.Read(bytes) : throw new ModelFileException("The file holds a linear model, not a network; read it with ModelFile.Read.");
    }

    /// <summary>Whether a file begins like a network; its checksum is not looked at.</summary>
    public static bool HoldsNetwork(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read);
        byte[] start = new byte[Encoding.UTF8.GetByteCount(NetworkJson.Opening)];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && IsNetwork(start);
    }

    /// <summary>Reads a model from a file.</summary>
    /// <exception cref="ModelFileException">The file does not hold a whole, unchanged model of this version.</exception>
    public static LinearModel Load(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read);
        return Read(file);
    }

    /// <summary>Reads a network from a file.</summary>
    /// <exception cref="ModelFileException">The file does not hold a whole, unchanged network of this version.</exception>
    public static NetworkModel LoadNetwork(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read);
        return ReadNetwork(file);
    }

    private static bool IsNetwork(byte[] bytes) => bytes.AsSpan().StartsWith(Encoding.UTF8.GetBytes(NetworkJson.Opening));
}
