using System.Globalization;
using MLRegularization.Models;
using MLRegularization.Preparation;

namespace Microsoft.ML.Trainers.Regularization.Stock;

/// <summary>What a network does to single numbers, in the language of ML.NET's Expression transform. All in double precision, rounded once; NaN stays NaN.</summary>
internal static class StockExpressions
{
    /// <summary>The smooth clip.</summary>
    public static string SmoothClip { get; } = $"x => with(z = min(max(double(x), -1e9d), 1e9d), r = z / {Number(Preparation.Limit)}; float(z / sqrt(1d + r * r)))";

    /// <summary>Numbers as they are, none of them left out: a vector whose zeros are not stored would make ML.NET store those of a diagonal map. It stores what 0 becomes unless that is 0.</summary>
    public const string Dense = "x => x == 0f ? 1e-37f : x";

    /// <summary>An activation; null: the identity.</summary>
    public static string? Of(Activation activation) => activation switch
    {
        Activation.Identity => null,
        Activation.Relu => "x => max(x, 0f)",
        Activation.LeakyRelu => "x => max(x, 0.01f * x)",
        Activation.Selu => "x => x > 0f ? 1.0507010f * x : float(1.75809930038d * (exp(double(x)) - 1d))",
        Activation.Mish => "x => with(e = exp(min(double(x), 20d)), p = e * (e + 2d); float(double(x) * (p / (p + 2d))))",
        Activation.Silu => "x => with(z = double(x); float(z / (1d + exp(-z))))",
        Activation.Gelu => Gelu(),
        Activation.Tanh => "x => float(tanh(double(x)))",
        Activation.Sigmoid => "x => float(1d / (1d + exp(-double(x))))",
        _ => throw new ArgumentException($"The activation {activation} has no form in ML.NET's own transformers; choose another.", nameof(activation)),
    };

    /// <summary>A standardised label in its own units and within its range.</summary>
    public static string Unscale(TargetScaling target)
        => $"x => float(min(max({Number(target.Mean)} + {Number(target.Deviation)} * double(x), {Number(target.Least)}), {Number(target.Greatest)}))";

    /// <summary>A deviation from the mean of its row, over the root of the row's variance.</summary>
    public static string Normalize(double epsilon) => $"(x, v) => float(double(x) / sqrt(double(v) + {Number(epsilon)}))";

    // z Φ(z) with Φ(−|z|) = e^(−z²/2) t P(t), t = 1 / (1 + 0.54 |z|): relative error 4e-7, as in the engine.
    private static string Gelu()
    {
        double[] coefficients = [-0.07504343, 0.44140518, -1.0862603, 1.3854078, -0.8598903, 0.1253988, -0.019893674, 0.15840523, 0.21503012, 0.21544047];
        string p = Number(coefficients[0]);
        foreach (double c in coefficients.Skip(1)) p = $"({p} * t + {Number(c)})";
        return $"x => with(z = double(x), s = min(abs(z), 14d), t = 1d / (1d + 0.54d * s), q = exp(-0.5d * s * s) * t * {p}; float(z > 0d ? z * (1d - q) : z * q))";
    }

    private static string Number(double value) => value < 0 ? $"(0d - {Digits(-value)})" : Digits(value);

    private static string Digits(double value) => value.ToString("G17", CultureInfo.InvariantCulture) + "d";

    private static class Preparation
    {
        public const double Limit = MLRegularization.Preparation.SmoothClip.Limit;
    }
}
