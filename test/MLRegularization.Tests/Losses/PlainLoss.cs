using MLRegularization.Losses;

namespace MLRegularization.Tests.Losses;

/// <summary>The scalar losses row by row, as in docs/objective.md: the plain twin of each fast one.</summary>
/// <param name="Name">The loss.</param>
/// <param name="Fast">The one under test.</param>
/// <param name="Value">ℓ(y, η).</param>
/// <param name="Slope">∂ℓ/∂η.</param>
/// <param name="Curvature">∂²ℓ/∂η².</param>
/// <param name="Conjugate">ℓ*(y, v) inside its domain.</param>
/// <param name="Mean">The mean at η.</param>
/// <param name="Label">A label from a uniform number.</param>
internal sealed record PlainLoss(string Name, ILoss Fast, Func<double, double, double> Value, Func<double, double, double> Slope, Func<double, double, double> Curvature, Func<double, double, double> Conjugate, Func<double, double> Mean, Func<double, double> Label)
{
    private const double Delta = 0.75;

    /// <summary>All of them.</summary>
    public static PlainLoss[] All { get; } =
    [
        new("squared", new SquaredLoss(), (y, h) => 0.5 * (y - h) * (y - h), (y, h) => h - y, (_, _) => 1, (y, v) => (0.5 * v * v) + (v * y), h => h, u => (6 * u) - 3),
        new("logistic", new LogisticLoss(), (y, h) => y == 1 ? SoftPlus(-h) : SoftPlus(h), (y, h) => y == 1 ? -Sigmoid(-h) : Sigmoid(h), (_, h) => Sigmoid(h) * Sigmoid(-h),
            (y, v) => XLogX(y + v) + XLogX(1 - y - v), Sigmoid, u => u < 0.4 ? 1 : 0),
        new("poisson", new PoissonLoss(), (y, h) => Math.Exp(h) - (y * h), (y, h) => Math.Exp(h) - y, (_, h) => Math.Exp(h), (y, v) => XLogX(y + v) - (y + v), Math.Exp, u => Math.Floor(7 * u * u)),
        new("huber", new HuberLoss(Delta), (y, h) => Math.Abs(h - y) <= Delta ? 0.5 * (h - y) * (h - y) : (Delta * Math.Abs(h - y)) - (0.5 * Delta * Delta),
            (y, h) => Math.Clamp(h - y, -Delta, Delta), (y, h) => Math.Abs(h - y) <= Delta ? 1 : 0, (y, v) => (0.5 * v * v) + (v * y), h => h, u => (6 * u) - 3),
    ];

    /// <summary>Random predictors, labels and weights with sum 1, one weight in nine 0.</summary>
    public (double[] Eta, double[] Y, double[] Omega) Draw(int rows, int seed, double spread = 4)
    {
        Random random = new(seed);
        double[] eta = new double[rows], y = new double[rows], omega = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            eta[i] = spread * ((2 * random.NextDouble()) - 1);
            y[i] = Label(random.NextDouble());
            omega[i] = i % 9 == 5 ? 0 : 0.1 + random.NextDouble();
        }
        double sum = omega.Sum();
        for (int i = 0; i < rows; i++) omega[i] /= sum;
        return (eta, y, omega);
    }

    public override string ToString() => Name;

    private static double Sigmoid(double h) => h >= 0 ? 1 / (1 + Math.Exp(-h)) : Math.Exp(h) / (1 + Math.Exp(h));

    private static double SoftPlus(double h)
    {
        double e = Math.Exp(-Math.Abs(h)), u = 1 + e;
        return Math.Max(h, 0) + (u == 1 ? e : Math.Log(u) * (e / (u - 1)));
    }

    private static double XLogX(double x) => x == 0 ? 0 : x * Math.Log(x);
}
