using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLRegularization.Numerics;

/// <summary>Applies an activation to rows of a matrix in place, without slopes: all that inference needs.</summary>
internal static unsafe class ActivationSweep
{
    /// <summary>Replaces the values of the first rows in the first panels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<TFormula>(FloatPanels values, int panels, int rows)
        where TFormula : struct, IActivationFormula
    {
        for (int p = 0; p < panels; p++)
        {
            float* v = values.At(p, 0), last = values.At(p, rows);
            for (; v < last; v += 16) TFormula.At(Vector512.Load(v), out _).Store(v);
        }
    }
}
