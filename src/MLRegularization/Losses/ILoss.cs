namespace MLRegularization.Losses;

/// <summary>
/// A convex loss Σ ωᵢ ℓ(yᵢ, ηᵢ) of one linear predictor η per row, or of K of them, with weights ω that sum to 1: all that solvers,
/// paths and the certificate ask of it. Everything of shape n × K is stored class after class: value (i, k) at k·n + i. A loss knows η, y and ω and nothing of coefficients, offsets or penalties. Everywhere an empty ω means
/// 1/n for each of n rows, and a row of weight 0 counts for nothing, whatever its η.
/// </summary>
/// <remarks>
/// With u the slopes ω ∂ℓ/∂η at any η, Value(η) + Conjugate(u) = u·η. For η = β₀ + o + Xβ and a penalty h the dual value at u is
/// −Conjugate(u) + u·o − h*(−Xᵀu). The domain of the conjugate contains u and 0 and is convex, so it contains t·u for every t in
/// [0, 1]. An unpenalised intercept adds the condition Σ u = 0, for each class, to the dual: to meet it, by an exact intercept or a
/// correction of u, is the caller's task, and Conjugate says +∞ where the correction left the domain.
/// </remarks>
internal interface ILoss
{
    /// <summary>Number of linear predictors per row K.</summary>
    int Outputs => 1;

    /// <summary>An upper bound of the largest eigenvalue of a row's K × K second derivatives over all η: 1, ½, ¼ or +∞.</summary>
    double CurvatureBound { get; }

    /// <summary>Σ ω ℓ(y, η); +∞ where it overflows.</summary>
    double Value(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega);

    /// <summary>Fills slopes with ω ∂ℓ/∂η; returns the value.</summary>
    double Slopes(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega, Span<double> slopes);

    /// <summary>Fills slopes with ω ∂ℓ/∂η and curvatures with ω ∂²ℓ/∂η², the diagonal of K; returns the value.</summary>
    double SlopesAndCurvatures(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega, Span<double> slopes, Span<double> curvatures);

    /// <summary>Σ ω ℓ*(y, u/ω), the conjugate with respect to η at slopes u that include the weights; +∞ outside its domain.</summary>
    double Conjugate(ReadOnlySpan<double> slopes, ReadOnlySpan<double> y, ReadOnlySpan<double> omega);

    /// <summary>The mean of y at η: the inverse link.</summary>
    void Mean(ReadOnlySpan<double> eta, Span<double> mean);

    /// <summary>The smallest value any η has: half the deviance is Value less this.</summary>
    double SaturatedValue(ReadOnlySpan<double> y, ReadOnlySpan<double> omega);

    /// <summary>The best constants b in η = b + offset, of K with sum 0, and their value; an empty n × K offset is 0.</summary>
    NullModel Null(ReadOnlySpan<double> y, ReadOnlySpan<double> omega, ReadOnlySpan<double> offset);

    /// <summary>What keeps these labels from being fitted, in one sentence, or null.</summary>
    string? Problem(ReadOnlySpan<double> y, ReadOnlySpan<double> omega);

    /// <summary>What is unusual about these labels though they can be fitted, in one sentence, or null.</summary>
    string? Warning(ReadOnlySpan<double> y) => null;
}
