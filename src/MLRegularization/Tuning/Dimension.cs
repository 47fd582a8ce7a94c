using System.Text.Json;

namespace MLRegularization.Tuning;

/// <summary>One thing that a search varies, as data. Its values are numbers: those of a range or a list, the place of a named choice, or 0 and 1 for off and on.</summary>
public abstract class Dimension
{
    private protected Dimension(string name, string words)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(words);
        Name = name;
        Words = words;
    }

    /// <summary>Its name in files and code, such as weightDecay.</summary>
    public string Name { get; }

    /// <summary>Its name for people, such as weight decay.</summary>
    public string Words { get; }

    /// <summary>The name of an earlier switch without which it has no value; null: it always has one.</summary>
    public string? Under { get; init; }

    /// <summary>All values there are; null: more than can be listed.</summary>
    public abstract IReadOnlyList<double>? Values { get; }

    /// <summary>Where a value lies on the dimension's own scale, from 0 (least, off, none) to 1: what a picture draws.</summary>
    public abstract double Position(double value);

    /// <summary>A value in plain words, such as "weight decay 0.02"; empty where nothing is done.</summary>
    public abstract string Describe(double value);

    /// <summary>The value alone, such as 0.02, none, on.</summary>
    public abstract string Text(double value);

    /// <summary>The value for a uniform number in [0, 1).</summary>
    internal abstract double Draw(double uniform);

    internal abstract void Write(Utf8JsonWriter json, double value);

    /// <summary>Reads what <see cref="Write"/> wrote; null where it is something else.</summary>
    internal abstract double? Read(JsonElement json);

    /// <summary>Writes what it is made of, by which a study knows its space again.</summary>
    internal abstract void WriteDefinition(Utf8JsonWriter json);

    /// <summary>Three significant digits, which are all that a strength is worth.</summary>
    private protected static string Short(double value) => value.ToString("G3", System.Globalization.CultureInfo.InvariantCulture).Replace("E-0", "e-", StringComparison.Ordinal).Replace('E', 'e');
}
