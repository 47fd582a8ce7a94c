namespace MLRegularization.Networks.Optimizers;

/// <summary>
/// Keeps gradients of the loss from being too long a step: pure data. It acts before penalties add theirs, and before the optimiser. It is no
/// regulariser: where no gradient is too long, nothing changes.
/// </summary>
public abstract record GradientClip
{
    /// <summary>What it does, in plain words and with its numbers.</summary>
    public abstract string Describe();

    /// <summary>What is wrong with its numbers, in one sentence, or null.</summary>
    internal abstract string? Problem();

    /// <summary>Whether it has to see all gradients before it can change any of them.</summary>
    internal abstract bool NeedsAll { get; }

    /// <summary>The factor of all gradients.</summary>
    /// <param name="norm">√Σg² over all of them; 0 where that is not needed.</param>
    internal abstract double Factor(double norm);

    /// <summary>Changes some gradients, a multiple of 16.</summary>
    internal abstract unsafe void Apply(float* gradients, int n, double factor);
}
