using System.Text.Json;

namespace MLRegularization.Tuning;

/// <summary>One of a few numbers, or one of a few names, the first of which may be none.</summary>
public sealed class ChoiceDimension : Dimension
{
    private const string None = "none";
    private readonly double[] values;
    private readonly string[]? names;

    /// <summary>A choice of numbers.</summary>
    /// <exception cref="ArgumentException">There are none, or one is there twice or not finite.</exception>
    public ChoiceDimension(string name, string words, params IReadOnlyList<double> values)
        : base(name, words)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0 || values.Distinct().Count() < values.Count || !values.All(double.IsFinite))
            throw new ArgumentException($"The values of '{name}' are {string.Join(", ", values)}; give at least one, all different and finite.", nameof(values));
        this.values = [.. values];
    }

    /// <summary>A choice of names, whose values are their places from 0.</summary>
    /// <exception cref="ArgumentException">There are none, or one is there twice.</exception>
    public ChoiceDimension(string name, string words, params IReadOnlyList<string> names)
        : base(name, words)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count == 0 || names.Distinct().Count() < names.Count)
            throw new ArgumentException($"The names of '{name}' are {string.Join(", ", names)}; give at least one, all different.", nameof(names));
        this.names = [.. names];
        values = [.. Enumerable.Range(0, names.Count).Select(k => (double)k)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<double> Values => values;

    /// <summary>What the values are called; null: they are numbers.</summary>
    public IReadOnlyList<string>? Names => names;

    /// <inheritdoc/>
    public override double Position(double value)
    {
        double least = values.Min(), most = values.Max();
        return least == most ? 0 : Math.Clamp((value - least) / (most - least), 0, 1);
    }

    /// <inheritdoc/>
    public override string Describe(double value) => names is null ? $"{Words} {Short(value)}" : Text(value) == None ? "" : Text(value);

    /// <inheritdoc/>
    public override string Text(double value) => names is null ? Short(value) : names[(int)value];

    internal override double Draw(double uniform) => values[(int)(uniform * values.Length)];

    internal override void Write(Utf8JsonWriter json, double value)
    {
        if (names is null) json.WriteNumber(Name, value);
        else json.WriteString(Name, Text(value));
    }

    internal override double? Read(JsonElement json) =>
        names is null ? json.ValueKind == JsonValueKind.Number ? json.GetDouble() : null
        : json.ValueKind == JsonValueKind.String && Array.IndexOf(names, json.GetString()) is >= 0 and int place ? place : null;

    internal override void WriteDefinition(Utf8JsonWriter json)
    {
        json.WriteStartArray("values");
        for (int k = 0; k < values.Length; k++)
        {
            if (names is null) json.WriteNumberValue(values[k]);
            else json.WriteStringValue(names[k]);
        }
        json.WriteEndArray();
    }
}
