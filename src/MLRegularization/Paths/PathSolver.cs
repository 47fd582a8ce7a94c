using MLRegularization.Matrices;

namespace MLRegularization.Paths;

/// <summary>Fits a whole regularization path.</summary>
public static class PathSolver
{
    /// <summary>Fits every λ of the path, each with its certificate.</summary>
    /// <param name="data">What to learn from.</param>
    /// <param name="options">What to fit; null: the lasso with its default grid.</param>
    /// <param name="progress">Told of every λ.</param>
    /// <param name="cancellation">Stops within a second.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message names it, its value, the limit and the remedy.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static RegularizationPath Fit(TrainingSet data, PathOptions? options = null, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default)
        => throw new InvalidOperationException();
}
