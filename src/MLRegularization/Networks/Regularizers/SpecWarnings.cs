namespace MLRegularization.Networks.Regularizers;

/// <summary>What can be built but is known to work badly together, one sentence each.</summary>
internal static class SpecWarnings
{
    /// <summary>Rows of a batch below which its statistics are mostly noise.</summary>
    private const int FewRows = 16;

    public static IEnumerable<string> Of(RegularizationSpec spec, IReadOnlyList<HiddenLayer> hidden, int inputs, int batchSize)
    {
        int[] layers = [.. Enumerable.Range(1, hidden.Count)];
        int[] batchNorms = [.. layers.Where(l => spec.Find<BatchNorm>(l) is not null)], layerNorms = [.. layers.Where(l => spec.Find<LayerNorm>(l) is not null)];
        if (batchNorms.Length > 0 && DroppedBefore(spec, batchNorms[^1]) is string dropped)
            yield return $"Dropout of {dropped} comes before the batch norm of layer {batchNorms[^1]}: sums vary more in training than in a fitted model and the running variance is wrong there; drop units above the last batch norm only, or take LayerNorm.";
        if (batchNorms.Length > 0 && batchSize < FewRows)
            yield return $"Batch norm has batches of {batchSize} row{(batchSize == 1 ? "" : "s")}, whose mean and variance are mostly noise; take {FewRows} rows or more, or LayerNorm.";
        if (batchNorms.Concat(layerNorms).FirstOrDefault(l => hidden[l - 1].Activation == Models.Activation.Selu) is int selu and not 0)
            yield return $"Layer {selu} has SELU and a norm, and SELU keeps mean and variance by itself; leave the norm out, or take another activation.";
        if (batchNorms.Intersect(layerNorms).FirstOrDefault() is int both and not 0)
            yield return $"Layer {both} has batch norm and layer norm, and the second takes away the means that the first has set; leave one of the two out.";
        if (layerNorms.FirstOrDefault(l => hidden[l - 1].Width <= 2) is int narrow and not 0)
            yield return $"Layer norm leaves hardly anything of layer {narrow}, whose width is {hidden[narrow - 1].Width}; make the layer wider, or leave the norm out there.";
        if (spec.Find<SkipConnections>() is not null && !new NetworkSpec { Hidden = hidden, Regularization = spec }.Skipped(inputs).Contains(true))
            yield return "Skip connections do nothing: no hidden layer they are for is as wide as its input; make widths equal, or map inputs with Projection.";
    }

    // Where units are dropped first on the way to a layer's sums.
    private static string? DroppedBefore(RegularizationSpec spec, int layer)
    {
        if (spec.Find<InputDropout>() is { Rate: > 0 }) return "the inputs";
        return Enumerable.Range(1, layer - 1).FirstOrDefault(l => spec.Find<Dropout>(l) is { Rate: > 0 }) is int first and not 0 ? $"layer {first}" : null;
    }
}
