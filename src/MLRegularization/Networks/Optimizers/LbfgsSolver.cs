namespace MLRegularization.Networks.Optimizers;

/// <summary>An objective's value at a point, its gradient filled in. The point may be rounded to what can be held.</summary>
internal delegate double SmoothFunction(Span<double> point, Span<double> gradient);

/// <summary>Why L-BFGS stopped.</summary>
internal enum LbfgsEnd
{
    /// <summary>The gradient is as small as was asked for.</summary>
    GradientSmall,

    /// <summary>No step makes the objective smaller by more than its rounding.</summary>
    NoProgress,

    /// <summary>All iterations are used up.</summary>
    MostIterations,

    /// <summary>The caller asked for it.</summary>
    Stopped,

    /// <summary>The first value or gradient is no number.</summary>
    NotANumber,
}

/// <summary>Where L-BFGS came to.</summary>
/// <param name="Value">The objective.</param>
/// <param name="LargestGradient">The largest absolute one.</param>
/// <param name="Iterations">Steps taken.</param>
/// <param name="Evaluations">Looks at the objective.</param>
/// <param name="End">Why it stopped.</param>
internal readonly record struct LbfgsResult(double Value, double LargestGradient, int Iterations, int Evaluations, LbfgsEnd End);

/// <summary>L-BFGS by the two-loop recursion, in double precision (Nocedal and Wright 2006, algorithms 7.4 and 7.5).</summary>
internal sealed class LbfgsSolver(Lbfgs settings, SmoothFunction function)
{
    /// <summary>Pairs whose cosine is below this say nothing of curvature.</summary>
    private const double LeastCosine = 1e-10;

    private readonly List<(double[] Step, double[] Change, double Inverse)> memory = [];

    /// <summary>Goes down from a point, and leaves it where it came to.</summary>
    /// <param name="point">Where it begins and ends. The objective's last look was there.</param>
    /// <param name="goOn">Asked after each iteration; false stops. Null: nobody is.</param>
    public LbfgsResult Minimize(double[] point, Func<LbfgsResult, bool>? goOn = null)
    {
        int n = point.Length;
        double[] gradient = new double[n], direction = new double[n];
        double value = function(point, gradient);
        LineSearch search = new(function, n);
        LbfgsResult At(int iterations, LbfgsEnd end) => new(value, Largest(gradient), iterations, search.Evaluations + 1, end);
        if (!double.IsFinite(value) || !double.IsFinite(Largest(gradient))) return At(0, LbfgsEnd.NotANumber);
        for (int iteration = 1; ; iteration++)
        {
            if (Largest(gradient) <= settings.GradientTolerance) return At(iteration - 1, LbfgsEnd.GradientSmall);
            if (iteration > settings.MostIterations) return At(iteration - 1, LbfgsEnd.MostIterations);
            Direct(gradient, direction);
            double slope = Dot(gradient, direction), first = memory.Count > 0 ? 1 : Math.Min(1, 1 / gradient.Sum(Math.Abs));
            if (!(slope < 0) || !search.Run(point, value, slope, direction, first))
            {
                // Old curvature may mislead: once more along the gradient itself, then it is rounding.
                bool last = memory.Count == 0;
                memory.Clear();
                if (last)
                {
                    value = function(point, gradient);
                    return At(iteration - 1, LbfgsEnd.NoProgress);
                }
                continue;
            }
            double[] step = new double[n], change = new double[n];
            for (int i = 0; i < n; i++) (step[i], change[i]) = (search.Point[i] - point[i], search.Gradient[i] - gradient[i]);
            Remember(step, change);
            search.Point.CopyTo(point, 0);
            search.Gradient.CopyTo(gradient, 0);
            value = search.Value;
            if (goOn is not null && !goOn(At(iteration, LbfgsEnd.Stopped))) return At(iteration, LbfgsEnd.Stopped);
        }
    }

    private void Remember(double[] step, double[] change)
    {
        double product = Dot(step, change);
        if (!(product > LeastCosine * Math.Sqrt(Dot(step, step) * Dot(change, change)))) return;
        if (memory.Count == settings.History) memory.RemoveAt(0);
        memory.Add((step, change, 1 / product));
    }

    // direction ← −H gradient.
    private void Direct(double[] gradient, double[] direction)
    {
        for (int i = 0; i < gradient.Length; i++) direction[i] = -gradient[i];
        double[] shares = new double[memory.Count];
        for (int k = memory.Count - 1; k >= 0; k--)
        {
            shares[k] = memory[k].Inverse * Dot(memory[k].Step, direction);
            Add(-shares[k], memory[k].Change, direction);
        }
        if (memory.Count > 0)
        {
            double scale = 1 / (memory[^1].Inverse * Dot(memory[^1].Change, memory[^1].Change));
            for (int i = 0; i < direction.Length; i++) direction[i] *= scale;
        }
        for (int k = 0; k < memory.Count; k++) Add(shares[k] - (memory[k].Inverse * Dot(memory[k].Change, direction)), memory[k].Step, direction);
    }

    private static double Dot(double[] x, double[] y) => System.Numerics.Tensors.TensorPrimitives.Dot<double>(x, y);

    private static void Add(double factor, double[] x, double[] y) => System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(x, factor, y, y);

    private static double Largest(double[] x)
    {
        double largest = 0;
        // NaN must win.
        foreach (double v in x) largest = Math.Max(largest, Math.Abs(v));
        return largest;
    }
}
