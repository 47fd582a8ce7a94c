namespace MLRegularization.Losses;

/// <summary>The model with an intercept only.</summary>
/// <param name="Intercept">The best intercept.</param>
/// <param name="Value">Its loss.</param>
internal readonly record struct NullModel(double Intercept, double Value);
