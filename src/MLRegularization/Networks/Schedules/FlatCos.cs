namespace MLRegularization.Networks.Schedules;

/// <summary>1 for the first half of training, then down to 0 along half a cosine: ½ (1 + cos(π (max(1, 2t) − 1))) (Holzmüller and others 2024).</summary>
public sealed record FlatCos : Schedule
{
    /// <inheritdoc/>
    public override double At(double progress) => HalfCosine(Math.Max(1, 2 * progress) - 1);

    /// <inheritdoc/>
    public override string Describe() => "constant for half of training, then falling to 0 along half a cosine";
}
