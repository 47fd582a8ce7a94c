using System.Globalization;

namespace MLRegularization.Cli.Tables;

/// <summary>What a field of a table says: a number, nothing, or something else. Numbers are read exactly, in the invariant culture.</summary>
internal static class NumberText
{
    private static readonly double[] Tens =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>Whether the field is missing: empty, blank or NA.</summary>
    public static bool IsMissing(ReadOnlySpan<byte> field)
    {
        field = field.Trim(" \t"u8);
        return field.IsEmpty || (field.Length == 2 && field[0] == 'N' && field[1] == 'A');
    }

    /// <summary>Reads a number; the words for not-a-number and infinity give such values, as does a number beyond the range.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out double value)
    {
        // Digits with at most one point and 15 digits in all: an exact integer divided by an exact power of ten is rounded once (Clinger 1990).
        int at = field.Length > 0 && field[0] == '-' ? 1 : 0;
        int digits = 0, decimals = -1;
        long mantissa = 0;
        for (; at < field.Length && digits <= 15; at++)
        {
            int digit = field[at] - '0';
            if ((uint)digit <= 9)
            {
                mantissa = mantissa * 10 + digit;
                digits++;
                if (decimals >= 0) decimals++;
            }
            else if (field[at] == '.' && decimals < 0) decimals = 0;
            else break;
        }
        if (at == field.Length && digits is > 0 and <= 15)
        {
            value = decimals > 0 ? mantissa / Tens[decimals] : mantissa;
            if (field[0] == '-') value = -value;
            return true;
        }
        return TryParseAny(field.Trim(" \t"u8), out value);
    }

    private static bool TryParseAny(ReadOnlySpan<byte> field, out double value)
    {
        if (field.IsEmpty)
        {
            value = 0;
            return false;
        }
        byte last = field[^1];
        if (((uint)(last - '0') <= 9 || last == '.') && double.TryParse(field, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value))
            return true;
        ReadOnlySpan<byte> word = field[0] is (byte)'-' or (byte)'+' ? field[1..] : field;
        bool infinite = Is(word, "inf"u8) || Is(word, "infinity"u8);
        value = infinite ? (field[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity) : double.NaN;
        return infinite || Is(word, "nan"u8);
    }

    private static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> lower) => System.Text.Ascii.EqualsIgnoreCase(word, lower);
}
