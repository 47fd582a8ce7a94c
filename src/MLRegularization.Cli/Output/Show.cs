using System.Globalization;
using MLRegularization.Solvers;

namespace MLRegularization.Cli.Output;

/// <summary>Numbers and names as people and programs read them.</summary>
internal static class Show
{
    /// <summary>Five significant digits.</summary>
    public static string Short(double value) => double.IsNaN(value) ? "–" : Tidy(value.ToString("G5", CultureInfo.InvariantCulture));

    /// <summary>Significant digits and all before the point, without a power of ten where it can be helped.</summary>
    public static string Plain(double value, int digits)
    {
        if (double.IsNaN(value)) return "–";
        string scientific = value.ToString($"E{digits - 1}", CultureInfo.InvariantCulture);
        if (!double.IsFinite(value) || value == 0) return value.ToString(CultureInfo.InvariantCulture);
        int power = int.Parse(scientific.AsSpan(scientific.IndexOf('E') + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return power is < -4 or > 6 ? Tidy(value.ToString($"G{digits}", CultureInfo.InvariantCulture)) : value.ToString($"F{Math.Max(0, digits - 1 - power)}", CultureInfo.InvariantCulture);
    }

    /// <summary>Two significant digits, for errors.</summary>
    public static string Rough(double value) => Tidy(value.ToString("G2", CultureInfo.InvariantCulture));

    /// <summary>17 significant digits: every bit.</summary>
    public static string Full(double value) => value.ToString("G17", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun.</summary>
    public static string Count(int count, string noun) => $"{count.ToString("N0", CultureInfo.InvariantCulture)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>A text of a table in a sentence: in quotes, on one line, cut where it is long.</summary>
    public static string Quoted(string text) => $"'{Name(text)}'";

    /// <summary>A name in a table of the terminal: on one line, cut where it is long.</summary>
    public static string Name(string text) => (text.Length <= 60 ? text : $"{text[..57]}…").ReplaceLineEndings(" ");

    /// <summary>A field of a CSV file.</summary>
    public static string CsvField(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 && text.Length == text.Trim().Length ? text : $"\"{text.Replace("\"", "\"\"")}\"";

    /// <summary>A stop reason as it stands in JSON.</summary>
    public static string Reason(StopReason reason) => JsonName(reason.ToString());

    /// <summary>A name in camel case.</summary>
    public static string JsonName(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>A text that begins with a capital.</summary>
    public static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>What a certificate proves, in a sentence.</summary>
    public static string Proof(Certificate certificate) =>
        $"The objective is at most {Rough(Math.Max(0, certificate.Gap))} of the null model's loss above its minimum (KKT violation {Rough(certificate.KktViolation)}, {Count(certificate.Iterations, "iteration")}, {Ending(certificate.Reason)}).";

    // 1E-09 as 1e-9
    private static string Tidy(string number)
    {
        int at = number.IndexOf('E');
        return at < 0 ? number : $"{number[..at]}e{int.Parse(number.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)}";
    }

    private static string Ending(StopReason reason) => reason switch
    {
        StopReason.Converged => "converged",
        StopReason.PrecisionLimit => "at the limit of double precision",
        _ => "stopped by the iteration limit",
    };
}
