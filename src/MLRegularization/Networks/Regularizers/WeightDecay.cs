using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Schedules;
using MLRegularization.Networks.Training;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Regularizers;

/// <summary>
/// Decoupled weight decay (Loshchilov and Hutter 2019): w ← (1 − rate · λ · schedule) w before the optimiser's step, untouched by its normalisation; with
/// Adam this is AdamW. The rate is the learning rate of the step, its schedule included. It is no part of the objective.
/// </summary>
/// <param name="Lambda">λ ≥ 0, per unit of learning rate.</param>
/// <param name="Schedule">What λ is multiplied by over training; null: 1.</param>
public sealed record WeightDecay(double Lambda, Schedule? Schedule = null) : WeightPenalty
{
    /// <inheritdoc/>
    public override string Describe() => $"decoupled decay of {Lambda} on {Weights()}{(Schedule is null ? "" : $", {Schedule.Describe()}")}";

    internal override int Order => 1;

    internal override string? Problem() => Lambda >= 0 && double.IsFinite(Lambda) ? Schedule?.Problem() : $"The weight decay is {Lambda}; it must be 0 or more and finite: 0 leaves it out.";

    internal override IEnumerable<ISliceRule> SliceRules(ParameterTensor tensor) => Lambda > 0 ? [new Rule(Lambda, Schedule)] : [];

    internal override double Value(ParameterTensor tensor, Parameters parameters) => 0;

    /// <summary>The decay.</summary>
    internal sealed unsafe class Rule(double lambda, Schedule? schedule) : ISliceRule
    {
        public void Before(in ParameterSlice slice, StepInfo step)
        {
            double share = step.RateOf(slice.Tensor) * lambda * (schedule?.At(step.Progress) ?? 1);
            float* w = step.Values + slice.Start;
            // More than all would turn signs around. As a difference the share keeps its digits, as a factor near 1 it would not.
            FloatSums.Add(w, slice.Length, -(float)Math.Min(share, 1), w);
        }
    }
}
