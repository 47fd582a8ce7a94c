namespace MLRegularization.Reports.Findings;

/// <summary>
/// What one coefficient amounts to in a picture: β·sd, the change of the prediction when the feature rises by one standard deviation,
/// where standard deviations are known; else the coefficient itself.
/// </summary>
internal sealed class Effects
{
    private readonly IReadOnlyList<double>? deviations;

    /// <summary>Uses deviations only where there is one per feature.</summary>
    public Effects(IReadOnlyList<double>? deviations, int features, Words words)
    {
        this.deviations = deviations?.Count == features ? deviations : null;
        Axis = Standardized ? $"Effect of one standard deviation, {words.Scale}" : $"Coefficient, {words.CoefficientScale}";
        Short = Standardized ? $"Effect of 1 sd, {words.Scale}" : $"Coefficient, {words.Response} per unit";
    }

    /// <summary>Whether effects are those of one standard deviation.</summary>
    public bool Standardized => deviations is not null;

    /// <summary>Axis title with its unit.</summary>
    public string Axis { get; }

    /// <summary>The same for narrow pictures.</summary>
    public string Short { get; }

    /// <summary>The effect of a coefficient.</summary>
    public double Of(int column, double coefficient)
    {
        if (coefficient == 0) return 0;
        double effect = deviations is null ? coefficient : coefficient * deviations[column];
        return double.IsFinite(effect) ? effect : 0;
    }
}
