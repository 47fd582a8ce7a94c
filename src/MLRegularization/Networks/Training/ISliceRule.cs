namespace MLRegularization.Networks.Training;

/// <summary>What a penalty or a constraint does to a slice of parameters around the optimiser's step. A slice of a linear layer holds all weights of its units, 32 units at a time.</summary>
internal interface ISliceRule
{
    /// <summary>May add to gradients, or shrink values, before the step.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="values">All values, flat.</param>
    /// <param name="gradients">All gradients, flat.</param>
    /// <param name="step">The step.</param>
    unsafe void Before(in Layers.ParameterSlice slice, float* values, float* gradients, in StepInfo step);

    /// <summary>May project or shrink values after the step.</summary>
    unsafe void After(in Layers.ParameterSlice slice, float* values, in StepInfo step);
}

/// <summary>The step in hand.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Rate">The learning rate, before a tensor's own factor.</param>
/// <param name="Progress">How far training has come, from 0 to 1.</param>
internal readonly record struct StepInfo(long Number, double Rate, double Progress);
