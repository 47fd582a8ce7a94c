using System.Globalization;
using MLRegularization.Losses;
using MLRegularization.Matrices;

namespace MLRegularization.Paths;

/// <summary>Tells offsets that can hardly be on the scale of the linear predictor: of a count model they are often the exposures themselves.</summary>
internal static class ExposureCheck
{
    /// <summary>Exposures of a table that differ by more than e³⁰ = 10¹³ are not believed.</summary>
    private const double WideSpan = 30;

    /// <summary>e⁷⁰⁰ is near the largest number there is.</summary>
    private const double LargestSpan = 700;

    /// <summary>Added to a larger number, a linear predictor of 1 has fewer than six digits left.</summary>
    private const double LargestOffset = 1e10;

    /// <summary>Refuses offsets whose counts overflow, or in which the rest of the linear predictor is lost.</summary>
    /// <exception cref="ArgumentException">They do.</exception>
    public static void Refuse(TrainingSet data, PathSettings settings)
    {
        if (settings.Loss is not (PoissonLoss or LogisticLoss or MultinomialLoss) || data.Offset is null) return;
        int far = Array.FindIndex(data.Offset, o => Math.Abs(o) > LargestOffset);
        if (far >= 0)
            throw new ArgumentException($"The offset of row {(far % data.Rows) + 1} is {Show(data.Offset[far])}; beyond {LargestOffset:G1} the rest of the linear predictor is lost in rounding: give {(settings.Loss is PoissonLoss ? "the logarithm of the exposure" : "log-odds")}.");
        if (settings.Loss is not PoissonLoss) return;
        (double smallest, double largest) = InterceptSearch.Range(data.Offset, data.Weights ?? []);
        if (settings.Intercept && largest - smallest > LargestSpan)
            throw new ArgumentException($"The offsets run from {Show(smallest)} to {Show(largest)}, and counts that differ by a factor of e^{Show(largest - smallest)} overflow; an offset is the logarithm of the exposure: give log(exposure), not the exposure.");
        if (!settings.Intercept && largest > LargestSpan)
            throw new ArgumentException($"The largest offset is {Show(largest)}, and without an intercept a count of e^{Show(largest)} overflows; an offset is the logarithm of the exposure: give log(exposure), not the exposure, or fit an intercept.");
    }

    /// <summary>A word on offsets that can be fitted and are unlikely; null where there is none.</summary>
    public static string? Warning(TrainingSet data, PathSettings settings)
    {
        if (settings.Loss is not (PoissonLoss or LogisticLoss) || data.Offset is null) return null;
        (double smallest, double largest) = InterceptSearch.Range(data.Offset, data.Weights ?? []);
        if (largest - smallest <= WideSpan) return null;
        return settings.Loss is LogisticLoss
            ? $"The offsets run from {Show(smallest)} to {Show(largest)}, a factor of e^{Show(largest - smallest)} between odds; an offset is a known part of the log-odds: such offsets decide rows whatever the features say."
            : $"The offsets run from {Show(smallest)} to {Show(largest)}, a factor of e^{Show(largest - smallest)} between expected counts; an offset is the logarithm of the exposure: if these are exposures, give their logarithms.";
    }

    private static string Show(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
