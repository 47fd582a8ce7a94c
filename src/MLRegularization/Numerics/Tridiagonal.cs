namespace MLRegularization.Numerics;

/// <summary>A symmetric tridiagonal matrix T, positive semi-definite.</summary>
/// <param name="Diagonal">Its diagonal.</param>
/// <param name="Off">The entries beside it.</param>
internal sealed record Tridiagonal(double[] Diagonal, double[] Off)
{
    /// <summary>Rows, as many as columns.</summary>
    public int Size => Diagonal.Length;

    /// <summary>trace T(T + λI)⁻¹.</summary>
    public double SmootherTrace(double lambda)
    {
        // trace (T + λI)⁻¹ is the derivative of log det, the sum of that of every pivot's logarithm.
        double inverse = 0, derivative = 0, trace = Size;
        for (int k = 0; k < Size; k++)
        {
            double below = k == 0 ? 0 : Off[k - 1] * inverse, pivot = Diagonal[k] + lambda - (k == 0 ? 0 : below * Off[k - 1]);
            derivative = 1 + (below * below * derivative);
            inverse = pivot > 0 ? 1 / pivot : 0;
            trace -= lambda * derivative * inverse;
        }
        return trace;
    }
}
