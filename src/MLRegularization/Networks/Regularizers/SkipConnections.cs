namespace MLRegularization.Networks.Regularizers;

/// <summary>
/// Residual connections (He and others 2016): a hidden layer's input is added to its output, after activation and dropout. Where the two differ in width the layer
/// is left as it is, unless the input may come through a learned map without bias.
/// </summary>
/// <param name="Projection">Whether inputs of another width are mapped.</param>
public sealed record SkipConnections(bool Projection = false) : LayerRegularizer
{
    /// <inheritdoc/>
    public override string Describe() => $"skip connections around the hidden layers{Where()}{(Projection ? ", through a learned map where widths differ" : "")}";

    internal override bool IsSmooth => true;

    internal override bool MeansOutputs => false;

    /// <summary>Whether a layer of these widths gets one.</summary>
    internal bool Fits(int inputs, int outputs) => Projection || inputs == outputs;
}
