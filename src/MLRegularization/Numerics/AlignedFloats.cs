using System.Runtime.InteropServices;

namespace MLRegularization.Numerics;

/// <summary>Floats in memory of their own, all 0 at first, the first one at the start of a cache line.</summary>
internal sealed unsafe class AlignedFloats : IDisposable
{
    private float* values;

    /// <summary>All zeros.</summary>
    public AlignedFloats(long length)
    {
        Length = length;
        nuint bytes = (nuint)Math.Max(length, 16) * sizeof(float);
        values = (float*)NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(values, bytes);
    }

    public long Length { get; }

    public float* Values => values;

    /// <summary>A part of them.</summary>
    public Span<float> Span(long start, int length) => new(values + start, length);

    /// <summary>All of them, where an int can count them.</summary>
    public Span<float> All => new(values, checked((int)Length));

    // For what a cancelled fit leaves behind; otherwise owners dispose, and so hold on while pointers are in use.
    ~AlignedFloats() => Free();

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(values);
        values = null;
    }
}
