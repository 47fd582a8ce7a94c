using System.Numerics.Tensors;
using MLRegularization.Matrices;

namespace MLRegularization.Preparation;

/// <summary>Scales a matrix of columns into floats row after row, some columns at a time so that rows are written in stretches.</summary>
internal static class ScaledRows
{
    /// <summary>Most bytes that a matrix whose zeros are not stored may take once they are.</summary>
    public const long MostBytes = 2_000_000_000;

    private const int Together = 16;

    /// <summary>Scaled numbers of all rows.</summary>
    public static float[] Of(IColumnMatrix columns, ColumnScaling scaling, Func<int, string> nameOf) => Of(columns, 0, columns.Rows, scaling, nameOf);

    /// <summary>Scaled numbers of some rows, rows × d.</summary>
    /// <param name="columns">n × d numbers.</param>
    /// <param name="firstRow">The first row.</param>
    /// <param name="rows">How many.</param>
    /// <param name="scaling">How.</param>
    /// <param name="nameOf">The names of columns, for errors.</param>
    public static float[] Of(IColumnMatrix columns, int firstRow, int rows, ColumnScaling scaling, Func<int, string> nameOf)
    {
        int width = columns.Columns;
        CheckSize(columns, rows);
        float[] scaled = new float[rows * width];
        double[] column = new double[rows];
        float[][] some = [.. Enumerable.Range(0, Math.Min(Together, width)).Select(_ => new float[rows])];
        for (int first = 0; first < width; first += Together)
        {
            int count = Math.Min(Together, width - first);
            for (int c = 0; c < count; c++)
            {
                columns.CopyCentered(first + c, firstRow, 0, column);
                scaling.Scale(first + c, column);
                if (rows > 0 && TensorPrimitives.MaxMagnitude<double>(column) > ColumnScaling.Largest) throw TooLarge(columns, first + c, firstRow, column, nameOf(first + c));
                TensorPrimitives.ConvertTruncating<double, float>(column, some[c]);
            }
            for (int i = 0; i < rows; i++)
                for (int c = 0; c < count; c++) scaled[(i * width) + first + c] = some[c][i];
        }
        return scaled;
    }

    private static void CheckSize(IColumnMatrix columns, int rows)
    {
        long numbers = (long)rows * columns.Columns;
        string size = $"The table has {rows} rows and {columns.Columns} inputs";
        if (columns is SparseColumns && numbers * sizeof(float) > MostBytes)
            throw new ArgumentException($"{size}, mostly zeros: {numbers * sizeof(float) / 1e9:0.0} GB once they are stored, more than the {MostBytes / 1e9:0} GB that a network takes; drop rare columns or words, or rows.", nameof(columns));
        if (numbers > Array.MaxLength)
            throw new ArgumentException($"{size}, more than the {Array.MaxLength} numbers that fit in memory; give fewer rows.", nameof(columns));
    }

    private static ArgumentException TooLarge(IColumnMatrix columns, int column, int firstRow, double[] scaled, string name)
    {
        int row = Array.FindIndex(scaled, z => Math.Abs(z) > ColumnScaling.Largest);
        double[] value = new double[1];
        columns.CopyCentered(column, firstRow + row, 0, value);
        return new ArgumentException($"Column '{name}' holds {value[0]} in row {firstRow + row + 1}, which is {scaled[row]:G3} once scaled, and networks calculate with up to {ColumnScaling.Largest:G3}; correct the value, or have scaled numbers clipped.");
    }
}
