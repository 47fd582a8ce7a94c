using System.Collections;

namespace MLRegularization.Tuning;

/// <summary>One setting of everything that a search varies: names and values, in the order of the space; what hangs on a switch that is off is absent. Immutable; equal where all values are.</summary>
public sealed class SearchPoint : IReadOnlyList<(string Name, double Value)>, IEquatable<SearchPoint>
{
    private readonly (string Name, double Value)[] values;

    /// <summary>Wraps names and values.</summary>
    /// <exception cref="ArgumentException">A name is there twice, or a value is not finite.</exception>
    public SearchPoint(params IEnumerable<(string Name, double Value)> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        this.values = [.. values];
        foreach ((string name, double value) in this.values)
            if (!double.IsFinite(value)) throw new ArgumentException($"The value of '{name}' is {value}; give a finite one.", nameof(values));
        if (this.values.GroupBy(v => v.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"'{twice.Key}' has two values; give one.", nameof(values));
    }

    /// <inheritdoc/>
    public int Count => values.Length;

    /// <inheritdoc/>
    public (string Name, double Value) this[int index] => values[index];

    /// <summary>The value of a dimension; null where it has none.</summary>
    public double? Find(string name)
    {
        foreach ((string own, double value) in values)
            if (own == name) return value;
        return null;
    }

    /// <inheritdoc/>
    public bool Equals(SearchPoint? other) => other is not null && values.AsSpan().SequenceEqual(other.values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SearchPoint);

    /// <inheritdoc/>
    public override int GetHashCode() => values.Aggregate(17, (hash, v) => HashCode.Combine(hash, v));

    /// <inheritdoc/>
    public IEnumerator<(string Name, double Value)> GetEnumerator() => values.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => values.GetEnumerator();
}
