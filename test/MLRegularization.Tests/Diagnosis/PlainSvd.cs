namespace MLRegularization.Tests.Diagnosis;

/// <summary>Plain twins of a diagnosis: weighted standardisation, singular values by one-sided Jacobi rotations, regressions by Gram–Schmidt.</summary>
internal static class PlainSvd
{
    /// <summary>Columns times √ω, centred where asked, of unit length.</summary>
    public static double[][] Standardize(double[][] columns, double[]? weights, bool centre)
    {
        double total = weights?.Sum() ?? columns[0].Length;
        double[] share = [.. Enumerable.Range(0, columns[0].Length).Select(i => (weights?[i] ?? 1) / total)];
        return [.. columns.Select(x =>
        {
            double mean = centre ? x.Select((v, i) => share[i] * v).Sum() : 0;
            double[] z = [.. x.Select((v, i) => Math.Sqrt(share[i]) * (v - mean))];
            double length = Math.Sqrt(z.Sum(v => v * v));
            return z.Select(v => v / length).ToArray();
        })];
    }

    /// <summary>The singular values, descending; as many as columns.</summary>
    public static double[] SingularValues(double[][] columns)
    {
        double[][] a = [.. columns.Select(c => c.ToArray())];
        for (int sweep = 0, turned = 1; turned > 0 && sweep < 60; sweep++)
        {
            turned = 0;
            for (int i = 0; i < a.Length; i++)
                for (int j = i + 1; j < a.Length; j++)
                {
                    double alpha = Dot(a[i], a[i]), beta = Dot(a[j], a[j]), gamma = Dot(a[i], a[j]);
                    if (Math.Abs(gamma) <= 1e-16 * Math.Sqrt(alpha * beta)) continue;
                    turned++;
                    double zeta = (beta - alpha) / (2 * gamma), t = (zeta < 0 ? -1 : 1) / (Math.Abs(zeta) + Math.Sqrt(1 + (zeta * zeta))), c = 1 / Math.Sqrt(1 + (t * t)), s = c * t;
                    for (int k = 0; k < a[i].Length; k++) (a[i][k], a[j][k]) = ((c * a[i][k]) - (s * a[j][k]), (s * a[i][k]) + (c * a[j][k]));
                }
        }
        return [.. a.Select(x => Math.Sqrt(Dot(x, x))).OrderDescending()];
    }

    /// <summary>1 / (1 − R²) of every column's regression on the others.</summary>
    public static double[] Inflation(double[][] standardized) => [.. standardized.Select((x, j) =>
    {
        List<double[]> others = [];
        double[] Rest(double[] v)
        {
            double[] rest = [.. v];
            // Twice is enough.
            for (int pass = 0; pass < 2; pass++)
                foreach (double[] q in others)
                {
                    double d = Dot(q, rest);
                    for (int i = 0; i < rest.Length; i++) rest[i] -= d * q[i];
                }
            return rest;
        }
        for (int k = 0; k < standardized.Length; k++)
        {
            if (k == j) continue;
            double[] rest = Rest(standardized[k]);
            double length = Math.Sqrt(Dot(rest, rest));
            others.Add([.. rest.Select(v => v / length)]);
        }
        double[] left = Rest(x);
        return 1 / Dot(left, left);
    })];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
