using MLRegularization.Penalties;

namespace MLRegularization.Solvers;

/// <summary>
/// Cyclic coordinate descent (Friedman, Hastie, Tibshirani 2010) on a quadratic loss and any separable penalty, over a working set of
/// moving coordinates, with Anderson extrapolation of its sweeps (Bertrand and Massias 2021). On a <see cref="GramQuadratic"/> a step costs p, on a
/// <see cref="ResidualQuadratic"/> n.
/// </summary>
internal sealed class CoordinateDescent(IQuadratic quadratic)
{
    private const int Memory = 5;

    /// <summary>Longest extrapolation, by the largest coefficient.</summary>
    private const double LongestStep = 100;

    /// <summary>Sweeps until no candidate violates its condition by more than the tolerance.</summary>
    /// <param name="penalty">The penalty at the present λ.</param>
    /// <param name="candidates">Coordinates that may move.</param>
    /// <param name="tolerance">Violation at which a coordinate counts as solved.</param>
    /// <param name="limit">Sweeps at most.</param>
    /// <param name="sweeps">Counts the sweeps.</param>
    /// <param name="cancellation">Checked at every sweep.</param>
    /// <param name="settle">Whether all candidates are looked at again once the moving ones are solved; else that is the caller's task.</param>
    /// <returns>Whether all candidates are solved.</returns>
    public bool Solve(IPenalty penalty, int[] candidates, double tolerance, int limit, ref int sweeps, CancellationToken cancellation, bool settle = true)
    {
        while (sweeps < limit)
        {
            // One sweep over all candidates finds the working set, sweeps over that until it is solved.
            double worst = Sweep(penalty, candidates, cancellation);
            sweeps++;
            if (worst <= tolerance) return true;
            int[] working = [.. candidates.Where(j => quadratic.Beta[j] != 0)];
            List<double[]> history = [Values(working)];
            while (sweeps < limit)
            {
                worst = Sweep(penalty, working, cancellation);
                sweeps++;
                if (worst <= tolerance && !settle) return true;
                if (worst <= tolerance) break;
                history.Add(Values(working));
                if (history.Count <= Memory) continue;
                Extrapolate(penalty, working, history);
                history = [Values(working)];
            }
        }
        return false;
    }

    // The largest violation met on the way, in the units of a slope.
    private double Sweep(IPenalty penalty, int[] coordinates, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        double worst = 0;
        foreach (int j in coordinates)
        {
            double h = quadratic.Curvature(j), b = quadratic.Beta[j];
            if (h <= 0) continue;
            double slope = quadratic.Slope(j);
            double step = penalty.Minimize(j, h, slope + (h * b)) - b;
            if (step == 0) continue;
            worst = Math.Max(worst, penalty.Violation(j, b, slope));
            quadratic.Move(j, step);
        }
        return worst;
    }

    private double[] Values(int[] coordinates) => [.. coordinates.Select(j => quadratic.Beta[j])];

    // The affine combination of past sweeps with the smallest combined difference; kept only if the objective falls.
    private void Extrapolate(IPenalty penalty, int[] working, List<double[]> history)
    {
        int k = history.Count - 1;
        double[,] gram = new double[k, k];
        for (int a = 0; a < k; a++)
            for (int b = 0; b <= a; b++)
            {
                double sum = 0;
                for (int i = 0; i < working.Length; i++) sum += (history[a + 1][i] - history[a][i]) * (history[b + 1][i] - history[b][i]);
                gram[a, b] = gram[b, a] = sum;
            }
        double[]? weights = SolveOnes(gram, k);
        if (weights is null) return;
        double[] steps = new double[working.Length];
        for (int i = 0; i < working.Length; i++)
        {
            double value = 0;
            for (int a = 0; a < k; a++) value += weights[a] * history[a + 1][i];
            steps[i] = value - quadratic.Beta[working[i]];
            if (Math.Sign(value) != Math.Sign(quadratic.Beta[working[i]])) steps[i] = -quadratic.Beta[working[i]];
        }
        // Nearly dependent columns extrapolate to anywhere; going there and back would cost the slopes their digits.
        double largest = working.Select(j => Math.Abs(quadratic.Beta[j])).DefaultIfEmpty().Max();
        if (steps.Any(s => !(Math.Abs(s) <= LongestStep * largest))) return;
        double before = Objective(penalty, working);
        quadratic.Move(working, steps);
        // A bound that was overstepped shows as a violation that no finite slope can heal.
        bool inside = working.All(j => penalty.Violation(j, quadratic.Beta[j], 0) < double.PositiveInfinity);
        if (inside && Objective(penalty, working) < before) return;
        for (int i = 0; i < steps.Length; i++) steps[i] = -steps[i];
        quadratic.Move(working, steps);
    }

    private double Objective(IPenalty penalty, int[] working)
    {
        double value = 0.5 * quadratic.ResidualProducts().Squares;
        foreach (int j in working) value += penalty.Value(j, quadratic.Beta[j]);
        return value;
    }

    // Weights w with Σ w = 1 proportional to gram⁻¹·1, or null where that is no help.
    private static double[]? SolveOnes(double[,] gram, int k)
    {
        double trace = 0;
        for (int a = 0; a < k; a++) trace += gram[a, a];
        if (!(trace > 0)) return null;
        double[] x = new double[k];
        Array.Fill(x, 1);
        for (int a = 0; a < k; a++) gram[a, a] += 1e-12 * trace;
        for (int a = 0; a < k; a++)
        {
            for (int b = a + 1; b < k; b++)
            {
                double f = gram[b, a] / gram[a, a];
                for (int c = a; c < k; c++) gram[b, c] -= f * gram[a, c];
                x[b] -= f * x[a];
            }
        }
        for (int a = k - 1; a >= 0; a--)
        {
            for (int b = a + 1; b < k; b++) x[a] -= gram[a, b] * x[b];
            x[a] /= gram[a, a];
        }
        double sum = x.Sum();
        if (!double.IsFinite(sum) || sum == 0) return null;
        for (int a = 0; a < k; a++) x[a] /= sum;
        return x;
    }
}
