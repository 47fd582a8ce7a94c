using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Tests.Paths;

/// <summary>A small table with correlated columns of different sizes, and a path asked of it.</summary>
internal sealed class RandomProblem
{
    private readonly Random random;

    public RandomProblem(int seed, int rows, int columns)
    {
        random = new Random(seed);
        X = new double[rows, columns];
        Y = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            double shared = 0.5 * Number();
            for (int j = 0; j < columns; j++) X[i, j] = (shared + Number() + (j % 2)) * (1 + (j % 3));
            Y[i] = 3 + X[i, 0] - (0.7 * X[i, columns / 2]) + Number();
        }
    }

    public double[,] X { get; }

    public double[] Y { get; }

    public int Rows => X.GetLength(0);

    public int Columns => X.GetLength(1);

    public TrainingSet Data => TrainingSet.FromRows(X, Y);

    public double Number() => random.NextDouble() + random.NextDouble() - 1;

    public double[] Numbers(int count, Func<double, double> map) => [.. Enumerable.Range(0, count).Select(_ => map(random.NextDouble()))];

    /// <summary>Weights, offset and every option but unpenalised columns, each in some of the problems.</summary>
    public (TrainingSet Data, PathOptions Options) Dressed()
    {
        double[]? Maybe(int count, Func<double, double> map) => random.Next(2) == 0 ? Numbers(count, map) : null;
        PathOptions options = new()
        {
            Alpha = ((double[])[1, 0.6, 0.05, 0])[random.Next(4)],
            Standardize = random.Next(2) == 0,
            Intercept = random.Next(3) > 0,
            LambdaCount = 8,
            StopEarly = false,
            PenaltyFactors = Maybe(Columns, u => u < 0.1 ? double.PositiveInfinity : 0.3 + u),
            LowerBounds = Maybe(Columns, u => -u),
            UpperBounds = Maybe(Columns, u => u < 0.2 ? 0 : u),
            Solver = ((SolverKind[])[SolverKind.Gram, SolverKind.Residual])[random.Next(2)],
        };
        return (new TrainingSet(DenseColumns.FromRows(X), Y, Maybe(Rows, u => 0.1 + u), Maybe(Rows, u => u - 0.5)), options);
    }
}
