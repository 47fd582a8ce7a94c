namespace MLRegularization.Networks.Regularizers;

/// <summary>Gaussian noise on the numbers of each row, new in each epoch (Bishop 1995). A fitted model adds none.</summary>
/// <param name="Deviation">Its standard deviation ≥ 0, in units of the prepared inputs, which have a spread of about 1.</param>
public sealed record GaussianInputNoise(double Deviation) : Regularizer
{
    /// <inheritdoc/>
    public override string Describe() => $"Gaussian noise of deviation {Deviation} on the inputs";

    internal override string? Problem() => Deviation >= 0 && double.IsFinite(Deviation) ? null : $"The deviation of input noise is {Deviation}; it must be 0 or more: 0.1 is much for inputs of deviation 1.";
}
