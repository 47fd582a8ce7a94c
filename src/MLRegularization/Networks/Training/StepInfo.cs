using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Training;

/// <summary>The step in hand: what rules need to know of it.</summary>
internal sealed unsafe class StepInfo(Parameters parameters, StepOptimizer optimizer, IReadOnlyList<AlignedMemory<float>> moments)
{
    private StepFactors factors;

    /// <summary>All values, flat.</summary>
    public float* Values => parameters.Values.Values;

    /// <summary>All gradients, flat.</summary>
    public float* Gradients => parameters.Gradients.Values;

    /// <summary>The learning rate, before a tensor's own factor.</summary>
    public double Rate { get; private set; }

    /// <summary>How far training has come, from 0 to 1.</summary>
    public double Progress { get; private set; }

    /// <summary>Begins a step.</summary>
    /// <param name="number">From 1.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="progress">From 0 to 1.</param>
    public void Begin(long number, double rate, double progress)
    {
        (Rate, Progress) = (rate, progress);
        factors = optimizer.Begin(number);
    }

    /// <summary>The learning rate of a tensor.</summary>
    public double RateOf(ParameterTensor tensor) => Rate * tensor.RateFactor;

    /// <summary>The optimiser's step for a slice.</summary>
    public void Take(in ParameterSlice slice) => optimizer.Update(factors, (float)(RateOf(slice.Tensor) * slice.Tensor.StepFactor), Values + slice.Start, Gradients + slice.Start, Moment(0, slice.Start), Moment(1, slice.Start), slice.Length);

    /// <summary>After the step: how far each parameter moves per unit of gradient.</summary>
    public void Sizes(ParameterTensor tensor, int start, int length, float* sizes) => optimizer.Sizes(factors, (float)(RateOf(tensor) * tensor.StepFactor), Moment(1, start), sizes, length);

    private float* Moment(int index, int start) => index < moments.Count ? moments[index].Values + start : null;
}
