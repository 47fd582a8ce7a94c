using Microsoft.ML.Data;

namespace Microsoft.ML.Regularization.Tests.Trainers.ElasticNet;

/// <summary>Views of rows with a label for every task, and what tests read of views.</summary>
internal static class Views
{
    /// <summary>Names of the six features.</summary>
    public static readonly string[] Features = ["age", "income", "town=A", "town=B", "noise", "more noise"];

    /// <summary>The classes in the order of their keys.</summary>
    public static readonly string[] Classes = ["low", "middle", "high"];

    /// <summary>Rows with named features, and Kind as a key in the column Class.</summary>
    public static IDataView Of(MLContext ml, IReadOnlyList<Tables.Row> rows, string[]? classes = null)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Tables.Row));
        SchemaDefinition.Column features = schema.Single(c => c.ColumnName == "Features");
        features.AddAnnotation("SlotNames", new VBuffer<ReadOnlyMemory<char>>(6, [.. Features.Select(n => n.AsMemory())]), new VectorDataViewType(TextDataViewType.Instance, 6));
        return WithKeys(ml, ml.Data.LoadFromEnumerable(rows, schema), classes);
    }

    public static IDataView Of(MLContext ml, int count = 300, int seed = 1) => Of(ml, Tables.Rows(count, seed));

    /// <summary>A view with Kind as a key in the column Class.</summary>
    public static IDataView WithKeys(MLContext ml, IDataView view, string[]? classes = null)
        => ml.Transforms.Conversion.MapValueToKey("Class", "Kind", keyData: ml.Data.LoadFromEnumerable((classes ?? Classes).Select(k => new Name { Kind = k }))).Fit(view).Transform(view);

    /// <summary>Scores as they are, of classes one after another.</summary>
    public static float[] Scores(IDataView scored)
        => scored.Schema["Score"].Type is VectorDataViewType ? [.. scored.GetColumn<float[]>("Score").SelectMany(s => s)] : [.. scored.GetColumn<float>("Score")];

    /// <summary>Rows changed one by one.</summary>
    public static Tables.Row[] Changed(int count, Action<Tables.Row, int> change)
    {
        Tables.Row[] rows = Tables.Rows(count);
        for (int i = 0; i < count; i++) change(rows[i], i);
        return rows;
    }

    private sealed class Name
    {
        public string Kind { get; set; } = "";
    }
}
