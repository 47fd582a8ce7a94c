namespace MLRegularization.Losses;

/// <summary>The best intercepts of the multinomial loss: log shares of the classes, or Newton's method where there are offsets.</summary>
internal static class MultinomialIntercepts
{
    /// <summary>Log of the smallest share that stands for none.</summary>
    private const double SmallestLogShare = -35;

    private const int MostSteps = 200;

    /// <summary>The intercepts, with sum 0, and their loss.</summary>
    public static NullModel Run(MultinomialLoss loss, ReadOnlySpan<double> y, ReadOnlySpan<double> omega, ReadOnlySpan<double> offset)
    {
        int n = y.Length, classes = loss.Outputs;
        double[] intercepts = new double[classes], share = new double[classes], eta = new double[n * classes];
        for (int i = 0; i < n; i++) share[(int)y[i]] += omega.Length > 0 ? omega[i] : 1.0 / n;
        for (int k = 0; k < classes; k++) intercepts[k] = Math.Max(Math.Log(share[k]), SmallestLogShare);
        Centre(intercepts);
        double value = Value(loss, y, omega, offset, intercepts, eta);
        if (offset.Length == 0) return new NullModel(intercepts, value);

        double[] slopes = new double[n * classes], means = new double[n * classes], gradient = new double[classes], trial = new double[classes];
        double[,] hessian = new double[classes, classes];
        Array.Clear(intercepts);
        value = Value(loss, y, omega, offset, intercepts, eta);
        for (int step = 0; step < MostSteps; step++)
        {
            loss.Slopes(eta, y, omega, slopes);
            loss.Mean(eta, means);
            double largest = 0, size = 0;
            for (int k = 0; k < classes; k++)
            {
                gradient[k] = Sum(slopes.AsSpan(k * n, n));
                largest = Math.Max(largest, Math.Abs(gradient[k]));
                for (int l = 0; l <= k; l++)
                {
                    // 1/K holds the sum of the intercepts, of which the loss knows nothing.
                    double sum = 0;
                    for (int i = 0; i < n; i++)
                        sum += (omega.Length > 0 ? omega[i] : 1.0 / n) * means[(k * n) + i] * ((k == l ? 1 : 0) - means[(l * n) + i]);
                    hessian[k, l] = hessian[l, k] = sum + (1.0 / classes);
                }
            }
            if (largest <= 1e-15) break;
            // Newton's step; where that leads too far, the step of iterative scaling, which never fails to descend (Darroch and Ratcliff 1972).
            double[] scaling = [.. gradient.Select((g, k) => Math.Clamp(Math.Log(share[k]) - Math.Log(share[k] + g), SmallestLogShare, -SmallestLogShare))], newton = [.. gradient.Select(g => -g)];
            Solve(hessian, newton);
            bool falls = false;
            foreach (double[] by in (double[][])[newton, scaling])
            {
                for (int k = 0; k < classes; k++) trial[k] = intercepts[k] + by[k];
                double moved = Value(loss, y, omega, offset, trial, eta);
                // Near the minimum the value's rounding hides what the last steps gain.
                falls = moved <= value + (1e-14 * Math.Abs(value));
                if (!falls) continue;
                size = by.Zip(trial, (b, t) => Math.Abs(b) / Math.Max(1, Math.Abs(t))).Max();
                trial.CopyTo(intercepts, 0);
                value = moved;
                break;
            }
            if (!falls) break;
            if (size <= 1e-14) break;
        }
        Centre(intercepts);
        return new NullModel(intercepts, Value(loss, y, omega, offset, intercepts, eta));
    }

    private static double Value(MultinomialLoss loss, ReadOnlySpan<double> y, ReadOnlySpan<double> omega, ReadOnlySpan<double> offset, ReadOnlySpan<double> intercepts, Span<double> eta)
    {
        int n = y.Length;
        for (int k = 0; k < intercepts.Length; k++)
            for (int i = 0; i < n; i++)
                eta[(k * n) + i] = intercepts[k] + (offset.Length > 0 ? offset[(k * n) + i] : 0);
        return loss.Value(eta, y, omega);
    }

    private static void Centre(Span<double> values)
    {
        double mean = Sum(values) / values.Length;
        for (int k = 0; k < values.Length; k++) values[k] -= mean;
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum;
    }

    /// <summary>Solves a positive definite system in place by Gaussian elimination.</summary>
    private static void Solve(double[,] a, double[] b)
    {
        int size = b.Length;
        for (int k = 0; k < size; k++)
            for (int i = k + 1; i < size; i++)
            {
                double factor = a[i, k] / a[k, k];
                if (factor == 0) continue;
                for (int j = k; j < size; j++) a[i, j] -= factor * a[k, j];
                b[i] -= factor * b[k];
            }
        for (int i = size - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < size; j++) b[i] -= a[i, j] * b[j];
            b[i] /= a[i, i];
        }
    }
}
