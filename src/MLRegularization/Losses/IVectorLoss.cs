namespace MLRegularization.Losses;

/// <summary>
/// A convex loss Σ ωᵢ ℓ(yᵢ, ηᵢ) of K linear predictors per row. Everything of shape n × K is stored class after class: value (i, k) at
/// k·n + i. Weights, the dual and its intercept condition are as in <see cref="ILoss"/>, with Σᵢ u = 0 for each class.
/// </summary>
internal interface IVectorLoss
{
    /// <summary>Number of linear predictors per row K.</summary>
    int Outputs { get; }

    /// <summary>An upper bound of ∂²ℓ/∂ηₖ² for a single class.</summary>
    double CurvatureBound { get; }

    /// <summary>An upper bound of the largest eigenvalue of a row's K × K matrix of second derivatives.</summary>
    double BlockCurvatureBound { get; }

    /// <summary>Σ ω ℓ(y, η).</summary>
    double Value(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega);

    /// <summary>Fills n × K slopes with ω ∂ℓ/∂ηₖ; returns the value.</summary>
    double Slopes(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega, Span<double> slopes);

    /// <summary>Fills n × K slopes and n × K diagonal curvatures ω ∂²ℓ/∂ηₖ²; returns the value.</summary>
    double SlopesAndCurvatures(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega, Span<double> slopes, Span<double> curvatures);

    /// <summary>Σ ω ℓ*(y, u/ω) at n × K slopes u that include the weights; +∞ outside its domain.</summary>
    double Conjugate(ReadOnlySpan<double> slopes, ReadOnlySpan<double> y, ReadOnlySpan<double> omega);

    /// <summary>The n × K means at η: the inverse link.</summary>
    void Mean(ReadOnlySpan<double> eta, Span<double> mean);

    /// <summary>The smallest value any η has.</summary>
    double SaturatedValue(ReadOnlySpan<double> y, ReadOnlySpan<double> omega);

    /// <summary>Fills the K best constants b in ηₖ = bₖ + offset, with sum 0; returns their value. An empty n × K offset is 0.</summary>
    double Null(ReadOnlySpan<double> y, ReadOnlySpan<double> omega, ReadOnlySpan<double> offset, Span<double> intercepts);

    /// <summary>What keeps these labels from being fitted, in one sentence, or null.</summary>
    string? Problem(ReadOnlySpan<double> y, ReadOnlySpan<double> omega);
}
