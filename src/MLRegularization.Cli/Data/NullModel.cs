using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Cli.Data;

/// <summary>The model without features, with intercept and offset alone: what every other must beat.</summary>
internal static class NullModel
{
    /// <summary>Its mean error on rows held out, by the same measure and weights, over all folds and repeats.</summary>
    public static double Error(TrainingTable table, CrossValidation run, PathOptions options)
    {
        if (table.Task == "regression") return SquaredError(table.Set, run.Folds, options.Intercept);
        // A column of zeros is no feature.
        TrainingSet bare = new(DenseColumns.FromColumns<double>([new double[table.Set.Rows]]), table.Set.Target, table.Set.Weights, table.Set.Offset);
        return CrossValidation.Run(bare, new PathOptions { Loss = options.Loss, ClassWeights = options.ClassWeights, Intercept = options.Intercept, Lambdas = [1] }, new CrossValidationOptions { Folds = run.Folds, Measure = run.Measure }).Curves[0].MeanError[0];
    }

    /// <summary>Its weighted mean squared error on rows held out, over all folds and repeats.</summary>
    public static double SquaredError(TrainingSet set, IReadOnlyList<Folds> divisions, bool intercept)
    {
        double errors = 0, total = 0;
        foreach (Folds folds in divisions)
        {
            double[] means = intercept ? TrainingMeans(set, folds) : new double[folds.Count];
            for (int i = 0; i < set.Rows; i++)
            {
                int fold = folds.FoldOf[i];
                if (fold < 0) continue;
                double weight = set.Weights?[i] ?? 1, error = Response(set, i) - means[fold];
                errors += weight * error * error;
                total += weight;
            }
        }
        return errors / total;
    }

    private static double[] TrainingMeans(TrainingSet set, Folds folds)
    {
        // Index 0 stands for rows that are never held out.
        double[] sums = new double[folds.Count + 1], weights = new double[folds.Count + 1];
        for (int i = 0; i < set.Rows; i++)
        {
            double weight = set.Weights?[i] ?? 1;
            sums[folds.FoldOf[i] + 1] += weight * Response(set, i);
            weights[folds.FoldOf[i] + 1] += weight;
        }
        double sum = sums.Sum(), total = weights.Sum();
        double[] means = new double[folds.Count];
        double earlier = sums[0], earlierWeight = weights[0];
        for (int fold = 0; fold < means.Length; fold++)
        {
            means[fold] = folds.TimeOrdered ? earlier / earlierWeight : (sum - sums[fold + 1]) / (total - weights[fold + 1]);
            earlier += sums[fold + 1];
            earlierWeight += weights[fold + 1];
        }
        return means;
    }

    private static double Response(TrainingSet set, int row) => set.Target[row] - (set.Offset?[row] ?? 0);
}
