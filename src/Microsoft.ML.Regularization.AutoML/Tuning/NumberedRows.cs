using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Regularization.Tuning;

/// <summary>A view with one column more: a number of each row.</summary>
internal sealed class NumberedRows : IDataView
{
    private readonly IDataView input;
    private readonly Func<int, int> numberOf;

    /// <param name="input">The view.</param>
    /// <param name="name">The column.</param>
    /// <param name="numberOf">Its value in a row, by the row's place from 0.</param>
    public NumberedRows(IDataView input, string name, Func<int, int> numberOf)
    {
        (this.input, this.numberOf) = (input, numberOf);
        DataViewSchema.Builder builder = new();
        builder.AddColumns(input.Schema);
        builder.AddColumn(name, NumberDataViewType.Int32);
        Schema = builder.ToSchema();
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] needed = new bool[Schema.Count];
        foreach (DataViewSchema.Column column in columnsNeeded) needed[column.Index] = true;
        return new Cursor(this, input.GetRowCursor(input.Schema.Where(c => needed[c.Index])), needed);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(NumberedRows view, DataViewRowCursor cursor, bool[] needed) : DataViewRowCursor
    {
        private int row = -1;

        public override DataViewSchema Schema => view.Schema;

        public override long Position => cursor.Position;

        public override long Batch => cursor.Batch;

        public override bool MoveNext()
        {
            row++;
            return cursor.MoveNext();
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => cursor.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => needed[column.Index];

        public override ValueGetter<T> GetGetter<T>(DataViewSchema.Column column)
        {
            if (column.Index < view.input.Schema.Count) return cursor.GetGetter<T>(view.input.Schema[column.Index]);
            ValueGetter<int> number = (ref int value) => value = view.numberOf(row);
            return number as ValueGetter<T> ?? throw new InvalidOperationException($"The column '{column.Name}' is {column.Type}; {typeof(T).Name} was asked for.");
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) cursor.Dispose();
            base.Dispose(disposing);
        }
    }
}
