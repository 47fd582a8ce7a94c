namespace MLRegularization.Penalties;

/// <summary>A convex penalty of all coordinates, bounds included: what a Newton step and the certificate ask of it.</summary>
internal interface IJointPenalty
{
    /// <summary>h(β).</summary>
    double Value(ReadOnlySpan<double> beta);

    /// <summary>Fills the distance of each coordinate's slope −∂loss/∂b, or of its group's, from the subdifferential ∂h(β); returns the largest. Nothing is filled into an empty span.</summary>
    double Violations(ReadOnlySpan<double> beta, ReadOnlySpan<double> slopes, Span<double> violations);

    /// <summary>The largest t ≤ 1 for which h*(t·z) is finite.</summary>
    double DualScale(ReadOnlySpan<double> z);

    /// <summary>h*(t·z) = sup over b of t·z·b − h(b). A coordinate with nothing that holds it is given a box ten times the size of its β.</summary>
    double Conjugate(ReadOnlySpan<double> z, double t, ReadOnlySpan<double> beta);
}
