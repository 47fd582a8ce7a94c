using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Regularization.Tuning;

/// <summary>Some rows of a view, chosen by their number, in the view's order.</summary>
internal sealed class FoldView(IDataView input, Func<int, bool> has) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => input.Schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(input.GetRowCursor(columnsNeeded), has);

    /// <summary>One cursor alone: rows are counted.</summary>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(DataViewRowCursor cursor, Func<int, bool> has) : DataViewRowCursor
    {
        private int row = -1;
        private long position = -1;

        public override DataViewSchema Schema => cursor.Schema;

        public override long Position => position;

        public override long Batch => cursor.Batch;

        public override bool MoveNext()
        {
            while (cursor.MoveNext())
            {
                if (!has(++row)) continue;
                position++;
                return true;
            }
            return false;
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
