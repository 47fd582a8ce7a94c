namespace MLRegularization.Networks.Regularizers;

/// <summary>Early stopping: training ends when the metric on validation rows has not improved for some epochs. The weights of the best epoch are kept with and without it; this saves time.</summary>
/// <param name="Patience">Epochs without improvement, from 1. Default 20.</param>
public sealed record EarlyStopping(int Patience = 20) : Regularizer
{
    /// <inheritdoc/>
    public override string Describe() => $"training stops when {Patience} epochs in a row are no better on validation rows";

    internal override bool IsSmooth => true;

    internal override string? Problem() => Patience >= 1 ? null : $"The patience of early stopping is {Patience} epochs; it must be 1 or more: 20 is usual.";
}
