using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLRegularization.Numerics;

/// <summary>
/// Random numbers without a state: a hash of a key and a counter, the same whoever asks and in whatever order. The key mixes seed, epoch,
/// place and row (SplitMix64's finaliser); sixteen units at a time are hashed by MurmurHash3's 32-bit
/// finaliser, with one half of the key before it and the other in its middle.
/// </summary>
internal static class CounterNoise
{
    /// <summary>A key for a row, or for whatever four numbers name.</summary>
    public static ulong Key(ulong seed, int epoch, int place, long row) => RowKey(PlaceKey(seed, epoch, place), row);

    /// <summary>What the keys of all rows share.</summary>
    public static ulong PlaceKey(ulong seed, int epoch, int place)
        => Mix(Mix(seed + (0x9E3779B97F4A7C15 * (ulong)(uint)epoch)) + (0xD1B54A32D192ED03 * (ulong)(uint)place));

    /// <summary>The key of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong RowKey(ulong placeKey, long row) => Mix(placeKey + (0x8CB92BA72F3D8DD7 * (ulong)row));

    /// <summary>32 random bits for each of the units first … first + 15.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Bits(ulong key, int first) => Bits(key, Units(first));

    /// <summary>The units first … first + 15 as <see cref="Bits(ulong, Vector512{uint})"/> wants them: the same for all rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Units(int first) => (Vector512<uint>.Indices + Vector512.Create((uint)first)) * Vector512.Create(0x9E3779B1u);

    /// <summary>32 random bits for each of sixteen units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Bits(ulong key, Vector512<uint> units)
    {
        Vector512<uint> x = units ^ Vector512.Create((uint)key);
        x = (x ^ Vector512.ShiftRightLogical(x, 16)) * Vector512.Create(0x85EBCA6Bu);
        x += Vector512.Create((uint)(key >> 32));
        x = (x ^ Vector512.ShiftRightLogical(x, 13)) * Vector512.Create(0xC2B2AE35u);
        return x ^ Vector512.ShiftRightLogical(x, 16);
    }

    /// <summary>Standard normal numbers for the units first … first + 15 and the sixteen behind them (Box and Muller 1958).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Normals(ulong key, int first, out Vector512<float> behind)
    {
        // A uniform number above 0, of 24 bits, and a part of a turn.
        Vector512<float> u = Vector512.ConvertToSingle(Vector512.ShiftRightLogical(Bits(key, first), 8).AsInt32()) + Vector512.Create(0.5f);
        Vector512<float> t = Vector512.ConvertToSingle(Bits(key, first + 16).AsInt32()) * Vector512.Create(1 / 4294967296f);
        Vector512<float> radius = Vector512.Sqrt(Vector512.Max(Vector512<float>.Zero, FloatMath.Log(u * Vector512.Create(1 / 16777216f)) * Vector512.Create(-2f)));
        Vector512<float> cosine = FloatMath.Turn(t, out Vector512<float> sine);
        behind = radius * sine;
        return radius * cosine;
    }

    /// <summary>A uniform number in [0, 1) for a key alone.</summary>
    public static double Uniform(ulong key) => (Mix(key) >> 11) * (1.0 / (1UL << 53));

    /// <summary>SplitMix64's finaliser (Steele, Lea, Flood 2014).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
