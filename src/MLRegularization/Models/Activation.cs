namespace MLRegularization.Models;

/// <summary>The function a layer applies to each of its sums z.</summary>
public enum Activation
{
    /// <summary>z.</summary>
    Identity,

    /// <summary>max(z, 0).</summary>
    Relu,

    /// <summary>z above 0, 0.01 z below.</summary>
    LeakyRelu,

    /// <summary>1.0507 z above 0, 1.0507 · 1.67326 (e^z − 1) below (Klambauer and others 2017).</summary>
    Selu,

    /// <summary>z tanh(log(1 + e^z)) (Misra 2019).</summary>
    Mish,

    /// <summary>z / (1 + e^−z), also called swish.</summary>
    Silu,

    /// <summary>z Φ(z), Φ the normal distribution function.</summary>
    Gelu,

    /// <summary>tanh z.</summary>
    Tanh,

    /// <summary>1 / (1 + e^−z).</summary>
    Sigmoid,
}
