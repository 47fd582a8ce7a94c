namespace MLRegularization.Networks.Regularizers;

/// <summary>
/// A set that weights may not leave: after each step they are projected onto it, to the nearest point there is, whatever the optimiser. The sets are
/// convex and hold 0, and no projection grows a weight or turns its sign, so several can act together, and averages of weights stay inside.
/// </summary>
public abstract record WeightConstraint : WeightRegularizer
{
    /// <summary>A share below 1 by more than rounding to floats can add: what is projected is inside, and not projected again.</summary>
    private protected const double Inside = 1 - (1.0 / (1 << 22));

    internal override int Order => 2;

    /// <summary>What is wrong with a limit.</summary>
    private protected static string? LimitProblem(string name, double limit)
        => limit > 0 && double.IsFinite(limit) ? null : $"The {name} is {limit}; it must be above 0 and finite: leave the constraint out for no limit.";
}
