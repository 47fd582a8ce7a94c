using MLRegularization.Paths;

namespace MLRegularization.Comparisons;

/// <summary>
/// Linear models to compare, all with the same loss, factors and bounds. For squared loss the response of the training rows is divided by
/// its standard deviation while λ is chosen, as glmnet does: so the share α and the range of λ mean the same for labels of any unit.
/// What was chosen is reported as the <c>alpha</c> and <c>lambda</c> that give the same model on the label as it is.
/// </summary>
public static class LinearCandidates
{
    /// <summary>Default mixtures to choose from.</summary>
    public static IReadOnlyList<double> MixedAlphas { get; } = [0.1, 0.5, 0.9];

    /// <summary>Intercept and offset alone.</summary>
    public static ICandidate Null(PathOptions? options = null) => new NullCandidate(options ?? new PathOptions());

    /// <summary>λ = 0. Where that has no single solution: the one of smallest norm, or the last that a falling λ reaches; a remark says so.</summary>
    public static ICandidate Unpenalized(PathOptions? options = null) => new UnpenalizedCandidate(options ?? new PathOptions());

    /// <summary>α = 0, λ by inner cross-validation.</summary>
    public static ICandidate Ridge(PathOptions? options = null, PathSelection rule = PathSelection.LambdaMin, CrossValidationMeasure measure = CrossValidationMeasure.Deviance)
        => new PenalizedCandidate("ridge", options ?? new PathOptions(), [0], rule, measure);

    /// <summary>α = 1, λ by inner cross-validation.</summary>
    public static ICandidate Lasso(PathOptions? options = null, PathSelection rule = PathSelection.LambdaMin, CrossValidationMeasure measure = CrossValidationMeasure.Deviance)
        => new PenalizedCandidate("lasso", options ?? new PathOptions(), [1], rule, measure);

    /// <summary>α and λ by inner cross-validation on the same folds.</summary>
    public static ICandidate ElasticNet(PathOptions? options = null, PathSelection rule = PathSelection.LambdaMin, CrossValidationMeasure measure = CrossValidationMeasure.Deviance, IReadOnlyList<double>? alphas = null)
        => new PenalizedCandidate("elastic net", options ?? new PathOptions(), alphas ?? MixedAlphas, rule, measure);
}
