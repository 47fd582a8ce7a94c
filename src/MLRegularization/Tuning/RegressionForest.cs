using MLRegularization.Numerics;

namespace MLRegularization.Tuning;

/// <summary>Trees on rows drawn with replacement (Breiman 1996), judged on the rows that each did not draw.</summary>
internal sealed class RegressionForest
{
    private readonly RegressionTree[] trees;

    public RegressionForest(KnobGrid grid, int count, ulong seed)
    {
        double[] errors = grid.Errors;
        int n = errors.Length;
        trees = new RegressionTree[count];
        double[] sums = new double[n];
        int[] votes = new int[n];
        for (int t = 0; t < count; t++)
        {
            RandomStream random = new(CounterNoise.Key(seed, t, 0, 0));
            int[] drawn = [.. Enumerable.Range(0, n).Select(_ => random.NextBelow(n))];
            trees[t] = new RegressionTree(grid, drawn, random);
            HashSet<int> learned = [.. drawn];
            for (int i = 0; i < n; i++)
            {
                if (learned.Contains(i)) continue;
                sums[i] += trees[t].Predict(grid.Codes[i]);
                votes[i]++;
            }
        }
        int[] judged = [.. Enumerable.Range(0, n).Where(i => votes[i] > 0)];
        double mean = judged.Average(i => errors[i]);
        Explained = 1 - (judged.Sum(i => Square(errors[i] - (sums[i] / votes[i]))) / judged.Sum(i => Square(errors[i] - mean)));
    }

    /// <summary>R² on rows that trees did not learn from.</summary>
    public double Explained { get; }

    /// <summary>Each knob's share of a tree's variance, the mean over trees.</summary>
    public double[] MainEffects()
    {
        double[][] variances = [.. trees.Select(t => t.Variances())];
        return [.. Enumerable.Range(0, variances[0].Length - 1).Select(d => variances.Average(v => v[^1] > 0 ? v[d] / v[^1] : 0))];
    }

    private static double Square(double value) => value * value;
}
