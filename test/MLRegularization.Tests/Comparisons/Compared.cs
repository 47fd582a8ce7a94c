using MLRegularization.Comparisons;
using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Tests.Comparisons;

/// <summary>Small tables, and comparisons of them by root mean squared error or log loss.</summary>
internal static class Compared
{
    private static readonly ComparisonMetric[] Metrics = [new("error", false)];

    /// <summary>Rows of independent features; the first two decide.</summary>
    public static (double[,] X, double[] Y) Table(int rows, int columns, int seed, double noise = 1)
    {
        Random random = new(seed);
        double[,] x = new double[rows, columns];
        double[] y = new double[rows];
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) x[i, j] = Normal() * (1 + j % 3);
            y[i] = 5 + (2 * x[i, 0]) - (columns > 1 ? x[i, 1] : 0) + (noise * Normal());
        }
        return (x, y);
    }

    /// <summary>Compares by RMSE, for labels of 0 and 1 and logistic candidates by log loss.</summary>
    public static Comparison Run(TrainingSet data, IReadOnlyList<ICandidate> candidates, ComparisonOptions? options = null, bool logLoss = false)
        => Comparison.Run(data, candidates, Metrics, (predictions, rows) => [logLoss
            ? -rows.Average(i => Math.Log(Math.Max(1e-15, data.Target[i] == 1 ? predictions[i] : 1 - predictions[i])))
            : Math.Sqrt(rows.Average(i => Math.Pow(data.Target[i] - predictions[i], 2)))], options);

    /// <summary>The five linear models.</summary>
    public static ICandidate[] Linear(PathOptions? path = null) =>
        [LinearCandidates.Null(path), LinearCandidates.Unpenalized(path), LinearCandidates.Ridge(path), LinearCandidates.Lasso(path), LinearCandidates.ElasticNet(path)];

    /// <summary>A candidate that predicts what it is told to.</summary>
    public sealed class Told(string name, CandidateKind kind, Func<CandidateTask, double[]> predict, int nonZeros = 1, CandidateFamily family = CandidateFamily.Linear) : ICandidate
    {
        public string Name => name;

        public CandidateKind Kind => kind;

        public CandidateFamily Family => family;

        public CandidateFit Fit(CandidateTask task, CancellationToken cancellation) => new(predict(task), nonZeros);
    }
}
