namespace MLRegularization.Networks.Schedules;

/// <summary>A scale over training, for a learning rate, a dropout rate or a decay: pure data.</summary>
public abstract record Schedule
{
    /// <summary>The scale, from 0 to 1.</summary>
    /// <param name="progress">How far training has come: 0 at its first step, 1 at its end.</param>
    public abstract double At(double progress);

    /// <summary>Its shape, in plain words and with its numbers.</summary>
    public abstract string Describe();

    /// <summary>What is wrong with its numbers, in one sentence, or null.</summary>
    internal virtual string? Problem() => null;

    /// <summary>From 1 at 0 to 0 at 1 along half a cosine.</summary>
    private protected static double HalfCosine(double share) => 0.5 * (1 + Math.Cos(Math.PI * share));
}
