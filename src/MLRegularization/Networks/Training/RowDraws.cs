using MLRegularization.Numerics;

namespace MLRegularization.Networks.Training;

/// <summary>What draws random numbers for rows; the numbers of one are independent of another's. Layers take places from 0.</summary>
internal enum RowPlace
{
    /// <summary>The order of an epoch's rows.</summary>
    Order = -1,

    /// <summary>Mixup.</summary>
    Mixup = -2,

    /// <summary>CutMix.</summary>
    CutMix = -3,

    /// <summary>CutOut.</summary>
    CutOut = -4,

    /// <summary>Noise of the target.</summary>
    TargetNoise = -5,

    /// <summary>Adversarial rows.</summary>
    Adversary = -6,
}

/// <summary>The random numbers of one row, one after another: a stream that its key alone decides. It is a value, so that none has to be made for the many rows.</summary>
internal struct RowDraws(ulong key)
{
    private ulong state = key;

    /// <summary>A uniform number in [0, 1).</summary>
    public double Uniform() => CounterNoise.Uniform(state += 0x9E3779B97F4A7C15);

    /// <summary>A standard normal number.</summary>
    public double Normal() => RandomStream.Normal(Uniform(), Uniform());

    /// <summary>A number between 0 and 1 from the symmetric beta distribution of an alpha above 0.</summary>
    public double Beta(double alpha)
    {
        double x, y;
        if (alpha > 1) (x, y) = (LogGamma(alpha), LogGamma(alpha));
        else
        {
            // Jöhnk's method, 1964: u^(1/α) and v^(1/α) whose sum is at most 1. Logarithms: for a small alpha both are often below the smallest double.
            do (x, y) = (Math.Log(1 - Uniform()) / alpha, Math.Log(1 - Uniform()) / alpha);
            while (Math.Exp(x) + Math.Exp(y) > 1);
        }
        return 1 / (1 + Math.Exp(y - x));
    }

    // The logarithm of a gamma variable of scale 1 and a shape of at least 1 (Marsaglia and Tsang 2000).
    private double LogGamma(double shape)
    {
        double d = shape - (1.0 / 3), c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = Normal(), v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(1 - Uniform()) < (x * x / 2) + (d * (1 - v + Math.Log(v)))) return Math.Log(d * v);
        }
    }
}
