namespace MLRegularization.Solvers;

/// <summary>
/// The smooth part of a problem, ½ βᵀGβ − cᵀβ + ½ yy, at a point β that moves: what solvers ask of squared loss, whether
/// it is kept as a Gram matrix or as residuals of the data. Slopes are c − Gβ, the correlations of the columns with the residual.
/// </summary>
internal interface IQuadratic
{
    /// <summary>Number of coordinates p.</summary>
    int Count { get; }

    /// <summary>Above so many active coordinates a factor of their products costs more than descent.</summary>
    int MostActive { get; }

    /// <summary>The present β.</summary>
    double[] Beta { get; }

    /// <summary>Gⱼⱼ.</summary>
    double Curvature(int coordinate);

    /// <summary>The slope of one coordinate.</summary>
    double Slope(int coordinate);

    /// <summary>The slopes of some coordinates.</summary>
    void Slopes(ReadOnlySpan<int> coordinates, Span<double> slopes);

    /// <summary>The slopes of all coordinates.</summary>
    void AllSlopes(Span<double> slopes);

    /// <summary>βⱼ += step.</summary>
    void Move(int coordinate, double step);

    /// <summary>β += steps for some coordinates.</summary>
    void Move(ReadOnlySpan<int> coordinates, ReadOnlySpan<double> steps);

    /// <summary>Gᵢⱼ for i in <paramref name="left"/> and j in <paramref name="right"/>, j by j: products[(j · left.Length) + i].</summary>
    void Cross(ReadOnlySpan<int> left, ReadOnlySpan<int> right, Span<double> products);

    /// <summary>product = G vector on some coordinates alone.</summary>
    void Multiply(int[] coordinates, double[] vector, double[] product);

    /// <summary>‖residual‖² and residual·y, weighted means.</summary>
    (double Squares, double Response) ResidualProducts();

    /// <summary>Recomputes everything from β, freeing it of the rounding of many steps.</summary>
    void Refresh();
}
