using System.Collections;

namespace MLRegularization.Networks;

/// <summary>A list that cannot change and equals every other with the same items in the same order, so that records that hold one are values.</summary>
internal sealed class EqualList<T>(IEnumerable<T> items) : IReadOnlyList<T>, IEquatable<EqualList<T>>
{
    private readonly T[] items = [.. items];

    public int Count => items.Length;

    public T this[int index] => items[index];

    public bool Equals(EqualList<T>? other) => other is not null && items.AsSpan().SequenceEqual(other.items);

    public override bool Equals(object? obj) => Equals(obj as EqualList<T>);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (T item in items) hash.Add(item);
        return hash.ToHashCode();
    }

    public override string ToString() => $"[{string.Join(", ", items)}]";

    public IEnumerator<T> GetEnumerator() => items.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();
}
