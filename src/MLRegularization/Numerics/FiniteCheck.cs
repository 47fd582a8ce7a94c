using System.Numerics;
using System.Numerics.Tensors;

namespace MLRegularization.Numerics;

/// <summary>Finds the first NaN or infinity of a span, fast where there is none.</summary>
internal static class FiniteCheck
{
    /// <summary>Index of the first value that is not finite, or −1.</summary>
    public static int FirstNonFinite<T>(ReadOnlySpan<T> values) where T : unmanaged, INumber<T>
    {
        // A finite sum proves its stretch; a sum that overflowed is looked at value by value.
        const int stretch = 1024;
        for (int start = 0; start < values.Length; start += stretch)
        {
            ReadOnlySpan<T> part = values.Slice(start, Math.Min(stretch, values.Length - start));
            T sum = TensorPrimitives.Sum(part);
            if (T.IsFinite(sum)) continue;
            for (int i = 0; i < part.Length; i++)
                if (!T.IsFinite(part[i])) return start + i;
        }
        return -1;
    }
}
