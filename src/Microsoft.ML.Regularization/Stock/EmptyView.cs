using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Regularization.Stock;

/// <summary>A view of no rows, for transformers that need nothing but a schema to be fitted.</summary>
internal static class EmptyView
{
    /// <summary>One with a vector column of Single.</summary>
    public static IDataView Of(MLContext ml, string column, int width)
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Numbers));
        definition[0].ColumnName = column;
        definition[0].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        return ml.Data.LoadFromEnumerable(Array.Empty<Numbers>(), definition);
    }

    private sealed class Numbers
    {
        public float[] Values { get; set; } = [];
    }
}
