using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization.Interop;

namespace Microsoft.ML.Trainers.Regularization.Data;

/// <summary>
/// The columns that a trainer reads, and every message about them. Label, features and weights are checked by a trainer of ML.NET's own for the same task,
/// which is never fitted, so that messages and output columns are those that users know.
/// </summary>
/// <param name="Label">The label.</param>
/// <param name="Features">The features.</param>
/// <param name="Weight">Row weights; null: none.</param>
/// <param name="Twin">The native trainer.</param>
internal sealed record TrainingColumns(string Label, string Features, string? Weight, IEstimator<ITransformer> Twin)
{
    /// <summary>A number added to the linear predictor; null: none.</summary>
    public string? Offset { get; init; }

    /// <summary>Groups that folds keep together; null: none.</summary>
    public string? SamplingKey { get; init; }

    /// <summary>Times that folds follow; null: none.</summary>
    public string? Time { get; init; }

    /// <summary>Whether labels are counts, and so 0 or more.</summary>
    public bool IsCount { get; init; }

    /// <summary>Whether the label may be a key of any type; the native trainer takes those of 32 bits only.</summary>
    public bool AnyKey { get; init; }

    /// <summary>The columns after the trainer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    public SchemaShape OutputOf(SchemaShape input)
    {
        SchemaShape output = AnyKey ? OutputOfAnyKey(input) : Twin.GetOutputSchema(input);
        Check(input, "offset", Offset, c => c.Kind == SchemaShape.Column.VectorKind.Scalar && c.ItemType == NumberDataViewType.Single, "Single");
        Check(input, "sampling key", SamplingKey, c => c.Kind == SchemaShape.Column.VectorKind.Scalar && IsKeyLike(c), "a key, a number or text");
        Check(input, "time", Time, c => c.Kind == SchemaShape.Column.VectorKind.Scalar && !c.IsKey && (c.ItemType is NumberDataViewType or DateTimeDataViewType), "a number or DateTime");
        return output;
    }

    /// <summary>Checks a view before its rows are read.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    public void Check(IDataView data)
    {
        ArgumentNullException.ThrowIfNull(data);
        OutputOf(HostInternals.ShapeOf(data.Schema));
    }

    private SchemaShape OutputOfAnyKey(SchemaShape input)
    {
        if (input is null) return Twin.GetOutputSchema(input);
        SchemaShape.Column Retyped(SchemaShape.Column column, DataViewType type) => HostInternals.NewColumn(column.Name, column.Kind, type, true, column.Annotations);
        SchemaShape.Column? label = input.Where(c => c.Name == Label && c.IsKey).Cast<SchemaShape.Column?>().FirstOrDefault();
        if (label is not SchemaShape.Column key) return Twin.GetOutputSchema(input);
        SchemaShape output = Twin.GetOutputSchema(new SchemaShape(input.Select(c => c.Name == Label ? Retyped(c, NumberDataViewType.UInt32) : c)));
        return new SchemaShape(output.Select(c => c.Name == Label ? key : c));
    }

    private static bool IsKeyLike(SchemaShape.Column column) => column.IsKey || column.ItemType is NumberDataViewType or TextDataViewType or BooleanDataViewType;

    private static void Check(SchemaShape input, string role, string? name, Func<SchemaShape.Column, bool> fits, string expected)
    {
        if (name is null) return;
        foreach (SchemaShape.Column column in input)
        {
            if (column.Name != name) continue;
            if (fits(column)) return;
            string got = column.IsKey ? $"Key<{column.ItemType}>" : $"{column.ItemType}";
            if (column.Kind != SchemaShape.Column.VectorKind.Scalar) got = $"Vector<{got}>";
            throw new ArgumentOutOfRangeException(nameof(input), $"Schema mismatch for {role} column '{name}': expected {expected}, got {got}");
        }
        throw new ArgumentOutOfRangeException(nameof(input), $"Could not find {role} column '{name}'");
    }
}
