namespace MLRegularization.Networks.Optimizers;

/// <summary>How a network's objective is made small: pure data.</summary>
public abstract record Optimizer
{
    /// <summary>The smallest float that is not subnormal: what is nearer to 0 is remembered as 0.</summary>
    internal const float LeastMoment = 1.17549435e-38f;

    /// <summary>What it is, in plain words and with its numbers.</summary>
    public abstract string Describe();

    /// <summary>What is wrong with its numbers, in one sentence, or null.</summary>
    internal virtual string? Problem() => null;
}
