using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization.Data;

namespace Microsoft.ML.Trainers.Regularization.Tuning;

/// <summary>A view as tuning reads it: its rows are counted, numbered if need be, and reading stops when the work does, whoever reads.</summary>
internal sealed class TunedRows : IDataView
{
    private readonly IDataView input;
    private readonly Action alive;

    /// <param name="input">The view.</param>
    /// <param name="alive">Called at every row; throws when the work is cancelled.</param>
    /// <param name="isNumbered">Whether a column <see cref="ViewColumns.RowNumber"/> has each row's place, from 0.</param>
    public TunedRows(IDataView input, Action alive, bool isNumbered = false)
    {
        this.input = isNumbered ? new NumberedRows(input, ViewColumns.RowNumber, row => row) : input;
        this.alive = alive;
    }

    /// <summary>Rows that the last reader has seen.</summary>
    public int Seen { get; private set; }

    public bool CanShuffle => false;

    public DataViewSchema Schema => input.Schema;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        Seen = 0;
        return new Cursor(this, input.GetRowCursor(columnsNeeded));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(TunedRows view, DataViewRowCursor cursor) : DataViewRowCursor
    {
        private int seen;

        public override DataViewSchema Schema => view.Schema;

        public override long Position => cursor.Position;

        public override long Batch => cursor.Batch;

        public override bool MoveNext()
        {
            view.alive();
            if (!cursor.MoveNext()) return false;
            view.Seen = ++seen;
            return true;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => cursor.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => cursor.IsColumnActive(column);

        public override ValueGetter<T> GetGetter<T>(DataViewSchema.Column column) => cursor.GetGetter<T>(column);

        protected override void Dispose(bool disposing)
        {
            if (disposing) cursor.Dispose();
            base.Dispose(disposing);
        }
    }
}
