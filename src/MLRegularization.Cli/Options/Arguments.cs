using System.CommandLine;
using System.Globalization;

namespace MLRegularization.Cli.Options;

/// <summary>The values given on the command line, checked as they are asked for.</summary>
internal sealed class Arguments(ParseResult parsed)
{
    /// <summary>A text, or null when not given.</summary>
    public string? Text(Option<string> option) => parsed.GetValue(option);

    /// <summary>Whether a switch was given.</summary>
    public bool IsGiven(Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>A switch.</summary>
    public bool Flag(Option<bool> option) => parsed.GetValue(option);

    /// <summary>An argument's text.</summary>
    public string Text(Argument<string> argument) => parsed.GetValue(argument)!;

    /// <summary>The items of a comma list, empty when not given.</summary>
    public List<string> List(Option<string[]> option) => parsed.GetValue(option) is { Length: > 0 } given ? NameList.Split(given, option.Name) : [];

    /// <summary>One of several words.</summary>
    public string Word(Option<string> option, string standard, params string[] allowed)
    {
        string? given = Text(option);
        if (given is null) return standard;
        return allowed.Contains(given, StringComparer.Ordinal)
            ? given
            : throw new UserError($"{option.Name} is '{given}'{Suggestion.For(given, allowed)}; give {(allowed.Length == 1 ? "" : "one of ")}{string.Join(", ", allowed)}.");
    }

    /// <summary>A number within limits.</summary>
    public double Number(Option<string> option, double standard, double least, double most, bool open = false) =>
        Text(option) is string given ? Number(given, option.Name, least, most, open) : standard;

    /// <summary>The numbers of a comma list, null when not given.</summary>
    public double[]? Numbers(Option<string[]> option, double least, double most, bool open = false)
    {
        List<string> items = List(option);
        return items.Count == 0 ? null : [.. items.Select(i => Number(i, option.Name, least, most, open))];
    }

    /// <summary>A whole number within limits.</summary>
    public int Integer(Option<string> option, int standard, int least, int most)
    {
        if (Text(option) is not string given) return standard;
        if (long.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value >= least && value <= most) return (int)value;
        throw new UserError($"{option.Name} is '{given}'; give a whole number from {least}{(most == int.MaxValue ? "" : $" to {most}")}.");
    }

    /// <summary>A seed: any whole number from 0.</summary>
    public ulong Seed(Option<string> option)
    {
        if (Text(option) is not string given) return 1;
        return ulong.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)
            ? value
            : throw new UserError($"{option.Name} is '{given}'; give a whole number from 0 to {ulong.MaxValue}.");
    }

    /// <summary>Reads a number given for an option.</summary>
    public static double Number(string given, string what, double least, double most, bool open = false)
    {
        bool read = double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
        if (!read && given.Trim().TrimStart('+') is "inf" or "Inf" or "infinity") (read, value) = (true, double.PositiveInfinity);
        if (read && !double.IsNaN(value) && value <= most && (open ? value > least : value >= least)) return value;
        string limits = most == double.PositiveInfinity ? least == double.NegativeInfinity ? "a number" : open ? $"a number above {Show(least)}" : $"a number of at least {Show(least)}"
            : most == double.MaxValue ? open ? $"a finite number above {Show(least)}" : $"a finite number of at least {Show(least)}"
            : least == double.NegativeInfinity ? $"a number of at most {Show(most)}"
            : $"a number {(open ? "above" : "from")} {Show(least)} {(open ? "and at most" : "to")} {Show(most)}";
        throw new UserError($"{what} is '{given}'; give {limits}.");
    }

    private static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
