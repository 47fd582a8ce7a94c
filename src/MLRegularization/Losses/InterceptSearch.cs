using System.Numerics.Tensors;

namespace MLRegularization.Losses;

/// <summary>What the losses' null models share: weighted means, and Newton's method in a bracket for the best intercept.</summary>
internal static class InterceptSearch
{
    /// <summary>Σ ω x, or Σ ω (1 − x): exactly 0 where no weight is on the other value.</summary>
    public static double Mean(ReadOnlySpan<double> x, ReadOnlySpan<double> omega, bool complement = false)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += (complement ? 1 - x[i] : x[i]) * (omega.Length > 0 ? omega[i] : 1);
        return omega.Length > 0 ? sum : sum / x.Length;
    }

    /// <summary>Smallest and largest value on rows with weight; 0 and 0 where there are none.</summary>
    public static (double Smallest, double Largest) Range(ReadOnlySpan<double> x, ReadOnlySpan<double> omega)
    {
        double smallest = double.PositiveInfinity, largest = double.NegativeInfinity;
        for (int i = 0; i < x.Length; i++)
        {
            if (omega.Length > 0 && omega[i] == 0) continue;
            smallest = Math.Min(smallest, x[i]);
            largest = Math.Max(largest, x[i]);
        }
        return smallest <= largest ? (smallest, largest) : (0, 0);
    }

    /// <summary>The null model with this intercept.</summary>
    public static NullModel At(ILoss loss, double intercept, ReadOnlySpan<double> y, ReadOnlySpan<double> omega, ReadOnlySpan<double> offset)
    {
        double[] eta = new double[y.Length];
        Fill(eta, intercept, offset);
        return new NullModel([intercept], loss.Value(eta, y, omega));
    }

    /// <summary>The minimiser of a convex loss over the intercept, known to lie in [low, high].</summary>
    public static NullModel Run(ILoss loss, double low, double high, ReadOnlySpan<double> y, ReadOnlySpan<double> omega, ReadOnlySpan<double> offset)
    {
        double[] eta = new double[y.Length], slopes = new double[y.Length], curvatures = new double[y.Length];
        double b = low + (0.5 * (high - low));
        // Newton's steps while they stay inside the bracket, halving else: 200 halvings exhaust any bracket of doubles.
        for (int step = 0; step < 200; step++)
        {
            Fill(eta, b, offset);
            loss.SlopesAndCurvatures(eta, y, omega, slopes, curvatures);
            double slope = Sum(slopes), curvature = Sum(curvatures);
            if (slope == 0) break;
            if (slope > 0) high = b;
            else low = b;
            double next = b - (slope / curvature);
            if (!(next > low && next < high)) next = low + (0.5 * (high - low));
            double moved = Math.Abs(next - b);
            b = next;
            if (moved <= 1e-15 * Math.Max(1, Math.Abs(b))) break;
        }
        return At(loss, b, y, omega, offset);
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum;
    }

    private static void Fill(Span<double> eta, double intercept, ReadOnlySpan<double> offset)
    {
        if (offset.Length > 0) TensorPrimitives.Add(offset, intercept, eta);
        else eta.Fill(intercept);
    }
}
