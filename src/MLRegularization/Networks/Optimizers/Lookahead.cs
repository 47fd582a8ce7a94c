namespace MLRegularization.Networks.Optimizers;

/// <summary>
/// Lookahead (Zhang and others 2019) around another optimiser: slow weights begin with the first ones; after every k of its steps they move the share α
/// towards the fast weights, which then begin again from there. What the inner optimiser remembers stays. A weight that a penalty made exactly 0
/// is 0 in both.
/// </summary>
/// <param name="Inner">Takes the fast steps.</param>
/// <param name="Steps">k ≥ 1. Default 5.</param>
/// <param name="Share">0 &lt; α ≤ 1. Default 0.5.</param>
public sealed record Lookahead(StepOptimizer Inner, int Steps = 5, double Share = 0.5) : StepOptimizer
{
    /// <inheritdoc/>
    public override string Describe() => $"{Inner.Describe()}, with lookahead: every {Steps} steps {100 * Share:0.##} % of the way is kept";

    // The slow weights come last.
    internal override int Moments => Inner.Moments + 1;

    internal override string? Problem() =>
        Inner is Lookahead ? "Lookahead is given around lookahead; leave one of the two out."
        : Steps < 1 ? $"Lookahead's steps are {Steps}; they must be 1 or more: 5 is usual."
        : Share is not (> 0 and <= 1) ? $"Lookahead's share is {Share}; it must be above 0 and at most 1: 0.5 is usual."
        : Inner.Problem();

    internal override StepFactors Begin(long step) => Inner.Begin(step);

    internal override unsafe void Update(in StepFactors factors, float rate, float* values, float* gradients, float* first, float* second, int n)
        => Inner.Update(factors, rate, values, gradients, Inner.Moments > 0 ? first : null, Inner.Moments > 1 ? second : null, n);

    internal override unsafe void Sizes(in StepFactors factors, float rate, float* second, float* sizes, int n) => Inner.Sizes(factors, rate, second, sizes, n);

    /// <summary>After k steps and all their penalties: brings fast and slow weights together.</summary>
    internal void Meet(Span<float> fast, Span<float> slow)
    {
        for (int i = 0; i < fast.Length; i++) fast[i] = slow[i] = fast[i] == 0 ? 0 : slow[i] + ((float)Share * (fast[i] - slow[i]));
    }
}
