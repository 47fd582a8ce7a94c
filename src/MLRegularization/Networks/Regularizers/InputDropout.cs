namespace MLRegularization.Networks.Regularizers;

/// <summary>Inverted dropout of inputs, of numbers and of embedded ones alike: in training each input of each row is 0 with the given probability, and what is left is divided by 1 − rate. A fitted model drops nothing.</summary>
/// <param name="Rate">Probability, 0 ≤ rate &lt; 1.</param>
public sealed record InputDropout(double Rate) : Regularizer
{
    /// <inheritdoc/>
    public override string Describe() => $"dropout of {100 * Rate:0.##} % of the inputs";

    internal override string? Problem() => Rate is >= 0 and < 1 ? null : $"The rate of input dropout is {Rate}; it must be from 0 to below 1: give the share of inputs to drop.";
}
