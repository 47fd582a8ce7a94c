using Microsoft.ML.Data;

namespace Microsoft.ML.Regularization.Tests.Pipelines;

/// <summary>Compares what two models made of the same rows.</summary>
internal static class Scores
{
    /// <summary>Fails where the columns are missing or their types, slot names, key values or numbers differ.</summary>
    /// <param name="expected">Rows scored by one model.</param>
    /// <param name="actual">The same rows scored by another.</param>
    /// <param name="columns">The columns that scoring added.</param>
    /// <param name="tolerance">The largest difference of two numbers.</param>
    public static void AssertSame(IDataView expected, IDataView actual, string[] columns, double tolerance)
    {
        foreach (string name in columns)
        {
            DataViewSchema.Column before = expected.Schema[name], after = actual.Schema[name];
            Assert.AreEqual(before.Type.ToString(), after.Type.ToString(), name);
            CollectionAssert.AreEqual(Texts(before, "SlotNames"), Texts(after, "SlotNames"), $"slot names of {name}");
            CollectionAssert.AreEqual(Texts(before, "KeyValues"), Texts(after, "KeyValues"), $"key values of {name}");
            double[][] were = Values(expected, before), are = Values(actual, after);
            Assert.HasCount(were.Length, are);
            for (int i = 0; i < were.Length; i++)
            {
                Assert.HasCount(were[i].Length, are[i]);
                for (int k = 0; k < were[i].Length; k++) Assert.AreEqual(were[i][k], are[i][k], tolerance, $"{name} of row {i + 1}");
            }
        }
    }

    /// <summary>Texts or numbers of an annotation; empty where there is none.</summary>
    public static string[] Texts(DataViewSchema.Column column, string annotation)
    {
        DataViewSchema.Column? found = column.Annotations.Schema.GetColumnOrNull(annotation);
        if (found is null) return [];
        if (((VectorDataViewType)found.Value.Type).ItemType is TextDataViewType)
        {
            VBuffer<ReadOnlyMemory<char>> texts = default;
            column.Annotations.GetValue(annotation, ref texts);
            return [.. texts.DenseValues().Select(t => t.ToString())];
        }
        VBuffer<float> numbers = default;
        column.Annotations.GetValue(annotation, ref numbers);
        return [.. numbers.DenseValues().Select(v => $"{v}")];
    }

    private static double[][] Values(IDataView data, DataViewSchema.Column column) => column.Type switch
    {
        VectorDataViewType => [.. data.GetColumn<float[]>(column).Select(v => Array.ConvertAll(v, x => (double)x))],
        KeyDataViewType => [.. data.GetColumn<uint>(column).Select(v => new double[] { v })],
        BooleanDataViewType => [.. data.GetColumn<bool>(column).Select(v => new double[] { v ? 1 : 0 })],
        _ => [.. data.GetColumn<float>(column).Select(v => new double[] { v })],
    };
}
