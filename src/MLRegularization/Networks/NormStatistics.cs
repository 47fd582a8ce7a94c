using MLRegularization.Networks.Layers;

namespace MLRegularization.Networks;

/// <summary>
/// Measures the running statistics of batch norms anew: for weights that were averaged, or changed in any other way, the old ones are stale. Layer after
/// layer passes over the rows as a fitted model would, so each norm's statistics are exactly those of its sums on these rows, however they are cut into
/// batches.
/// </summary>
internal static class NormStatistics
{
    /// <summary>Measures; a network without batch norm is left alone.</summary>
    /// <param name="network">Its parameters are as they shall be, running statistics aside; it is left out of training mode.</param>
    /// <param name="batches">Batches to pass over.</param>
    /// <param name="load">Loads a batch, by number from 0: rows and inputs.</param>
    public static void Recompute(Network network, int batches, Action<int> load)
    {
        network.Pass.Training = false;
        foreach (BatchNormLayer layer in network.Layers.OfType<BatchNormLayer>())
        {
            layer.BeginStatistics();
            for (int b = 0; b < batches; b++)
            {
                load(b);
                network.ForwardTo(layer);
                layer.AddStatistics(network.Pass);
            }
            layer.EndStatistics();
        }
    }
}
