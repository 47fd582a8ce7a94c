using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>Some rows of a view, in its order.</summary>
/// <param name="input">The view.</param>
/// <param name="rows">Their numbers, ascending from 0.</param>
internal sealed class SelectedRows(IDataView input, int[] rows) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => input.Schema;

    public long? GetRowCount() => rows.Length;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(input.GetRowCursor(columnsNeeded), rows);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(DataViewRowCursor all, int[] rows) : DataViewRowCursor
    {
        private int row = -1, position = -1;

        public override DataViewSchema Schema => all.Schema;

        public override long Position => position;

        public override long Batch => all.Batch;

        public override bool MoveNext()
        {
            if (position + 1 >= rows.Length) return false;
            position++;
            while (row < rows[position])
            {
                if (!all.MoveNext()) return false;
                row++;
            }
            return true;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => all.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => all.IsColumnActive(column);

        public override ValueGetter<T> GetGetter<T>(DataViewSchema.Column column) => all.GetGetter<T>(column);

        protected override void Dispose(bool disposing)
        {
            if (disposing) all.Dispose();
            base.Dispose(disposing);
        }
    }
}
