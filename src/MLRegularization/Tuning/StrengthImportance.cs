namespace MLRegularization.Tuning;

/// <summary>How much the strength and the mixture of linear models matter: the analysis of variance of a table of errors, strengths by mixtures, as whole paths give it.</summary>
internal static class StrengthImportance
{
    private const int FewestMixtures = 3, Strengths = 50;

    /// <summary>The shares; null where there is no such table, or all errors in it are the same.</summary>
    public static IReadOnlyList<KnobShare>? Of(Study study, Dimension mixture)
    {
        TrialCurve[] curves = [.. study.Trials.Where(t => t.State == TrialState.Complete && t.Curve is { At: [> 0, > 0, ..] }).Select(t => t.Curve!)];
        if (curves.Length < FewestMixtures) return null;
        (double[] At, double[] Error)[] lines = [.. curves.Select(Line)];
        // Strengths that all have, in the logarithm.
        double weakest = lines.Max(l => l.At.Length > 0 ? l.At[^1] : 0);
        if (lines.Any(l => l.At.Length < 2 || l.At[0] < weakest)) return null;
        double strongest = lines.Min(l => l.At[0]);
        if (!(weakest < strongest)) return null;
        double[][] table = [.. lines.Select(l => Enumerable.Range(0, Strengths).Select(k => Along(l.At, l.Error, strongest + ((weakest - strongest) * k / (Strengths - 1)))).ToArray())];
        double size = table.Max(row => row.Max(Math.Abs));
        if (!(size > 0)) return null;
        foreach (double[] row in table)
            for (int k = 0; k < row.Length; k++) row[k] /= size;
        double mean = table.Average(row => row.Average()), total = table.Average(row => row.Average(e => Square(e - mean)));
        if (!(total > 1e-24)) return null;
        double between = table.Average(row => Square(row.Average() - mean));
        double along = Enumerable.Range(0, Strengths).Average(k => Square(table.Average(row => row[k]) - mean));
        return [.. new[] { new KnobShare(LinearSpace.Strength, "λ/λmax", along / total, true), new KnobShare(mixture.Name, mixture.Words, between / total, true) }.OrderByDescending(k => k.Share)];
    }

    // Logarithms of ratios falling, with their errors.
    private static (double[] At, double[] Error) Line(TrialCurve curve)
    {
        (double Ratio, double Error)[] known = [.. curve.Ratios.Zip(curve.Mean).Where(p => p.First > 0 && double.IsFinite(p.Second)).OrderByDescending(p => p.First)];
        return ([.. known.Select(p => Math.Log(p.Ratio))], [.. known.Select(p => p.Error)]);
    }

    private static double Along(double[] at, double[] error, double place)
    {
        int k = 1;
        while (k < at.Length - 1 && at[k] > place) k++;
        double share = at[k - 1] > at[k] ? Math.Clamp((at[k - 1] - place) / (at[k - 1] - at[k]), 0, 1) : 0;
        return error[k - 1] + (share * (error[k] - error[k - 1]));
    }

    private static double Square(double value) => value * value;
}
