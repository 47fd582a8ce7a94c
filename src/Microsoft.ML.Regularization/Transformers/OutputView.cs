using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Regularization.Transformers;

/// <summary>A view with a network's outputs, scored as cursors move: in blocks of rows read ahead where all that is asked for can be kept aside, else row by row.</summary>
internal sealed class OutputView(IDataView input, OutputBinding binding) : IDataView
{
    public bool CanShuffle => input.CanShuffle;

    public DataViewSchema Schema => binding.Schema;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        return Cursor(columns, input.GetRowCursor(binding.Needed(columns), rand));
    }

    /// <summary>One cursor alone: it scores on several cores itself.</summary>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private DataViewRowCursor Cursor(DataViewSchema.Column[] columns, DataViewRowCursor cursor)
    {
        DataViewSchema.Column[] kept = [.. columns.Where(c => !binding.IsOutput(c))];
        return columns.Any(binding.IsOutput) && kept.All(c => KeptColumn.CanKeep(c.Type)) ? new BlockCursor(binding, cursor, kept) : new MappedCursor(binding, cursor, columns);
    }
}
