namespace MLRegularization.Matrices;

/// <summary>
/// A matrix read by columns: all that solvers ask of the data. Centring, scaling and row subsets are never written into it.
/// Implementations are immutable and safe to read from several threads.
/// </summary>
public interface IColumnMatrix
{
    /// <summary>Number of rows n.</summary>
    int Rows { get; }

    /// <summary>Number of columns p.</summary>
    int Columns { get; }

    /// <summary>Σₖ x₍first+k₎ⱼ vₖ over a stretch of rows as long as <paramref name="vector"/>.</summary>
    double Dot(int column, int firstRow, ReadOnlySpan<double> vector);

    /// <summary>destinationₖ += scale · x₍first+k₎ⱼ, for a stretch of rows.</summary>
    void AddScaled(int column, double scale, int firstRow, Span<double> destination);

    /// <summary>The same for many columns at once.</summary>
    void Dot(ReadOnlySpan<int> columns, int firstRow, ReadOnlySpan<double> vector, Span<double> products)
    {
        for (int k = 0; k < columns.Length; k++) products[k] = Dot(columns[k], firstRow, vector);
    }

    /// <summary>destination += Σ scale · column, for a stretch of rows and many columns at once.</summary>
    void AddScaled(ReadOnlySpan<int> columns, ReadOnlySpan<double> scales, int firstRow, Span<double> destination)
    {
        for (int k = 0; k < columns.Length; k++) AddScaled(columns[k], scales[k], firstRow, destination);
    }

    /// <summary>destinationₖ = x₍first+k₎ⱼ − center, for a stretch of rows.</summary>
    void CopyCentered(int column, int firstRow, double center, Span<double> destination);

    /// <summary>The same, rounded to single precision after centring.</summary>
    void CopyCentered(int column, int firstRow, double center, Span<float> destination);

    /// <summary>A matrix of some of the rows alone, which are given ascending; values are copied.</summary>
    IColumnMatrix SelectRows(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        double[] all = new double[Rows];
        ReadOnlyMemory<double>[] columns = new ReadOnlyMemory<double>[Columns];
        for (int j = 0; j < columns.Length; j++)
        {
            CopyCentered(j, 0, 0, all);
            double[] column = new double[rows.Count];
            for (int k = 0; k < column.Length; k++) column[k] = all[rows[k]];
            columns[j] = column;
        }
        return new DenseColumns<double>(columns, rows.Count);
    }
}
