namespace MLRegularization.Losses;

/// <summary>The model with intercepts only.</summary>
/// <param name="Intercepts">The best intercept of each linear predictor.</param>
/// <param name="Value">Their loss.</param>
internal readonly record struct NullModel(double[] Intercepts, double Value)
{
    /// <summary>The first intercept.</summary>
    public double Intercept => Intercepts[0];
}
