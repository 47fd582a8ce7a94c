using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Regularization.Data;

/// <summary>The columns of one view that a trainer reads.</summary>
/// <param name="Label">The label.</param>
/// <param name="Features">The features.</param>
/// <param name="Weight">Row weights, or null.</param>
/// <param name="Offset">Offsets, or null.</param>
/// <param name="Group">Groups, or null.</param>
/// <param name="Time">Times, or null.</param>
internal sealed record ViewColumns(DataViewSchema.Column Label, DataViewSchema.Column Features, DataViewSchema.Column? Weight, DataViewSchema.Column? Offset, DataViewSchema.Column? Group, DataViewSchema.Column? Time)
{
    /// <summary>The name of a column, Int32, that numbers rows for those who must know which of them were read.</summary>
    public const string RowNumber = "RegularizationRowNumber";

    /// <summary>Numbers of rows, or null.</summary>
    public DataViewSchema.Column? Number { get; private init; }

    /// <summary>Features of a row.</summary>
    public int Width => ((VectorDataViewType)Features.Type).Size;

    /// <summary>Those that there are.</summary>
    public IEnumerable<DataViewSchema.Column> All => new[] { Label, Features, Weight, Offset, Group, Time, Number }.OfType<DataViewSchema.Column>();

    /// <summary>Finds them by name.</summary>
    public static ViewColumns Of(DataViewSchema schema, TrainingColumns names)
    {
        DataViewSchema.Column? Find(string? name) => name is null ? null : schema[name];
        return new ViewColumns(schema[names.Label], schema[names.Features], Find(names.Weight), Find(names.Offset), Find(names.SamplingKey), Find(names.Time)) { Number = schema.GetColumnOrNull(RowNumber) };
    }
}

/// <summary>Reads a cursor's rows block by block. Rows without a label are left out.</summary>
internal sealed class BlockReader
{
    private readonly DataViewRowCursor cursor;
    private readonly Func<double> label;
    private readonly Func<double>? weight, offset, time;
    private readonly Func<ulong>? group;
    private readonly ValueGetter<int>? number;
    private readonly ValueGetter<VBuffer<float>> features;
    private VBuffer<float> row;

    /// <summary>Binds to a cursor.</summary>
    public BlockReader(DataViewRowCursor cursor, ViewColumns columns)
    {
        this.cursor = cursor;
        label = ColumnGetters.Label(cursor, columns.Label);
        features = cursor.GetGetter<VBuffer<float>>(columns.Features);
        Func<double>? Number(DataViewSchema.Column? column) => column is null ? null : ColumnGetters.Number(cursor, column.Value);
        (weight, offset, time) = (Number(columns.Weight), Number(columns.Offset), Number(columns.Time));
        group = columns.Group is null ? null : ColumnGetters.Group(cursor, columns.Group.Value);
        number = columns.Number is null ? null : cursor.GetGetter<int>(columns.Number.Value);
    }

    /// <summary>Fills a block anew; false when no row was left to see.</summary>
    public bool Fill(RowBlock block)
    {
        block.Clear();
        while (!block.IsFull && cursor.MoveNext())
        {
            double y = label();
            if (!double.IsNaN(y))
            {
                int k = block.Rows;
                features(ref row);
                block.Add(row);
                block.Labels[k] = y;
                if (weight is not null) block.Weights[k] = weight();
                if (offset is not null) block.Offsets[k] = offset();
                if (time is not null) block.Times[k] = time();
                if (group is not null) block.Groups[k] = group();
                number?.Invoke(ref block.Numbers[k]);
            }
            block.Seen++;
        }
        return block.Seen > 0;
    }
}
