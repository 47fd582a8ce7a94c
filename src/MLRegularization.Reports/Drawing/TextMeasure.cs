using System.Globalization;
using System.Text;

namespace MLRegularization.Reports.Drawing;

/// <summary>
/// How wide a text will be at most, without a browser: advances of the widest common interface face (DejaVu Sans, Verdana).
/// Labels that fit by this measure fit in narrower faces too.
/// </summary>
internal static class TextMeasure
{
    /// <summary>Width of a text in the units of its font size.</summary>
    public static double Width(string text, double fontSize)
    {
        double em = 0;
        foreach (Rune rune in text.EnumerateRunes()) em += Advance(rune);
        return em * fontSize;
    }

    /// <summary>The text itself where it fits, else as much of it as fits before an ellipsis.</summary>
    public static string Truncate(string text, double width, double fontSize)
    {
        if (Width(text, fontSize) <= width) return text;
        double room = width / fontSize - Advance(new Rune('…'));
        StringBuilder kept = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            room -= Advance(rune);
            if (room < 0) break;
            kept.Append(rune.ToString());
        }
        return kept.ToString().TrimEnd() + "…";
    }

    private static double Advance(Rune rune) => rune.Value switch
    {
        'i' or 'j' or 'l' or '|' or '\'' or '.' or ',' or ':' or ';' or '!' or 'I' or '\u202F' => 0.35,
        ' ' or '\u00A0' or 'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '/' or '-' => 0.42,
        'm' or 'M' or 'W' or '%' or '@' or '…' or '—' => 1.0,
        'w' or '+' or '=' or '<' or '>' or '~' or '±' or '×' or '−' or '→' or '←' => 0.86,
        >= '0' and <= '9' => 0.65,
        >= 'a' and <= 'z' or '_' => 0.64,
        >= 'A' and <= 'Z' => 0.79,
        '⁻' or '¹' or '²' or '³' or (>= 0x2070 and <= 0x209F) => 0.45,
        >= 0x1100 => 1.05,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format ? 0 : 0.8,
    };
}
