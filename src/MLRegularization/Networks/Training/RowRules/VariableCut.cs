using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Training.RowRules;

/// <summary>Variables picked at random for one row after another, each with the same probability: all numbers of a variable go together.</summary>
/// <param name="variables">Number of variables.</param>
/// <param name="words">A bit for each, 32 at a time: <see cref="WordsFor"/> of them.</param>
internal readonly ref struct VariableCut(int variables, Span<uint> words)
{
    private readonly Span<uint> picked = words;

    /// <summary>Words of 32 bits that hold one for each variable.</summary>
    public static int WordsFor(int variables) => (variables + 31) / 32;

    /// <summary>Picks for a row.</summary>
    public void Pick(ulong key, double probability)
    {
        // A variable is picked where its 32 random bits are below this; at probability 1 every one is.
        ulong threshold = (ulong)(probability * 4294967296.0);
        Vector512<uint> limit = Vector512.Create((uint)Math.Min(threshold, uint.MaxValue));
        for (int w = 0; w < picked.Length; w++)
        {
            ulong low = Vector512.LessThan(CounterNoise.Bits(key, 32 * w), limit).ExtractMostSignificantBits(), high = Vector512.LessThan(CounterNoise.Bits(key, (32 * w) + 16), limit).ExtractMostSignificantBits();
            picked[w] = threshold > uint.MaxValue ? uint.MaxValue : (uint)(low | (high << 16));
        }
        if (variables % 32 > 0) picked[^1] &= (1u << (variables % 32)) - 1;
    }

    /// <summary>The share of the variables that are picked.</summary>
    public double Share()
    {
        int count = 0;
        foreach (uint word in picked) count += BitOperations.PopCount(word);
        return (double)count / Math.Max(variables, 1);
    }

    /// <summary>Gives the picked variables of a row the values of another row of the table.</summary>
    public void Replace(BatchRows batch, int row, int other)
    {
        for (int p = 0; p < batch.Input.Values.Count; p++) Blend(batch, p, batch.Numbers(row, p), batch.SourceNumbers(other, p));
        Span<int> codes = batch.CodesOf(row);
        for (int c = 0; c < codes.Length; c++)
            if (Bit(variables - codes.Length + c) == 1) codes[c] = batch.SourceCodes(other)[c];
    }

    /// <summary>Sets the picked variables of a row to 0, which is the code of a missing category too.</summary>
    public void Clear(BatchRows batch, int row)
    {
        ReadOnlySpan<float> zeros = stackalloc float[FloatPanels.Width];
        for (int p = 0; p < batch.Input.Values.Count; p++) Blend(batch, p, batch.Numbers(row, p), zeros);
        Span<int> codes = batch.CodesOf(row);
        for (int c = 0; c < codes.Length; c++)
            if (Bit(variables - codes.Length + c) == 1) codes[c] = 0;
    }

    // Without a jump: what is picked is random, and jumps would be guessed wrong.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Blend(BatchRows batch, int panel, Span<float> numbers, ReadOnlySpan<float> others)
    {
        ReadOnlySpan<int> variableOf = batch.Source.Inputs.VariableOf.AsSpan(panel * FloatPanels.Width, numbers.Length);
        for (int c = 0; c < numbers.Length; c++)
        {
            uint taken = 0 - Bit(variableOf[c]);
            numbers[c] = BitConverter.UInt32BitsToSingle((BitConverter.SingleToUInt32Bits(others[c]) & taken) | (BitConverter.SingleToUInt32Bits(numbers[c]) & ~taken));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Bit(int variable) => (picked[(int)((uint)variable / 32)] >> (variable & 31)) & 1;
}
