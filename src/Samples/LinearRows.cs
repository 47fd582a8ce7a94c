using MLRegularization.Matrices;
using MLRegularization.Networks;

namespace MLRegularization.Samples;

/// <summary>Rows that a linear model explains but for little noise: 12 normal inputs, and a network has far more parameters than it needs.</summary>
public static class LinearRows
{
    private const double Intercept = 0.6, NoiseDeviation = 0.01;

    private static readonly double[] coefficients = [-0.1, -0.2, -0.3, -0.4, -0.5, -1, 1, 0.5, 0.4, 0.3, 0.2, 0.1];

    /// <summary>500 rows to learn from and 100 to test on.</summary>
    public static (MlpData Training, MlpData Test) Draw(int seed)
    {
        Random random = new(seed);
        return (Draw(random, 500), Draw(random, 100));
    }

    private static MlpData Draw(Random random, int rows)
    {
        double[,] x = new double[rows, coefficients.Length];
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            y[i] = Intercept + (NoiseDeviation * Normal(random));
            for (int j = 0; j < coefficients.Length; j++) y[i] += coefficients[j] * (x[i, j] = Normal(random));
        }
        return MlpData.Of(TrainingSet.FromRows(x, y));
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
