namespace MLRegularization.Losses;

/// <summary>
/// A convex loss Σ ωᵢ ℓ(yᵢ, ηᵢ) of one linear predictor η per row, with weights ω that sum to 1: all that solvers, paths and the
/// certificate ask of it. A loss knows η, y and ω and nothing of coefficients, offsets or penalties. Everywhere an empty ω means
/// 1/n for each of n rows, and a row of weight 0 counts for nothing, whatever its η.
/// </summary>
/// <remarks>
/// With u the slopes ω ∂ℓ/∂η at any η, Value(η) + Conjugate(u) = u·η. For η = β₀ + o + Xβ and a penalty h the dual value at u is
/// −Conjugate(u) + u·o − h*(−Xᵀu). The domain of the conjugate contains u and 0 and is convex, so it contains t·u for every t in
/// [0, 1]. An unpenalised intercept adds the condition Σ u = 0 to the dual: to meet it, by an exact intercept or a
/// correction of u, is the caller's task, and Conjugate says +∞ where the correction left the domain.
/// </remarks>
internal interface ILoss
{
    /// <summary>An upper bound of ∂²ℓ/∂η² over all η: 1, ¼ or +∞.</summary>
    double CurvatureBound { get; }

    /// <summary>Σ ω ℓ(y, η); +∞ where it overflows.</summary>
    double Value(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega);

    /// <summary>Fills slopes with ω ∂ℓ/∂η; returns the value.</summary>
    double Slopes(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega, Span<double> slopes);

    /// <summary>Fills slopes with ω ∂ℓ/∂η and curvatures with ω ∂²ℓ/∂η²; returns the value.</summary>
    double SlopesAndCurvatures(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega, Span<double> slopes, Span<double> curvatures);

    /// <summary>Σ ω ℓ*(y, u/ω), the conjugate with respect to η at slopes u that include the weights; +∞ outside its domain.</summary>
    double Conjugate(ReadOnlySpan<double> slopes, ReadOnlySpan<double> y, ReadOnlySpan<double> omega);

    /// <summary>The mean of y at η: the inverse link.</summary>
    void Mean(ReadOnlySpan<double> eta, Span<double> mean);

    /// <summary>The smallest value any η has: half the deviance is Value less this.</summary>
    double SaturatedValue(ReadOnlySpan<double> y, ReadOnlySpan<double> omega);

    /// <summary>The best constant b in η = b + offset, and its value; an empty offset is 0.</summary>
    NullModel Null(ReadOnlySpan<double> y, ReadOnlySpan<double> omega, ReadOnlySpan<double> offset);

    /// <summary>What keeps these labels from being fitted, in one sentence, or null.</summary>
    string? Problem(ReadOnlySpan<double> y, ReadOnlySpan<double> omega);

    /// <summary>What is unusual about these labels though they can be fitted, in one sentence, or null.</summary>
    string? Warning(ReadOnlySpan<double> y);
}
