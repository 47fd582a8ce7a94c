using System.Runtime.InteropServices;

namespace MLRegularization.Numerics;

/// <summary>Numbers in memory of their own, all 0 at first, the first one at the start of a cache line.</summary>
internal sealed unsafe class AlignedMemory<T> : IDisposable
    where T : unmanaged
{
    private T* values;

    /// <summary>All zeros.</summary>
    public AlignedMemory(long length)
    {
        Length = length;
        values = (T*)NativeMemory.AlignedAlloc(Math.Max(Bytes, 64), 64);
        Clear();
    }

    public long Length { get; }

    public T* Values => values;

    /// <summary>All of them, where an int can count them.</summary>
    public Span<T> All => new(values, checked((int)Length));

    private nuint Bytes => (nuint)Length * (nuint)sizeof(T);

    /// <summary>A part of them.</summary>
    public Span<T> Span(long start, int length) => new(values + start, length);

    /// <summary>Sets all to 0.</summary>
    public void Clear() => NativeMemory.Clear(values, Bytes);

    // For what a cancelled fit leaves behind; otherwise owners dispose, and so hold on while pointers are in use.
    ~AlignedMemory() => Free();

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
