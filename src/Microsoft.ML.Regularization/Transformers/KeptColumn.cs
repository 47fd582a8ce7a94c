using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Regularization.Transformers;

/// <summary>A column's values of some rows that were read ahead.</summary>
internal abstract class KeptColumn
{
    /// <summary>Whether values of a type may be kept while the cursor moves on: plain values and vectors of them.</summary>
    public static bool CanKeep(DataViewType type) => (type as VectorDataViewType)?.ItemType is PrimitiveDataViewType || type is PrimitiveDataViewType;

    /// <summary>Room for a column's values.</summary>
    /// <param name="row">The cursor.</param>
    /// <param name="column">Its column.</param>
    /// <param name="rows">Rows at most.</param>
    public static KeptColumn Of(DataViewRow row, DataViewSchema.Column column, int rows)
    {
        Type kind = column.Type is VectorDataViewType vector ? typeof(Vectors<>).MakeGenericType(vector.ItemType.RawType) : typeof(Values<>).MakeGenericType(column.Type.RawType);
        return (KeptColumn)Activator.CreateInstance(kind, row, column, rows)!;
    }

    /// <summary>Keeps the present row's value.</summary>
    public abstract void Keep(int place);

    /// <summary>A getter of a value that was kept.</summary>
    /// <param name="place">Where.</param>
    public abstract Delegate Getter(Func<int> place);

    /// <summary>Plain values.</summary>
    internal sealed class Values<T>(DataViewRow row, DataViewSchema.Column column, int rows) : KeptColumn
    {
        private readonly ValueGetter<T> getter = row.GetGetter<T>(column);
        private readonly T[] values = new T[rows];

        public override void Keep(int place) => getter(ref values[place]);

        public override Delegate Getter(Func<int> place) => (ValueGetter<T>)((ref T value) => value = values[place()]);
    }

    /// <summary>Vectors, whose room is used again.</summary>
    internal sealed class Vectors<T>(DataViewRow row, DataViewSchema.Column column, int rows) : KeptColumn
    {
        private readonly ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(column);
        private readonly VBuffer<T>[] values = new VBuffer<T>[rows];

        public override void Keep(int place) => getter(ref values[place]);

        public override Delegate Getter(Func<int> place) => (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => values[place()].CopyTo(ref value));
    }
}
