namespace MLRegularization.Networks.Layers;

/// <summary>Where in a network noise is drawn, so that no two draws share a key. Dropout has the number of its layer, 0 at the inputs; the others begin further up.</summary>
internal static class NoisePlace
{
    /// <summary>Noise on inputs.</summary>
    public const int Inputs = 1 << 20;

    /// <summary>Noise on weights.</summary>
    public const int Weights = 2 << 20;

    /// <summary>Rows that skip a layer, plus its number.</summary>
    public const int Depth = 3 << 20;
}
