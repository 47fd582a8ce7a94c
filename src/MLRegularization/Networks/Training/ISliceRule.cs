using MLRegularization.Networks.Layers;

namespace MLRegularization.Networks.Training;

/// <summary>
/// What a penalty or a constraint does to a slice of parameters around the optimiser's step, while the slice is in the cache. A slice of a linear
/// layer's weight is a panel: all weights of 32 units. Slices come in any order, on any thread.
/// </summary>
internal interface ISliceRule
{
    /// <summary>Before any slice of the step: may look at the tensor as a whole.</summary>
    void Begin(StepInfo step)
    {
    }

    /// <summary>Before the step: may add to gradients, or shrink values.</summary>
    void Before(in ParameterSlice slice, StepInfo step)
    {
    }

    /// <summary>After the step: may shrink or project values.</summary>
    void After(in ParameterSlice slice, StepInfo step)
    {
    }
}
