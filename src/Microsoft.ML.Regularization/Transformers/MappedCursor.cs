using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Regularization.Transformers;

/// <summary>A cursor that scores row by row, and only what is asked for.</summary>
internal sealed class MappedCursor : DataViewRowCursor
{
    private readonly DataViewRowCursor cursor;
    private readonly DataViewRow row;

    public MappedCursor(OutputBinding binding, DataViewRowCursor cursor, DataViewSchema.Column[] columns)
    {
        this.cursor = cursor;
        row = new OutputMapper(binding).GetRow(cursor, columns);
    }

    public override DataViewSchema Schema => row.Schema;

    public override long Position => row.Position;

    public override long Batch => row.Batch;

    public override bool MoveNext() => cursor.MoveNext();

    public override ValueGetter<DataViewRowId> GetIdGetter() => row.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => row.IsColumnActive(column);

    public override ValueGetter<T> GetGetter<T>(DataViewSchema.Column column) => row.GetGetter<T>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing) row.Dispose();
        base.Dispose(disposing);
    }
}
