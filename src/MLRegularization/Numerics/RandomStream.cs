namespace MLRegularization.Numerics;

/// <summary>A seeded stream of random numbers, the same on every machine (SplitMix64; Steele, Lea, Flood 2014).</summary>
internal sealed class RandomStream(ulong seed)
{
    private ulong state = seed;

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits() => CounterNoise.Mix(state += 0x9E3779B97F4A7C15);

    /// <summary>A uniform number in [0, 1).</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A standard normal number.</summary>
    public double NextNormal() => Normal(NextUniform(), NextUniform());

    /// <summary>A standard normal number from two uniform ones in [0, 1) (Box and Muller 1958).</summary>
    public static double Normal(double first, double second) => Math.Sqrt(-2 * Math.Log(1 - first)) * Math.Cos(2 * Math.PI * second);

    /// <summary>A uniform integer in [0, limit), without bias (Lemire 2019).</summary>
    public int NextBelow(int limit)
    {
        ulong range = (ulong)limit;
        while (true)
        {
            ulong high = Math.BigMul(NextBits(), range, out ulong low);
            if (low >= range || low >= (0 - range) % range) return (int)high;
        }
    }

    /// <summary>Puts the items in random order.</summary>
    public void Shuffle(Span<int> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextBelow(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
