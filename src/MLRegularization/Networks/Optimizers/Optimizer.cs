namespace MLRegularization.Networks.Optimizers;

/// <summary>A rule that turns gradients into steps: pure data; what it remembers of earlier steps is kept outside, as so many numbers per parameter.</summary>
public abstract record Optimizer
{
    /// <summary>The smallest float that is not subnormal: what is nearer to 0 is remembered as 0.</summary>
    internal const float LeastMoment = 1.17549435e-38f;

    /// <summary>What it is, in plain words and with its numbers.</summary>
    public abstract string Describe();

    /// <summary>Numbers kept per parameter.</summary>
    internal abstract int Moments { get; }

    /// <summary>What is wrong with its numbers, in one sentence, or null.</summary>
    internal virtual string? Problem() => null;

    /// <summary>What all parameters of a step share.</summary>
    /// <param name="step">The number of the step, from 1.</param>
    internal abstract StepFactors Begin(long step);

    /// <summary>Changes parameters by their gradients and moments; n is a multiple of 16, arrays are aligned.</summary>
    internal abstract unsafe void Update(in StepFactors factors, float rate, float* values, float* gradients, float* first, float* second, int n);
}

/// <summary>Numbers worked out once per step: the corrections of moments that began at 0.</summary>
internal readonly record struct StepFactors(float First = 1, float Second = 1, bool IsFirst = false);
