namespace MLRegularization.Reports;

/// <summary>A standardised problem of two features, as the picture of penalty geometry needs it. Budgets follow from the solutions' norms.</summary>
public sealed record GeometryInput
{
    /// <summary>The two features' names.</summary>
    public required IReadOnlyList<string> FeatureNames { get; init; }

    /// <summary>The 2 × 2 Gram matrix XᵀX/n of the standardised features: their correlations.</summary>
    public required double[,] Correlation { get; init; }

    /// <summary>The least-squares coefficients of the standardised features.</summary>
    public required double[] LeastSquares { get; init; }

    /// <summary>The lasso's coefficients of the standardised features.</summary>
    public required double[] LassoSolution { get; init; }

    /// <summary>Ridge regression's coefficients of the standardised features.</summary>
    public required double[] RidgeSolution { get; init; }
}
