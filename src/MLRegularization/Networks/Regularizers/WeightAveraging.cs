namespace MLRegularization.Networks.Regularizers;

/// <summary>
/// An average of the weights on the way in place of the last ones. A weight that a penalty has just made exactly 0 is 0 in the average; constraints hold
/// for it, as their sets are convex. Statistics of batch norms are measured anew under the averaged weights.
/// </summary>
public abstract record WeightAveraging : Regularizer
{
    internal override object Kind => typeof(WeightAveraging);

    internal override bool IsSmooth => false;

    /// <summary>Whether weights are looked at after every step, or after every epoch.</summary>
    internal abstract bool EveryStep { get; }

    /// <summary>The share that the newest weights get.</summary>
    /// <param name="count">How many there are with them, from 1.</param>
    internal abstract double Share(long count);

    /// <summary>Whether weights count yet.</summary>
    internal abstract bool Begins(double progress);
}
