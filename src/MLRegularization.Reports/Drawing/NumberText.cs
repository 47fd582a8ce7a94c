using System.Globalization;
using System.Text;

namespace MLRegularization.Reports.Drawing;

/// <summary>Numbers as people read them: few digits, grouped thousands, a true minus sign, powers of ten where zeros would be counted.</summary>
internal static class NumberText
{
    /// <summary>Narrow no-break space between groups of three digits.</summary>
    private const char Group = '\u202F';

    /// <summary>A number with the given count of significant digits.</summary>
    public static string Short(double value, int digits = 3)
    {
        if (double.IsNaN(value)) return "–";
        if (double.IsInfinity(value)) return value > 0 ? "∞" : "−∞";
        if (value == 0) return "0";
        double size = Math.Abs(value);
        if (size >= 1e7 || size < 1e-4) return Scientific(value, digits);
        // Rounding first: 999.96 to four digits is 1000, which has one decimal less.
        int exponent = Exponent(double.Parse(size.ToString("E" + (digits - 1), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
        return Fixed(value, Math.Max(0, digits - 1 - exponent));
    }

    /// <summary>A number with the given count of decimals.</summary>
    public static string Fixed(double value, int decimals)
    {
        string text = Math.Abs(value).ToString("F" + decimals, CultureInfo.InvariantCulture);
        int whole = text.IndexOf('.', StringComparison.Ordinal);
        if (whole < 0) whole = text.Length;
        StringBuilder grouped = new(text);
        if (whole > 4)
            for (int at = whole - 3; at > 0; at -= 3) grouped.Insert(at, Group);
        bool zero = text.AsSpan().IndexOfAnyInRange('1', '9') < 0;
        return value < 0 && !zero ? "−" + grouped : grouped.ToString();
    }

    /// <summary>A share as a percentage.</summary>
    public static string Percent(double share)
    {
        if (!double.IsFinite(share)) return Short(share);
        double percent = 100 * share;
        return Math.Abs(percent) >= 1e6 ? Scientific(percent, 3) + " %" : Fixed(percent, 1) + "\u00A0%";
    }

    /// <summary>Seventeen significant digits: reads back to the same bits, and copies into code.</summary>
    public static string Exact(double value) => value.ToString("G17", CultureInfo.InvariantCulture);

    /// <summary>A setting such as α, without zeros at its end.</summary>
    public static string Setting(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>A whole number with grouped thousands.</summary>
    public static string Count(int value) => Fixed(value, 0);

    /// <summary>10 to a power, as 10⁻³⁰⁰.</summary>
    public static string PowerOfTen(int exponent)
    {
        StringBuilder text = new("10");
        foreach (char c in exponent.ToString(CultureInfo.InvariantCulture)) text.Append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']);
        return text.ToString();
    }

    /// <summary>The power of ten at or below the size of a number that is not 0.</summary>
    public static int Exponent(double value)
    {
        string text = Math.Abs(value).ToString("E16", CultureInfo.InvariantCulture);
        return int.Parse(text.AsSpan(text.IndexOf('E', StringComparison.Ordinal) + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    private static string Scientific(double value, int digits)
    {
        string text = Math.Abs(value).ToString("E" + (digits - 1), CultureInfo.InvariantCulture);
        int e = text.IndexOf('E', StringComparison.Ordinal);
        string mantissa = text[..e];
        if (mantissa.Contains('.', StringComparison.Ordinal)) mantissa = mantissa.TrimEnd('0').TrimEnd('.');
        string power = PowerOfTen(int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        return (value < 0 ? "−" : "") + (mantissa == "1" ? power : mantissa + "×" + power);
    }
}
