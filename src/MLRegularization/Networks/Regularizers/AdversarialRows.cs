namespace MLRegularization.Networks.Regularizers;

/// <summary>
/// Adversarial rows by the fast gradient sign method (Goodfellow and others 2015): before each step some rows of the batch are moved by ε in every number, to the side where
/// the loss grows, and the step is taken with them. It costs a second pass up and down for each batch. Categories with an embedding stay.
/// </summary>
/// <param name="Epsilon">How far, in units of the scaled inputs; 0 or more. Default 0.01.</param>
/// <param name="Share">The share of rows that are moved, drawn anew in each epoch, 0 to 1. Default 0.5.</param>
public sealed record AdversarialRows(double Epsilon = 0.01, double Share = 0.5) : Regularizer
{
    /// <inheritdoc/>
    public override string Describe() => $"adversarial rows: {100 * Share:0.##} % of the training rows are moved by {Epsilon} to where the loss is larger";

    internal override string? Problem() =>
        !(Epsilon >= 0 && float.IsFinite((float)Epsilon)) ? $"The ε of adversarial rows is {Epsilon}; it must be 0 or more, in units of the scaled inputs: 0.01 is a beginning."
        : Share is >= 0 and <= 1 ? null : $"The share of adversarial rows is {Share}; it must be from 0 to 1: 0.5 is usual.";
}
