using System.Security.Cryptography;
using System.Text;

namespace MLRegularization.Models;

/// <summary>Text of a model file with a SHA-256 of all that stands before it as its last property: written, and read back only if whole and unchanged.</summary>
internal static class CheckedText
{
    private const string SumStart = "  \"checksum\": \"sha256:";
    private const string SumEnd = "\"\n}\n";
    private const int TailLength = 22 + 64 + 4;

    /// <summary>Writes a body, which ends with a comma and a line break, and its checksum.</summary>
    public static void Write(byte[] body, Stream destination)
    {
        destination.Write(body);
        destination.Write(Tail(body));
    }

    /// <summary>All bytes of a file that begins with one of some openings and whose checksum is right.</summary>
    /// <exception cref="ModelFileException">It is not.</exception>
    public static byte[] Read(Stream source, params string[] openings)
    {
        byte[] bytes = WithoutCarriageReturns(ReadBounded(source));
        byte[][] known = [.. openings.Select(Encoding.UTF8.GetBytes)];
        byte[]? opening = Array.Find(known, o => bytes.AsSpan().StartsWith(o.AsSpan(0, Math.Min(o.Length, bytes.Length))));
        if (opening is null || bytes.Length < opening.Length)
            throw new ModelFileException(bytes.Length == 0
                ? "The file is empty, not a model; save the model again."
                : "The file does not begin like a model of this program; give a file that 'mlreg fit --model-out' or ModelFile.Save has written.");
        if (bytes.Length < opening.Length + TailLength || !bytes.AsSpan().EndsWith(Encoding.UTF8.GetBytes(SumEnd)))
            throw new ModelFileException($"The model is cut off after {bytes.Length} bytes: its closing checksum is absent; copy or save it again.");
        byte[] body = bytes[..^TailLength];
        if (!bytes.AsSpan(body.Length).SequenceEqual(Tail(body)))
            throw new ModelFileException("The model was cut or changed after it was saved: its checksum does not match; copy or save it again.");
        return bytes;
    }

    private static byte[] Tail(byte[] body) =>
        Encoding.UTF8.GetBytes($"{SumStart}{Convert.ToHexStringLower(SHA256.HashData(body))}{SumEnd}");

    private static byte[] ReadBounded(Stream source) => WholeFile.Read(source, ModelFile.SizeLimit, (bytes, _) => bytes[0] == '{',
        () => new ModelFileException($"The file is larger than {ModelFile.SizeLimit} bytes, the limit for a model; give a model file."));

    private static byte[] WithoutCarriageReturns(byte[] bytes) =>
        Array.IndexOf(bytes, (byte)'\r') < 0 ? bytes : Array.FindAll(bytes, b => b != '\r');
}
