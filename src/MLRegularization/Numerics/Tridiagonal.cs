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

    /// <summary>The smallest and the largest eigenvalue, by bisection (Sturm counts), to rounding of the largest.</summary>
    public (double Smallest, double Largest) ExtremeEigenvalues()
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int k = 0; k < Size; k++)
        {
            double radius = (k == 0 ? 0 : Math.Abs(Off[k - 1])) + (k + 1 < Size ? Math.Abs(Off[k]) : 0);
            low = Math.Min(low, Diagonal[k] - radius);
            high = Math.Max(high, Diagonal[k] + radius);
        }
        return (Eigenvalue(0, low, high), Eigenvalue(Size - 1, low, high));
    }

    // The eigenvalue with so many below it.
    private double Eigenvalue(int index, double low, double high)
    {
        double resolution = 1e-16 * Math.Max(Math.Abs(low), Math.Abs(high));
        while (high - low > resolution)
        {
            double middle = low + (0.5 * (high - low));
            if (middle <= low || middle >= high) break;
            if (CountBelow(middle) > index) high = middle;
            else low = middle;
        }
        return low + (0.5 * (high - low));
    }

    // As many eigenvalues lie below x as T − xI has negative pivots.
    private int CountBelow(double x)
    {
        int count = 0;
        double pivot = 1;
        for (int k = 0; k < Size; k++)
        {
            pivot = Diagonal[k] - x - (k == 0 ? 0 : Off[k - 1] * Off[k - 1] / pivot);
            if (pivot == 0) pivot = -1e-300;
            if (pivot < 0) count++;
        }
        return count;
    }
}
