namespace MLRegularization.Diagnosis;

/// <summary>How much the variance of a column's unpenalised coefficient is inflated by the other columns: 1 / (1 − R²) of its regression on them.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Value">1 or more; infinite where it is a combination of others, or more than can be known.</param>
public sealed record InflationFactor(string Column, double Value);
