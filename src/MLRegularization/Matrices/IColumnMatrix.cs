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

    /// <summary>destinationₖ = x₍first+k₎ⱼ − center, for a stretch of rows.</summary>
    void CopyCentered(int column, int firstRow, double center, Span<double> destination);

    /// <summary>The same, rounded to single precision after centring.</summary>
    void CopyCentered(int column, int firstRow, double center, Span<float> destination);
}
