using System.Globalization;
using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Regularization.Data;

/// <summary>What the keys of a column stand for, as text.</summary>
internal static class KeyNames
{
    private const string Kind = "KeyValues";

    /// <summary>One name per key, from the column's key values; a key without one is called by its number, from 1 on.</summary>
    public static IReadOnlyList<string> Of(DataViewSchema.Column column)
    {
        string[] names = [.. Enumerable.Range(1, checked((int)((KeyDataViewType)column.Type).Count)).Select(k => k.ToString(CultureInfo.InvariantCulture))];
        foreach ((int k, string name) in Values(column))
            if (k < names.Length && name.Length > 0) names[k] = name;
        return names;
    }

    /// <summary>Whether keys stand for values, and not for their numbers alone.</summary>
    public static bool AreGiven(DataViewSchema.Column column) => Values(column).Any();

    private static IEnumerable<(int, string)> Values(DataViewSchema.Column column)
        => (column.Annotations.Schema.GetColumnOrNull(Kind)?.Type as VectorDataViewType)?.ItemType.RawType switch
        {
            Type t when t == typeof(ReadOnlyMemory<char>) => Of<ReadOnlyMemory<char>>(column),
            Type t when t == typeof(float) => Of<float>(column),
            Type t when t == typeof(double) => Of<double>(column),
            Type t when t == typeof(bool) => Of<bool>(column),
            Type t when t == typeof(sbyte) => Of<sbyte>(column),
            Type t when t == typeof(byte) => Of<byte>(column),
            Type t when t == typeof(short) => Of<short>(column),
            Type t when t == typeof(ushort) => Of<ushort>(column),
            Type t when t == typeof(int) => Of<int>(column),
            Type t when t == typeof(uint) => Of<uint>(column),
            Type t when t == typeof(long) => Of<long>(column),
            Type t when t == typeof(ulong) => Of<ulong>(column),
            Type t when t == typeof(DateTime) => Of<DateTime>(column),
            _ => [],
        };

    private static IEnumerable<(int, string)> Of<T>(DataViewSchema.Column column)
    {
        VBuffer<T> values = default;
        column.Annotations.GetValue(Kind, ref values);
        return values.Items(all: true).Select(item => (item.Key, item.Value is IFormattable value ? value.ToString(null, CultureInfo.InvariantCulture) : item.Value?.ToString() ?? ""));
    }
}
