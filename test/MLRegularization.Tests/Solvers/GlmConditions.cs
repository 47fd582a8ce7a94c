namespace MLRegularization.Tests.Solvers;

/// <summary>
/// The objective of docs/objective.md for every loss and its optimality conditions, in plain loops that share nothing with the engine.
/// Coefficients are on the original scale. Violations are those of coefficients of columns as the penalty sees them, relative to the
/// largest deviation(column) · deviation(label) / factor, which λmax · α cannot exceed.
/// </summary>
internal static class GlmConditions
{
    /// <summary>The objective, and the largest relative violation: +∞ outside the bounds and for a coefficient that is left out.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="intercepts">An intercept per class.</param>
    /// <param name="coefficients">p coefficients per class.</param>
    public static (double Objective, double Violation) Check(GlmProblem problem, double[] intercepts, double[][] coefficients)
    {
        int n = problem.Y.Length, p = problem.X.Length, classes = problem.Classes;
        double total = problem.Weights?.Sum() ?? n;
        double[] w = [.. Enumerable.Range(0, n).Select(i => (problem.Weights?[i] ?? 1) / total)];

        // Loss, and its slope for every row and class.
        double objective = 0;
        double[][] slopes = [.. Enumerable.Range(0, classes).Select(_ => new double[n])];
        double[] eta = new double[classes], slope = new double[classes];
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < classes; k++)
            {
                eta[k] = intercepts[k] + (problem.Offset?[k][i] ?? 0);
                for (int j = 0; j < p; j++) eta[k] += problem.X[j][i] * coefficients[k][j];
            }
            objective += w[i] * Loss(problem, problem.Y[i], eta, slope);
            for (int k = 0; k < classes; k++) slopes[k][i] = w[i] * slope[k];
        }

        double worst = 0, scale = 0, spread = LabelDeviation(problem, w);
        if (problem.Intercept)
            for (int k = 0; k < classes; k++) worst = Math.Max(worst, Math.Abs(slopes[k].Sum()));
        for (int j = 0; j < p; j++)
        {
            double f = problem.Factors?[j] ?? 1, mean = 0, squares = 0;
            for (int i = 0; i < n; i++) mean += w[i] * problem.X[j][i];
            for (int i = 0; i < n; i++) squares += w[i] * (problem.X[j][i] - mean) * (problem.X[j][i] - mean);
            double deviation = Math.Sqrt(squares), unit = problem.Standardize && deviation > 0 ? deviation : 1;
            // Without an intercept nothing takes the mean away.
            double centre = problem.Intercept ? mean : 0;
            double[] b = new double[classes], g = new double[classes];
            for (int k = 0; k < classes; k++)
            {
                b[k] = coefficients[k][j] * unit;
                for (int i = 0; i < n; i++) g[k] += slopes[k][i] * (problem.X[j][i] - centre) / unit;
            }
            if (double.IsPositiveInfinity(f))
            {
                if (b.Any(v => v != 0)) worst = double.PositiveInfinity;
                continue;
            }
            if (f > 0) scale = Math.Max(scale, spread * Math.Sqrt(squares + ((mean - centre) * (mean - centre))) / unit / f);
            objective += Penalty(problem, f, b);
            worst = Math.Max(worst, problem.Grouped ? GroupViolation(problem, f, j, b, g, coefficients) : SeparateViolation(problem, f, j, b, g, coefficients));
        }
        return (objective, worst / (scale > 0 ? scale : spread));
    }

    /// <summary>ℓ(y, η), and its slopes.</summary>
    private static double Loss(GlmProblem problem, double y, double[] eta, double[] slope)
    {
        double h = eta[0];
        switch (problem.Loss)
        {
            case "squared":
                slope[0] = h - y;
                return 0.5 * (h - y) * (h - y);
            case "logistic":
                double e = Math.Exp(-Math.Abs(h));
                slope[0] = (h >= 0 ? 1 / (1 + e) : e / (1 + e)) - y;
                return Math.Max(h, 0) + Math.Log(1 + e) - (y * h);
            case "poisson":
                slope[0] = Math.Exp(h) - y;
                return Math.Exp(h) - (y * h);
            case "huber":
                double r = Math.Abs(h - y), delta = problem.Delta;
                slope[0] = Math.Sign(h - y) * Math.Min(r, delta);
                return r <= delta ? 0.5 * r * r : (delta * r) - (0.5 * delta * delta);
            case "multinomial":
                double top = eta.Max(), sum = eta.Sum(v => Math.Exp(v - top));
                for (int k = 0; k < eta.Length; k++) slope[k] = (Math.Exp(eta[k] - top) / sum) - (y == k ? 1 : 0);
                return top + Math.Log(sum) - eta[(int)y];
            default:
                throw new ArgumentException(problem.Loss);
        }
    }

    private static double Penalty(GlmProblem problem, double f, double[] b)
    {
        double squares = b.Sum(v => v * v), size = problem.Grouped ? Math.Sqrt(squares) : b.Sum(Math.Abs);
        return problem.Lambda * f * ((problem.Alpha * size) + (0.5 * (1 - problem.Alpha) * squares));
    }

    private static double SeparateViolation(GlmProblem problem, double f, int column, double[] b, double[] g, double[][] coefficients)
    {
        double l1 = problem.Lambda * problem.Alpha * f, l2 = problem.Lambda * (1 - problem.Alpha) * f, worst = 0;
        double low = problem.Lower?[column] ?? double.NegativeInfinity, high = problem.Upper?[column] ?? double.PositiveInfinity;
        for (int k = 0; k < b.Length; k++)
        {
            double original = coefficients[k][column];
            if (original < low || original > high) return double.PositiveInfinity;
            // Derivatives of the objective to the right and to the left: neither way may it fall.
            double right = g[k] + (l2 * b[k]) + (b[k] >= 0 ? l1 : -l1), left = g[k] + (l2 * b[k]) + (b[k] > 0 ? l1 : -l1);
            if (original < high) worst = Math.Max(worst, -right);
            if (original > low) worst = Math.Max(worst, left);
        }
        return worst;
    }

    private static double GroupViolation(GlmProblem problem, double f, int column, double[] b, double[] g, double[][] coefficients)
    {
        double l1 = problem.Lambda * problem.Alpha * f, l2 = problem.Lambda * (1 - problem.Alpha) * f, size = Math.Sqrt(b.Sum(v => v * v)), squares = 0;
        double low = problem.Lower?[column] ?? double.NegativeInfinity, high = problem.Upper?[column] ?? double.PositiveInfinity;
        for (int k = 0; k < b.Length; k++)
        {
            double original = coefficients[k][column], slope = g[k] + (l2 * b[k]) + (size > 0 ? l1 * b[k] / size : 0);
            if (original < low || original > high) return double.PositiveInfinity;
            // A bound takes up what pushes against it.
            if ((original >= high && slope < 0) || (original <= low && slope > 0)) continue;
            squares += slope * slope;
        }
        return Math.Max(0, Math.Sqrt(squares) - (size > 0 ? 0 : l1));
    }

    private static double LabelDeviation(GlmProblem problem, double[] w)
    {
        double squares = 0;
        for (int k = 0; k < problem.Classes; k++)
        {
            double[] label = problem.Loss == "multinomial" ? [.. problem.Y.Select(y => y == k ? 1.0 : 0)] : problem.Y;
            double mean = 0;
            for (int i = 0; i < w.Length; i++) mean += w[i] * label[i];
            for (int i = 0; i < w.Length; i++) squares += w[i] * (label[i] - mean) * (label[i] - mean);
        }
        return problem.Loss == "huber" ? Math.Min(problem.Delta, Math.Sqrt(squares)) : Math.Sqrt(squares);
    }
}
