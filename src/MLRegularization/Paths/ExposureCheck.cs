using System.Globalization;
using MLRegularization.Losses;
using MLRegularization.Matrices;

namespace MLRegularization.Paths;

/// <summary>Tells offsets of a count model that can hardly be logarithms of exposures: often they are the exposures themselves.</summary>
internal static class ExposureCheck
{
    /// <summary>Exposures of a table that differ by more than e³⁰ = 10¹³ are not believed.</summary>
    private const double WideSpan = 30;

    /// <summary>e⁷⁰⁰ is near the largest number there is.</summary>
    private const double LargestSpan = 700;

    /// <summary>Refuses offsets whose counts overflow.</summary>
    /// <exception cref="ArgumentException">They do.</exception>
    public static void Refuse(TrainingSet data, PathSettings settings)
    {
        if (settings.Loss is not PoissonLoss || data.Offset is null) return;
        (double smallest, double largest) = InterceptSearch.Range(data.Offset, data.Weights ?? []);
        if (settings.Intercept && largest - smallest > LargestSpan)
            throw new ArgumentException($"The offsets run from {Show(smallest)} to {Show(largest)}, and counts that differ by a factor of e^{Show(largest - smallest)} overflow; an offset is the logarithm of the exposure: give log(exposure), not the exposure.");
        if (!settings.Intercept && largest > LargestSpan)
            throw new ArgumentException($"The largest offset is {Show(largest)}, and without an intercept a count of e^{Show(largest)} overflows; an offset is the logarithm of the exposure: give log(exposure), not the exposure, or fit an intercept.");
    }

    /// <summary>A word on offsets that can be fitted and are unlikely; null where there is none.</summary>
    public static string? Warning(TrainingSet data, PathSettings settings)
    {
        if (settings.Loss is not PoissonLoss || data.Offset is null) return null;
        (double smallest, double largest) = InterceptSearch.Range(data.Offset, data.Weights ?? []);
        return largest - smallest <= WideSpan ? null
            : $"The offsets run from {Show(smallest)} to {Show(largest)}, a factor of e^{Show(largest - smallest)} between expected counts; an offset is the logarithm of the exposure: if these are exposures, give their logarithms.";
    }

    private static string Show(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
