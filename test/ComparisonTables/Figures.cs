using System.Globalization;

/// <summary>Figures of pages.</summary>
internal static class Figures
{
    /// <summary>The middle value, or the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>A number to so many digits that count.</summary>
    public static string Short(double value, int digits = 2)
    {
        if (!double.IsFinite(value)) return double.IsNaN(value) ? "–" : "∞";
        if (value == 0) return "0";
        double size = Math.Abs(value);
        return size is >= 1e6 or < 1e-4 ? value.ToString("0.#e0", CultureInfo.InvariantCulture) : value.ToString("F" + Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(size)), 0, 12), CultureInfo.InvariantCulture);
    }
}
