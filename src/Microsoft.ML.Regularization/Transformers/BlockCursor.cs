using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Regularization.Transformers;

/// <summary>
/// A cursor that reads some rows ahead and scores them together, which is many times faster than row by row. Blocks begin with one row and grow, so that whoever takes a few
/// rows does not pay for many.
/// </summary>
internal sealed class BlockCursor : DataViewRowCursor
{
    /// <summary>Rows of the first block, by how much the next is larger, rows at most, and numbers that may be kept aside at most.</summary>
    private const int First = 1, Growth = 4, Most = 1024, MostNumbers = 1 << 22;

    /// <summary>What a vector of unknown length counts as.</summary>
    private const int UnknownLength = 1024;

    private readonly OutputBinding binding;
    private readonly DataViewRowCursor cursor;
    private readonly Dictionary<int, KeptColumn> kept;
    private readonly ValueGetter<VBuffer<float>> features;
    private readonly ValueGetter<DataViewRowId> id;
    private readonly float[] inputs, outputs;
    private readonly long[] positions, batches;
    private readonly DataViewRowId[] ids;
    private readonly int capacity;
    private VBuffer<float> row;
    private int size = First, count, at = -1;
    private bool ended;

    public BlockCursor(OutputBinding binding, DataViewRowCursor cursor, DataViewSchema.Column[] columns)
    {
        (this.binding, this.cursor) = (binding, cursor);
        long perRow = binding.Scorer.Features + binding.Scorer.Outputs + columns.Sum(c => c.Type is VectorDataViewType vector ? (long)(vector.Size == 0 ? UnknownLength : vector.Size) : 1);
        capacity = (int)Math.Clamp(MostNumbers / perRow, 1, Most);
        kept = columns.ToDictionary(c => c.Index, c => KeptColumn.Of(cursor, binding.Input[c.Index], capacity));
        features = cursor.GetGetter<VBuffer<float>>(binding.Features);
        id = cursor.GetIdGetter();
        inputs = new float[capacity * binding.Scorer.Features];
        outputs = new float[capacity * binding.Scorer.Outputs];
        (positions, batches, ids) = (new long[capacity], new long[capacity], new DataViewRowId[capacity]);
    }

    public override DataViewSchema Schema => binding.Schema;

    public override long Position => IsAtRow ? positions[at] : -1;

    public override long Batch => IsAtRow ? batches[at] : 0;

    private bool IsAtRow => at >= 0 && at < count;

    public override bool MoveNext()
    {
        if (++at < count) return true;
        if (!ended) ReadBlock();
        return at < count;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = ids[Place()];

    public override bool IsColumnActive(DataViewSchema.Column column) => binding.IsOutput(column) || kept.ContainsKey(column.Index);

    public override ValueGetter<T> GetGetter<T>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column)) throw new InvalidOperationException($"The column '{column.Name}' was not asked for.");
        return OutputBinding.As<T>(binding.IsOutput(column) ? (ValueGetter<VBuffer<float>>)CopyOutputs : kept[column.Index].Getter(Place), column);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            (count, ended) = (0, true);
            cursor.Dispose();
        }
        base.Dispose(disposing);
    }

    private int Place() => IsAtRow ? at : throw new InvalidOperationException("The cursor is not at a row; call MoveNext first.");

    private void CopyOutputs(ref VBuffer<float> value)
    {
        int width = binding.Scorer.Outputs;
        VBufferEditor<float> editor = VBufferEditor.Create(ref value, width);
        outputs.AsSpan(Place() * width, width).CopyTo(editor.Values);
        value = editor.Commit();
    }

    private void ReadBlock()
    {
        int width = binding.Scorer.Features;
        (at, count) = (0, 0);
        while (count < size)
        {
            if (!cursor.MoveNext())
            {
                ended = true;
                break;
            }
            features(ref row);
            OutputBinding.Copy(row, inputs.AsSpan(count * width, width));
            foreach (KeptColumn column in kept.Values) column.Keep(count);
            (positions[count], batches[count]) = (cursor.Position, cursor.Batch);
            id(ref ids[count]);
            count++;
        }
        binding.Scorer.Score(inputs.AsMemory(0, count * width), outputs.AsMemory(0, count * binding.Scorer.Outputs), threads: 0);
        size = Math.Min(capacity, size * Growth);
    }
}
