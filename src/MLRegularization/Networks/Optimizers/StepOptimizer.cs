namespace MLRegularization.Networks.Optimizers;

/// <summary>A rule that turns the gradients of a batch into a step. What it remembers of earlier steps is kept outside, as so many numbers per parameter.</summary>
public abstract record StepOptimizer : Optimizer
{
    /// <summary>Numbers kept per parameter.</summary>
    internal abstract int Moments { get; }

    /// <summary>What all parameters of a step share.</summary>
    /// <param name="step">The number of the step, from 1.</param>
    internal abstract StepFactors Begin(long step);

    /// <summary>Changes parameters by their gradients and moments; n is a multiple of 16.</summary>
    internal abstract unsafe void Update(in StepFactors factors, float rate, float* values, float* gradients, float* first, float* second, int n);

    /// <summary>
    /// After <see cref="Update"/>: how far a parameter moves per unit of a gradient that stays the same. A proximal step of a penalty λ that is as long,
    /// λ · size, balances the loss where their joint objective is smallest, whatever the optimiser: so λ means the same under all of them.
    /// </summary>
    internal abstract unsafe void Sizes(in StepFactors factors, float rate, float* second, float* sizes, int n);
}

/// <summary>Numbers worked out once per step.</summary>
internal readonly record struct StepFactors(float First = 1, float Second = 1);
