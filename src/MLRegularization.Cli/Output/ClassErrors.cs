using MLRegularization.Cli.Data;

namespace MLRegularization.Cli.Output;

/// <summary>How far probabilities of several classes are from the truth, weighted; rows without a prediction do not count.</summary>
/// <param name="LogLoss">Mean of −log of the true class's probability.</param>
/// <param name="Accuracy">Share of rows whose likeliest class is the true one.</param>
/// <param name="BalancedAccuracy">The mean over the classes that occur of the share of their rows that are named right.</param>
internal readonly record struct ClassErrors(double LogLoss, double Accuracy, double BalancedAccuracy)
{
    /// <summary>Compares predictions with the truth.</summary>
    /// <param name="target">The class of each row, 0 to K − 1.</param>
    /// <param name="prediction">n × K probabilities, class after class.</param>
    /// <param name="weights">Weights by row; null: all 1.</param>
    /// <param name="leastProbability">A probability below this counts as this.</param>
    public static ClassErrors Of(double[] target, double[] prediction, double[]? weights, double leastProbability)
    {
        int classes = prediction.Length / target.Length;
        ClassProbabilities probabilities = new(prediction, target.Length, classes);
        double[] right = new double[classes], all = new double[classes];
        double loss = 0;
        for (int i = 0; i < target.Length; i++)
        {
            double weight = weights?[i] ?? 1;
            if (double.IsNaN(prediction[i]) || weight == 0) continue;
            int truth = (int)target[i];
            all[truth] += weight;
            if (probabilities.Likeliest(i) == truth) right[truth] += weight;
            loss -= weight * Math.Log(Math.Max(leastProbability, probabilities[i, truth]));
        }
        double total = all.Sum();
        if (total == 0) return new ClassErrors(double.NaN, double.NaN, double.NaN);
        return new ClassErrors(loss / total, right.Sum() / total, Enumerable.Range(0, classes).Where(k => all[k] > 0).Average(k => right[k] / all[k]));
    }
}
