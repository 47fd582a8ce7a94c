using MLRegularization.Matrices;
using MLRegularization.Numerics;

namespace MLRegularization.Paths;

/// <summary>
/// Fits the paths of all folds and scores them on the rows held out: from moments where one pass over the data serves every fold
/// (a training fold is the total minus what it holds out), else on the data with held-out rows at weight 0.
/// </summary>
internal static class FoldRunner
{
    /// <summary>Gap of a fold to the path's, where it takes time: held-out errors are known to far fewer digits than objectives.</summary>
    private const double MoreInFolds = 1000, LargestInFolds = 1e-4;

    /// <summary>One fold's path and its mean error, by λ, with the weight of its held-out rows.</summary>
    public sealed record FoldFit(List<PathPoint> Points, double[] Errors, double Weight);

    /// <summary>All folds from moments by part.</summary>
    public static FoldFit[] FromMoments(Moments[] parts, Folds folds, PathSettings settings, double[] grid, Action onFold, CancellationToken cancellation)
    {
        Moments total = Moments.Total(parts);
        FoldFit[] fits = new FoldFit[folds.Count];
        PathSettings alone = settings with { Threads = 1 };
        Parallelism.For(folds.Count, settings.Threads, fold =>
        {
            Moments held = parts[fold + folds.FirstPart], training;
            if (folds.TimeOrdered) training = Moments.Total(parts[..(fold + 1)]);
            else
            {
                training = Moments.Total([total]);
                training.Add(held, -1);
            }
            (List<PathPoint> points, _) = PathRunner.Run(ProblemBuilder.FromMoments(training, alone), alone, grid, false, null, null, cancellation);
            fits[fold] = new FoldFit(points, [.. points.Select(p => MeanSquare(held, p))], held.Weight);
            onFold();
        }, cancellation);
        return fits;
    }

    /// <summary>All folds from the data, by the strengths of the path of all rows.</summary>
    public static FoldFit[] FromData(TrainingSet data, Folds folds, PathSettings settings, CrossValidationMeasure measure, IReadOnlyList<PathPoint> guide, Func<IReadOnlyList<int>, IColumnMatrix>? featuresFor, Action onFold, CancellationToken cancellation)
    {
        FoldFit[] fits = new FoldFit[folds.Count];
        PathSettings alone = settings with { Threads = 1, FoldTolerance = settings.FoldTolerance ?? Math.Max(settings.Tolerance, Math.Min(MoreInFolds * settings.Tolerance, LargestInFolds)) };
        double[] grid = [.. guide.Select(p => p.Lambda)];
        Parallelism.For(folds.Count, settings.Threads, fold =>
        {
            double[] weights = new double[data.Rows];
            for (int i = 0; i < weights.Length; i++) weights[i] = folds.Trains(fold, i) ? data.Weights?[i] ?? 1 : 0;
            if (weights.Sum() <= 0) throw new ArgumentException($"Fold {fold + 1} is left with training rows of weight 0 only; use fewer folds.");
            double[]? byClass = settings.ClassWeights?.ByClass(data.Target, weights), own = data.Weights;
            if (byClass is not null) (weights, own) = (ClassWeights.Multiply(data.Target, weights, byClass), ClassWeights.Multiply(data.Target, own, byClass));
            IColumnMatrix features = featuresFor?.Invoke(folds.TrainingRows(fold)) ?? data.Features;
            TrainingSet training = new(features, data.Target, weights, data.Offset, data.FeatureNames);
            int[] held = folds.HeldOutRows(fold);
            double weight = held.Sum(i => own?[i] ?? 1);
            double[] errors = new double[grid.Length];
            double ErrorAt(PathPoint point)
            {
                double[] all = point.LinearPredictor(features, null);
                return HeldOutError(data, own, settings, measure, held, [.. held.Select(i => all[i])]);
            }
            PathSettings given = alone with { Lambdas = grid };
            if (settings.Loss is null && data.Columns > data.Rows && RidgeDirect.Applies(given, training))
            {
                List<PathPoint> direct = [.. RidgeDirect.Fit(training, given, false, null, cancellation).Path.Points];
                fits[fold] = new FoldFit(direct, [.. direct.Select(ErrorAt)], weight);
                onFold();
                return;
            }
            // With more columns than rows a fold keeps other columns than all rows do, and finds its own way sooner.
            IPathProblem problem = settings.Loss is not null ? GeneralizedProblem.Of(training, alone, data.Rows > data.Columns ? guide : [], cancellation)
                : ProblemBuilder.UsesGram(settings, data.Rows, data.Columns) ? ProblemBuilder.FromMoments(ProblemBuilder.Gather(training, alone, null, 1, cancellation)[0], alone)
                : ProblemBuilder.FromData(training, alone);
            bool known = true;
            // Linear predictors are of all rows, those held out included.
            void Score(int count)
            {
                double[]? eta = problem.Predictor(held);
                known = eta is not null;
                if (known) errors[count - 1] = HeldOutError(data, own, settings, measure, held, eta!);
            }
            (List<PathPoint> points, _) = PathRunner.Run(problem, alone, grid, false, null, Score, cancellation);
            for (int k = 0; k < points.Count && !known; k++) errors[k] = ErrorAt(points[k]);
            fits[fold] = new FoldFit(points, errors, weight);
            onFold();
        }, cancellation);
        return fits;
    }

    /// <summary>Refuses folds whose training rows the loss cannot be fitted to, such as those of one class.</summary>
    public static void CheckResponses(TrainingSet data, Folds folds, PathSettings settings)
    {
        if (settings.Loss is null) return;
        for (int fold = 0; fold < folds.Count; fold++)
        {
            double[] weights = [.. Enumerable.Range(0, data.Rows).Select(i => folds.Trains(fold, i) ? data.Weights?[i] ?? 1 : 0)];
            if (weights.Any(w => w > 0) && settings.Loss.Problem(data.Target, weights) is not null)
                throw new ArgumentException(settings.Loss.Outputs > 1
                    ? $"Fold {fold + 1} is trained on no row of one of the classes; use fewer folds, folds stratified by class, or leave out or merge classes of few rows."
                    : $"Every row that fold {fold + 1} is trained on has the same label, from which nothing can be learned; use fewer folds, or folds that leave other labels to learn from.");
        }
    }

    private static double HeldOutError(TrainingSet data, double[]? weight, PathSettings settings, CrossValidationMeasure measure, int[] held, double[] eta)
    {
        int n = held.Length;
        double[] y = [.. held.Select(i => data.Target[i])], weights = [.. held.Select(i => weight?[i] ?? 1)];
        double total = weights.Sum();
        // Rows of weight 0 alone say nothing; the fold counts by its weight.
        if (total <= 0) return 0;
        for (int k = 0; k < n; k++) weights[k] /= total;
        for (int k = 0; k < eta.Length && data.Offset is not null; k++) eta[k] += data.Offset[(k / n * data.Rows) + held[k % n]];
        return HeldOutMeasure.Of(measure, settings.Loss, y, eta, weights);
    }

    // Σ w (y − η)² / Σ w of the held-out rows, from their moments alone.
    private static double MeanSquare(Moments held, PathPoint point)
    {
        int p = held.Sums.Length, size = held.BlockSize, panels = (p + size - 1) / size;
        double[] b = new double[panels * size];
        double shift = point.Intercept - held.ResponseReference, cross = 0, sums = 0, quadratic = 0;
        for (int k = 0; k < point.NonZeros; k++)
        {
            int j = point.Indices[k];
            b[j] = point.Values[k];
            shift += held.Reference[j] * b[j];
            cross += b[j] * held.Cross[j];
            sums += b[j] * held.Sums[j];
        }
        for (int blockRow = 0; blockRow < panels; blockRow++)
            for (int blockColumn = 0; blockColumn <= blockRow; blockColumn++)
            {
                double[] block = held.Blocks[Moments.BlockIndex(blockRow, blockColumn)];
                double part = 0;
                for (int i = 0; i < size; i++)
                {
                    double left = b[(blockRow * size) + i];
                    if (left != 0) part += left * Kernels.Dot(block.AsSpan(i * size, size), b.AsSpan(blockColumn * size, size));
                }
                quadratic += blockRow == blockColumn ? part : 2 * part;
            }
        double total = held.ResponseSquares + quadratic + (held.Weight * shift * shift) - (2 * cross) - (2 * shift * held.ResponseSum) + (2 * shift * sums);
        return held.Weight > 0 ? Math.Max(0, total) / held.Weight : 0;
    }
}
