namespace MLRegularization.Paths;

/// <summary>The rule that picks one λ of a path.</summary>
public enum PathSelection
{
    /// <summary>Smallest mean cross-validation error.</summary>
    LambdaMin,

    /// <summary>Largest λ whose mean cross-validation error is within one standard error of the smallest.</summary>
    Lambda1Se,

    /// <summary>Akaike's information criterion, n log(MSE) + 2 df; the deviance in place of n log(MSE) for other losses than the squared one.</summary>
    Aic,

    /// <summary>The Bayesian information criterion, n log(MSE) + log(n) df.</summary>
    Bic,

    /// <summary>The extended BIC, BIC + 2γ df log(p), γ = ½ (Chen and Chen 2008), for many columns.</summary>
    Ebic,
}
