using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Training;

/// <summary>Turns gradients into changed parameters: rules of penalties before, the optimiser, rules after; slice by slice, in any order.</summary>
internal sealed unsafe class ParameterUpdate : IDisposable
{
    private readonly Parameters parameters;
    private readonly Optimizer optimizer;
    private readonly Dictionary<ParameterTensor, ISliceRule[]> rules;
    private StepInfo info;
    private StepFactors factors;

    public ParameterUpdate(Parameters parameters, Optimizer optimizer, Func<ParameterTensor, IEnumerable<ISliceRule>> rulesOf)
    {
        this.parameters = parameters;
        this.optimizer = optimizer;
        rules = parameters.Tensors.ToDictionary(t => t, t => rulesOf(t).ToArray());
        Moments = [.. Enumerable.Range(0, optimizer.Moments).Select(_ => new AlignedFloats(parameters.Values.Length))];
    }

    /// <summary>What the optimiser remembers: flat arrays like the parameters'.</summary>
    public IReadOnlyList<AlignedFloats> Moments { get; }

    /// <summary>Steps taken.</summary>
    public long Steps { get; set; }

    /// <summary>Begins a step.</summary>
    public void Begin(double rate, double progress)
    {
        Steps++;
        info = new StepInfo(Steps, rate, progress);
        factors = optimizer.Begin(Steps);
    }

    /// <summary>Takes the step for a slice whose gradients are there.</summary>
    public void Apply(ParameterSlice slice)
    {
        ISliceRule[] own = rules[slice.Tensor];
        float* values = parameters.Values.Values, gradients = parameters.Gradients.Values;
        foreach (ISliceRule rule in own) rule.Before(slice, values, gradients, info);
        optimizer.Update(factors, (float)(info.Rate * slice.Tensor.RateFactor), values + slice.Start, gradients + slice.Start,
            Moments.Count > 0 ? Moments[0].Values + slice.Start : null, Moments.Count > 1 ? Moments[1].Values + slice.Start : null, slice.Length);
        foreach (ISliceRule rule in own) rule.After(slice, values, info);
    }

    public void Dispose()
    {
        foreach (AlignedFloats moment in Moments) moment.Dispose();
    }
}
