using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace MLRegularization.Models.Onnx;

/// <summary>Writes one message of the protobuf wire format: fields by their number, in the order of the calls.</summary>
internal sealed class ProtoWriter
{
    private const int Varint = 0, Length = 2, Fixed32 = 5;

    private readonly ArrayBufferWriter<byte> written = new();

    public ReadOnlySpan<byte> Written => written.WrittenSpan;

    /// <summary>A field of an integer type or an enum.</summary>
    public void Number(int field, long value)
    {
        Tag(field, Varint);
        Unsigned((ulong)value);
    }

    /// <summary>A field of type float.</summary>
    public void Real(int field, float value)
    {
        Tag(field, Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(written.GetSpan(4), value);
        written.Advance(4);
    }

    /// <summary>A field of type string, or of bytes that are text.</summary>
    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A field of type bytes.</summary>
    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, Length);
        Unsigned((ulong)value.Length);
        written.Write(value);
    }

    /// <summary>A message inside this one.</summary>
    public void Message(int field, Action<ProtoWriter> write)
    {
        ProtoWriter inner = new();
        write(inner);
        Bytes(field, inner.Written);
    }

    private void Tag(int field, int kind) => Unsigned(((ulong)field << 3) | (uint)kind);

    private void Unsigned(ulong value)
    {
        Span<byte> into = written.GetSpan(10);
        int length = 0;
        for (; value > 127; value >>= 7) into[length++] = (byte)(value | 128);
        into[length++] = (byte)value;
        written.Advance(length);
    }
}
