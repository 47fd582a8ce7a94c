namespace MLRegularization.Tests.Solvers;

/// <summary>A problem of docs/objective.md as plain arrays.</summary>
/// <param name="Loss">squared, logistic, poisson, huber or multinomial.</param>
/// <param name="X">The features, column by column.</param>
/// <param name="Y">Responses, 0/1, counts, or class numbers.</param>
/// <param name="Lambda">λ.</param>
/// <param name="Alpha">α.</param>
internal sealed record GlmProblem(string Loss, double[][] X, double[] Y, double Lambda, double Alpha)
{
    /// <summary>Number of classes; 1 but for multinomial.</summary>
    public int Classes { get; init; } = 1;

    /// <summary>Weights, or null for 1.</summary>
    public double[]? Weights { get; init; }

    /// <summary>Offsets, class by class, or null for 0.</summary>
    public double[][]? Offset { get; init; }

    /// <summary>Penalty factors, or null for 1.</summary>
    public double[]? Factors { get; init; }

    /// <summary>Lower bounds, or null.</summary>
    public double[]? Lower { get; init; }

    /// <summary>Upper bounds, or null.</summary>
    public double[]? Upper { get; init; }

    /// <summary>Whether the penalty sees columns of unit standard deviation.</summary>
    public bool Standardize { get; init; } = true;

    /// <summary>Whether there is an intercept.</summary>
    public bool Intercept { get; init; } = true;

    /// <summary>Whether a column's coefficients of all classes are penalised together: f (α ‖b‖₂ + ½ (1 − α) ‖b‖²).</summary>
    public bool Grouped { get; init; }

    /// <summary>Huber's δ.</summary>
    public double Delta { get; init; } = 1;
}
