using System.Globalization;

namespace MLRegularization.Diagnosis;

/// <summary>Numbers as the sentences of a diagnosis show them.</summary>
internal static class Digits
{
    private const int MostLetters = 60;

    /// <summary>So many significant digits, zeros at the end left out, thousands grouped from 10,000 on; powers of ten where zeros would be counted.</summary>
    public static string Short(double value, int digits = 3)
    {
        if (double.IsNaN(value)) return "unknown";
        if (double.IsInfinity(value)) return value > 0 ? "infinite" : "minus infinite";
        double rounded = Round(value, digits), size = Math.Abs(rounded);
        if (size != 0 && (size < 1e-4 || size >= 1e6)) return rounded.ToString("0." + new string('#', digits - 1) + "e0", CultureInfo.InvariantCulture);
        return rounded.ToString(size >= 1e4 ? "#,0.############" : "0.############", CultureInfo.InvariantCulture);
    }

    /// <summary>A whole number with grouped thousands.</summary>
    public static string Count(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The nearest number of so many significant digits.</summary>
    public static double Round(double value, int digits) =>
        double.IsFinite(value) ? double.Parse(value.ToString("E" + (digits - 1), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : value;

    /// <summary>A share as a percentage of two digits, never less than it is.</summary>
    public static string PercentAtLeast(double share)
    {
        double percent = 100 * share, rounded = Round(percent, 2);
        // One more in the second digit where rounding went down.
        if (rounded < percent) rounded = Round(rounded + Math.Pow(10, Math.Floor(Math.Log10(percent)) - 1), 2);
        return Short(rounded, 2) + " %";
    }

    /// <summary>A correlation with two digits of what it lacks to 1, never nearer to 1 than it is.</summary>
    public static string Correlation(double value)
    {
        double lack = 1 - Math.Abs(value);
        int decimals = lack > 0 ? Math.Clamp(1 - (int)Math.Floor(Math.Log10(lack)), 2, 12) : 2;
        double unit = Math.Pow(10, decimals);
        return (Math.Sign(value) * Math.Floor(Math.Abs(value) * unit) / unit).ToString("F" + decimals, CultureInfo.InvariantCulture);
    }

    /// <summary>A name in quotes, cut where it is long.</summary>
    public static string Name(string name) => $"'{(name.Length <= MostLetters ? name : $"{name[..(MostLetters - 3)]}…")}'";

    /// <summary>Names in quotes, the first few of many.</summary>
    /// <param name="names">The names.</param>
    /// <param name="most">How many are shown.</param>
    /// <param name="count">How many there are, where <paramref name="names"/> are the first of more.</param>
    public static string Names(IReadOnlyList<string> names, int most, int count = 0)
    {
        count = Math.Max(count, names.Count);
        string[] quoted = [.. names.Take(most).Select(Name)];
        if (count > quoted.Length) return $"{string.Join(", ", quoted)} and {Count(count - quoted.Length)} more";
        return quoted.Length < 2 ? string.Concat(quoted) : $"{string.Join(", ", quoted[..^1])} and {quoted[^1]}";
    }
}
