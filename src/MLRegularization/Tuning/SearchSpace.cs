using System.Text;
using System.Text.Json;
using MLRegularization.Numerics;

namespace MLRegularization.Tuning;

/// <summary>
/// What a search varies, as data. The trials of a search are numbered from 0: first the points that are given, the defaults before all others, then random ones. Trial k has the
/// same point whatever was tried before it; where all dimensions have few values, every point comes once.
/// </summary>
public sealed class SearchSpace
{
    /// <summary>Spaces with at most so many points are gone through without repetition.</summary>
    private const int MostListed = 4096;

    private readonly SearchPoint[]? others;

    /// <summary>Checks and wraps.</summary>
    /// <param name="name">What it is called in files, with a version.</param>
    /// <param name="dimensions">What is varied; a switch stands before what hangs on it.</param>
    /// <param name="first">The points that are tried first, the defaults before all others.</param>
    /// <exception cref="ArgumentException">A name is there twice, a dimension hangs on no earlier switch, or a first point does not belong to the space.</exception>
    public SearchSpace(string name, IReadOnlyList<Dimension> dimensions, IReadOnlyList<SearchPoint> first)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(dimensions);
        ArgumentNullException.ThrowIfNull(first);
        (Name, Dimensions) = (name, [.. dimensions]);
        for (int d = 0; d < dimensions.Count; d++)
        {
            if (dimensions.Take(d).Any(e => e.Name == dimensions[d].Name)) throw new ArgumentException($"Two dimensions are called '{dimensions[d].Name}'; rename one.", nameof(dimensions));
            if (dimensions[d].Under is string under && !dimensions.Take(d).Any(e => e is SwitchDimension && e.Name == under))
                throw new ArgumentException($"'{dimensions[d].Name}' hangs on '{under}', which is no switch before it; put that switch before it.", nameof(dimensions));
        }
        if (first.Count == 0) throw new ArgumentException("No point is to be tried first; give at least the defaults.", nameof(first));
        foreach (SearchPoint point in first) Check(point);
        First = [.. first.Distinct()];
        others = Listed()?.Except(First).ToArray();
    }

    /// <summary>What it is called in files, with a version.</summary>
    public string Name { get; }

    /// <summary>What is varied, in order.</summary>
    public IReadOnlyList<Dimension> Dimensions { get; }

    /// <summary>The points that are tried first; the first of them is the defaults.</summary>
    public IReadOnlyList<SearchPoint> First { get; }

    /// <summary>How many points there are; null: more than can be listed.</summary>
    public int? Size => others is null ? null : First.Count + others.Length;

    /// <summary>The dimension of a name, or null.</summary>
    public Dimension? Find(string name) => Dimensions.FirstOrDefault(d => d.Name == name);

    /// <summary>The point of a trial.</summary>
    /// <param name="seed">Seed of the random ones.</param>
    /// <param name="trial">The trial's number, from 0 and below <see cref="Size"/>.</param>
    public SearchPoint Point(ulong seed, int trial)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trial);
        if (trial < First.Count) return First[trial];
        if (others is null) return Drawn(seed, trial);
        if (trial >= Size) throw new ArgumentOutOfRangeException(nameof(trial), $"Trial {trial} was asked for, and the space has {Size} points; give a number below that.");
        return others[Enumerable.Range(0, others.Length).OrderBy(k => CounterNoise.Key(seed, k, -1, 0)).ElementAt(trial - First.Count)];
    }

    /// <summary>A point in plain words: all that is not none or off.</summary>
    public string Describe(SearchPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        string words = string.Join(", ", Dimensions.Select(d => point.Find(d.Name) is double value ? d.Describe(value) : "").Where(w => w.Length > 0));
        return words.Length > 0 ? words : "nothing that regularises";
    }

    /// <summary>The same space without a dimension and all that hangs on it: what is given need not be searched.</summary>
    public SearchSpace Without(string name)
    {
        bool Kept(string dimension) => dimension != name && Find(dimension)?.Under != name;
        return new SearchSpace(Name, [.. Dimensions.Where(d => Kept(d.Name))], [.. First.Select(p => new SearchPoint(p.Where(v => Kept(v.Name))))]);
    }

    /// <summary>The definition as JSON, which is the same for the same space.</summary>
    public string ToJson()
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter json = new(text, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) Write(json);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    internal void WritePoint(Utf8JsonWriter json, string name, SearchPoint point)
    {
        json.WriteStartObject(name);
        foreach (Dimension dimension in Dimensions)
            if (point.Find(dimension.Name) is double value) dimension.Write(json, value);
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", Name);
        json.WriteStartArray("dimensions");
        foreach (Dimension dimension in Dimensions)
        {
            json.WriteStartObject();
            json.WriteString("name", dimension.Name);
            if (dimension.Under is not null) json.WriteString("under", dimension.Under);
            dimension.WriteDefinition(json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("first");
        foreach (SearchPoint point in First)
        {
            json.WriteStartObject();
            WritePoint(json, "parameters", point);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private SearchPoint Drawn(ulong seed, int trial)
    {
        List<(string, double)> values = [];
        for (int d = 0; d < Dimensions.Count; d++)
            if (IsOn(Dimensions[d], values)) values.Add((Dimensions[d].Name, Dimensions[d].Draw(CounterNoise.Uniform(CounterNoise.Key(seed, trial, d, 0)))));
        return new SearchPoint(values);
    }

    // All points in order, or null where they are too many.
    private List<SearchPoint>? Listed()
    {
        List<List<(string, double)>> points = [[]];
        foreach (Dimension dimension in Dimensions)
        {
            if (dimension.Values is null) return null;
            points = [.. points.SelectMany(p => IsOn(dimension, p) ? dimension.Values.Select(v => p.Append((dimension.Name, v)).ToList()) : [p])];
            if (points.Count > MostListed) return null;
        }
        return [.. points.Select(p => new SearchPoint(p))];
    }

    private static bool IsOn(Dimension dimension, List<(string Name, double Value)> before) => dimension.Under is null || before.Any(v => v.Name == dimension.Under && v.Value != 0);

    // A default may lie outside the limits of what is drawn.
    private void Check(SearchPoint point)
    {
        List<(string Name, double Value)> values = [];
        foreach (Dimension dimension in Dimensions)
        {
            double? value = point.Find(dimension.Name);
            bool on = IsOn(dimension, values);
            if (on != value is not null) throw new ArgumentException($"A first point has {(on ? "no" : "a")} value of '{dimension.Name}'{(dimension.Under is null ? "" : $", which hangs on '{dimension.Under}'")}; {(on ? "give one" : "leave it out")}.");
            if (value is double known && dimension is SwitchDimension or ChoiceDimension { Names: not null } && !dimension.Values!.Contains(value!.Value))
                throw new ArgumentException($"A first point has {known} for '{dimension.Name}'; give one of {string.Join(", ", dimension.Values!)}.");
            if (on) values.Add((dimension.Name, value!.Value));
        }
        if (values.Count != point.Count || !values.SequenceEqual(point))
            throw new ArgumentException($"A first point names {string.Join(", ", point.Select(v => v.Name))}; give the dimensions of the space in their order.");
    }
}
