using System.Runtime.Intrinsics;

namespace MLRegularization.Networks.Optimizers;

/// <summary>Clips every single gradient to ±limit. Unlike <see cref="ClipNorm"/> it changes the direction of the step.</summary>
/// <param name="Limit">Above 0.</param>
public sealed record ClipValue(double Limit) : GradientClip
{
    /// <inheritdoc/>
    public override string Describe() => $"every gradient clipped to ±{Limit}";

    internal override bool NeedsAll => false;

    internal override string? Problem() => Limit > 0 && double.IsFinite(Limit) ? null : $"The limit of single gradients is {Limit}; it must be above 0 and finite: 0.5 is usual, and none at all leaves clipping out.";

    internal override double Factor(double norm) => 1;

    internal override unsafe void Apply(float* gradients, int n, double factor)
    {
        Vector512<float> most = Vector512.Create((float)Limit);
        // NaN stays NaN: a broken step must be seen at the end.
        for (int i = 0; i < n; i += 16) Vector512.Max(-most, Vector512.Min(most, Vector512.Load(gradients + i))).Store(gradients + i);
    }
}
