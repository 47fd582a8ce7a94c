using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Regularization.Data;

/// <summary>Readers of the present row's value in one column, whatever its type is.</summary>
internal static class ColumnGetters
{
    /// <summary>A label as a number, NaN where it is missing: numbers as they are, booleans as 0 and 1, keys from 0 on.</summary>
    public static Func<double> Label(DataViewRow row, DataViewSchema.Column column) => column.Type is KeyDataViewType ? Key(row, column) : Number(row, column);

    /// <summary>A number, NaN where it is missing.</summary>
    public static Func<double> Number(DataViewRow row, DataViewSchema.Column column) => column.Type.RawType switch
    {
        Type t when t == typeof(float) => Of<float>(row, column),
        Type t when t == typeof(double) => Of<double>(row, column),
        Type t when t == typeof(bool) => Of<bool>(row, column, v => v ? 1 : 0),
        Type t when t == typeof(sbyte) => Of<sbyte>(row, column),
        Type t when t == typeof(byte) => Of<byte>(row, column),
        Type t when t == typeof(short) => Of<short>(row, column),
        Type t when t == typeof(ushort) => Of<ushort>(row, column),
        Type t when t == typeof(int) => Of<int>(row, column),
        Type t when t == typeof(uint) => Of<uint>(row, column),
        Type t when t == typeof(long) => Of<long>(row, column),
        Type t when t == typeof(ulong) => Of<ulong>(row, column),
        Type t when t == typeof(DateTime) => Of<DateTime>(row, column, v => v.Ticks),
        _ => throw new ArgumentOutOfRangeException(nameof(column), $"The column '{column.Name}' is {column.Type}; give one of numbers."),
    };

    /// <summary>A number that tells rows of one group from those of another, the same on every machine.</summary>
    public static Func<ulong> Group(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type.RawType == typeof(ReadOnlyMemory<char>))
        {
            ValueGetter<ReadOnlyMemory<char>> text = row.GetGetter<ReadOnlyMemory<char>>(column);
            ReadOnlyMemory<char> value = default;
            return () =>
            {
                text(ref value);
                return Hash(value.Span);
            };
        }
        Func<double> number = Number(row, column);
        return () => BitConverter.DoubleToUInt64Bits(number());
    }

    /// <summary>FNV-1a of 64 bits: two of ten million texts are alike to it once in half a million times, and then share a fold.</summary>
    public static ulong Hash(ReadOnlySpan<char> text)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in text) hash = (hash ^ c) * 1099511628211;
        return hash;
    }

    private static Func<double> Key(DataViewRow row, DataViewSchema.Column column) => column.Type.RawType switch
    {
        Type t when t == typeof(byte) => Of<byte>(row, column, v => FromKey(v)),
        Type t when t == typeof(ushort) => Of<ushort>(row, column, v => FromKey(v)),
        Type t when t == typeof(ulong) => Of<ulong>(row, column, v => FromKey(v)),
        _ => Of<uint>(row, column, v => FromKey(v)),
    };

    private static double FromKey(ulong value) => value == 0 ? double.NaN : value - 1;

    private static Func<double> Of<T>(DataViewRow row, DataViewSchema.Column column, Func<T, double> number)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return number(value);
        };
    }

    private static Func<double> Of<T>(DataViewRow row, DataViewSchema.Column column)
        where T : INumberBase<T>
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = T.Zero;
        return () =>
        {
            getter(ref value);
            return double.CreateTruncating(value);
        };
    }
}
