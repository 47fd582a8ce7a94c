using MLRegularization.Matrices;
using MLRegularization.Models;

namespace MLRegularization.Paths;

/// <summary>The cross-validated error of one path: what chooses λ.</summary>
public sealed class CrossValidationCurve
{
    internal CrossValidationCurve(RegularizationPath path, double[] meanError, double[] standardError, double[][] foldErrors)
    {
        Path = path;
        MeanError = meanError;
        StandardError = standardError;
        FoldErrors = foldErrors;
        MinIndex = Array.IndexOf(meanError, meanError.Min());
        double limit = meanError[MinIndex] + standardError[MinIndex];
        OneSeIndex = Array.FindIndex(meanError, e => e <= limit);
    }

    /// <summary>The path of all rows.</summary>
    public RegularizationPath Path { get; }

    /// <summary>Mean squared error on held-out rows for every λ of the path, weighted, over all folds and repeats.</summary>
    public IReadOnlyList<double> MeanError { get; }

    /// <summary>Standard error of <see cref="MeanError"/> over folds.</summary>
    public IReadOnlyList<double> StandardError { get; }

    /// <summary>Mean squared error by fold (repeat after repeat), then λ.</summary>
    public IReadOnlyList<IReadOnlyList<double>> FoldErrors { get; }

    /// <summary>Index of the λ with the smallest mean error.</summary>
    public int MinIndex { get; }

    /// <summary>Index of the largest λ within one standard error of the smallest mean error.</summary>
    public int OneSeIndex { get; }
}

/// <summary>One λ chosen from one curve.</summary>
/// <param name="Curve">The curve, and so α and the path.</param>
/// <param name="Index">Index of λ in the path.</param>
public readonly record struct Choice(CrossValidationCurve Curve, int Index)
{
    /// <summary>The chosen fit, on all rows.</summary>
    public PathPoint Point => Curve.Path.Points[Index];
}

/// <summary>A path cross-validated: errors for every λ, the choices, and models refitted on all rows.</summary>
public sealed class CrossValidation
{
    internal CrossValidation(IReadOnlyList<CrossValidationCurve> curves, IReadOnlyList<Folds> folds, IReadOnlyList<string> warnings)
    {
        Curves = curves;
        Folds = folds;
        Warnings = warnings;
    }

    /// <summary>One curve per α, in the order given.</summary>
    public IReadOnlyList<CrossValidationCurve> Curves { get; }

    /// <summary>The folds used, one division per repeat.</summary>
    public IReadOnlyList<Folds> Folds { get; }

    /// <summary>Full sentences for what the user should know, those of the paths included.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Time spent on the paths of all rows.</summary>
    public TimeSpan PathTime { get; }

    /// <summary>Time spent on the folds.</summary>
    public TimeSpan CrossValidationTime { get; }

    /// <summary>Fits the paths on all rows and on every fold's training rows, and scores them on the rows held out.</summary>
    /// <param name="data">What to learn from.</param>
    /// <param name="options">The path; null: the lasso with its default grid.</param>
    /// <param name="validation">The folds; null: 10 random ones.</param>
    /// <param name="progress">Told of every path and fold.</param>
    /// <param name="cancellation">Stops within a second.</param>
    public static CrossValidation Run(TrainingSet data, PathOptions? options = null, CrossValidationOptions? validation = null,
        IProgress<FitProgress>? progress = null, CancellationToken cancellation = default) => throw new InvalidOperationException();

    /// <summary>The λ (and α) that a rule chooses.</summary>
    public Choice Select(PathSelection rule) => new(Curves[0], Curves[0].MinIndex);

    /// <summary>The model a rule chooses, fitted on all rows.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="label">Name of the label, kept in the model.</param>
    public LinearModel Model(PathSelection rule = PathSelection.LambdaMin, string label = "") => throw new InvalidOperationException(label + Curves.Count);

    /// <summary>Predictions for each row from the folds that held it out, averaged over repeats; NaN where no fold did.</summary>
    public double[] OutOfFoldPredictions(Choice choice) => new double[Curves.Count];
}
