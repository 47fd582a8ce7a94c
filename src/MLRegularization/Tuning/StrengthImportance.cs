namespace MLRegularization.Tuning;

/// <summary>
/// How much the strength and the mixture of linear models matter, as whole paths give it. Every mixture has strengths of its own, so the variance of the error along a path, the mean over paths, is
/// compared with the variance over mixtures of the error at the strength that was chosen for each.
/// </summary>
internal static class StrengthImportance
{
    private const int FewestMixtures = 3;

    /// <summary>The shares; null where paths are too few, or all errors the same.</summary>
    public static IReadOnlyList<KnobShare>? Of(Study study, Dimension mixture)
    {
        Trial[] paths = [.. study.Trials.Where(t => t.State == TrialState.Complete && double.IsFinite(t.Mean) && t.Curve is { At: [> 0, > 0, ..] })];
        if (paths.Length < FewestMixtures) return null;
        double[][] errors = [.. paths.Select(t => t.Curve!.At.Zip(t.Curve.Mean).Where(p => p.First > 0 && double.IsFinite(p.Second)).Select(p => p.Second).ToArray()).Where(e => e.Length > 1)];
        double size = Math.Max(errors.Select(e => e.Max(Math.Abs)).DefaultIfEmpty(0).Max(), paths.Max(t => Math.Abs(t.Mean)));
        if (errors.Length == 0 || size == 0) return null;
        double along = errors.Average(e => Variance(e, size)), between = Variance([.. paths.Select(t => t.Mean)], size);
        const double rounding = 1e-24;
        if (along + between <= rounding) return null;
        return [.. new[] { new KnobShare(LinearSpace.Strength, "λ", along / (along + between), true), new KnobShare(mixture.Name, mixture.Words, between / (along + between), true) }.OrderByDescending(k => k.Share)];
    }

    private static double Variance(double[] errors, double size)
    {
        double mean = errors.Average(e => e / size);
        return errors.Average(e => ((e / size) - mean) * ((e / size) - mean));
    }
}
