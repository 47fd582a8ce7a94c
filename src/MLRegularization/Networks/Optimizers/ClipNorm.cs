using MLRegularization.Numerics;

namespace MLRegularization.Networks.Optimizers;

/// <summary>Clips by the norm of all gradients together (Pascanu and others 2013): g ← g · limit / ‖g‖₂ where ‖g‖₂ is larger than the limit, so that the direction stays.</summary>
/// <param name="Limit">Above 0; 1 is usual.</param>
public sealed record ClipNorm(double Limit) : GradientClip
{
    /// <inheritdoc/>
    public override string Describe() => $"gradients clipped to a joint norm of {Limit}";

    internal override bool NeedsAll => true;

    internal override string? Problem() => Limit > 0 && double.IsFinite(Limit) ? null : $"The limit of the gradients' norm is {Limit}; it must be above 0 and finite: 1 is usual, and none at all leaves clipping out.";

    internal override double Factor(double norm) => norm > Limit ? Limit / norm : 1;

    internal override unsafe void Apply(float* gradients, int n, double factor)
    {
        if (factor != 1) FloatSums.Scale(gradients, n, (float)factor);
    }
}
