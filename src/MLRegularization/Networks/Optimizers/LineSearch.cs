namespace MLRegularization.Networks.Optimizers;

/// <summary>
/// A step along a direction that meets the strong Wolfe conditions φ(a) ≤ φ(0) + c₁aφ′(0) and |φ′(a)| ≤ c₂|φ′(0)| (Nocedal and Wright 2006, section 3.1).
/// The left end of its bracket meets the first and still goes down; the right one is too far. Where values differ by no more than the rounding
/// of single precision, slopes alone decide (Hager and Zhang 2005, equation 4.1).
/// </summary>
internal sealed class LineSearch(SmoothFunction function, int n)
{
    private const double Decrease = 1e-4, Curvature = 0.9, Rounding = 1e-7, Grow = 4;

    private const int MostTrials = 30;

    /// <summary>Looks at the objective.</summary>
    public int Evaluations { get; private set; }

    /// <summary>Where <see cref="Run"/> came to.</summary>
    public double[] Point { get; } = new double[n];

    /// <summary>The gradient there.</summary>
    public double[] Gradient { get; } = new double[n];

    /// <summary>The objective there.</summary>
    public double Value { get; private set; }

    /// <summary>Searches.</summary>
    /// <param name="from">φ(0) is there.</param>
    /// <param name="value">φ(0).</param>
    /// <param name="slope">φ′(0) &lt; 0.</param>
    /// <param name="direction">Its line.</param>
    /// <param name="first">The first step to try.</param>
    /// <returns>Whether a point was found that is lower by more than rounding, or as good and flatter.</returns>
    public bool Run(double[] from, double value, double slope, double[] direction, double first)
    {
        double slack = Rounding * Math.Abs(value);
        (double At, double Value, double Slope) left = (0, value, slope), right = (double.PositiveInfinity, 0, 0);
        double a = first;
        for (int trial = 0; trial < MostTrials; trial++)
        {
            double along = Look(from, direction, a);
            bool finite = double.IsFinite(Value) && double.IsFinite(along), level = finite && Math.Abs(Value - value) <= slack;
            // φ may be level: then φ′(a) ≤ (2c₁ − 1)φ′(0) says of a parabola what the first condition says of values.
            bool decreased = finite && (Value <= value + (Decrease * a * slope) || (level && along <= ((2 * Decrease) - 1) * slope));
            if (decreased && Math.Abs(along) <= -Curvature * slope) return true;
            if (decreased && along < 0) left = (a, Value, along);
            else right = (a, finite ? Value : double.PositiveInfinity, along);
            double width = right.At - left.At;
            if (width <= 1e-14 * right.At) break;
            a = double.IsPositiveInfinity(width) ? left.At * Grow
                : double.IsFinite(right.Value) ? Math.Clamp(Cubic(left, right), left.At + (0.1 * width), right.At - (0.1 * width))
                : left.At + (0.1 * width);
        }
        if (left.At == 0) return false;
        // Lower, though not as flat as it should be.
        Look(from, direction, left.At);
        return Value < value;
    }

    private double Look(double[] from, double[] direction, double a)
    {
        for (int i = 0; i < from.Length; i++) Point[i] = from[i] + (a * direction[i]);
        Evaluations++;
        Value = function(Point, Gradient);
        return System.Numerics.Tensors.TensorPrimitives.Dot<double>(Gradient, direction);
    }

    // The minimiser of the cubic through both values and slopes (Nocedal and Wright 2006, equation 3.59).
    private static double Cubic((double At, double Value, double Slope) left, (double At, double Value, double Slope) right)
    {
        double width = right.At - left.At, d1 = left.Slope + right.Slope - (3 * (right.Value - left.Value) / width), root = (d1 * d1) - (left.Slope * right.Slope);
        if (root < 0) return left.At + (0.5 * width);
        double d2 = Math.Sqrt(root), at = right.At - (width * (right.Slope + d2 - d1) / (right.Slope - left.Slope + (2 * d2)));
        return double.IsFinite(at) ? at : left.At + (0.5 * width);
    }
}
