using MLRegularization.Paths;
using MLRegularization.Solvers;

namespace MLRegularization.Comparisons;

/// <summary>A path of one or several α, its strength chosen by cross-validation inside the training rows.</summary>
internal sealed class PenalizedCandidate(string name, PathOptions options, IReadOnlyList<double> alphas, PathSelection rule, CrossValidationMeasure measure) : ICandidate
{
    /// <summary>A ridge grid begins a thousand times higher than others and has farther to go; not so far where columns outnumber rows, least where each strength costs.</summary>
    private const double RidgeRatio = 1e-7, WideRidgeRatio = 1e-5, WideCostlyRatio = 1e-3;

    public string Name => name;

    public CandidateKind Kind => CandidateKind.Regularized;

    public CandidateFit Fit(CandidateTask task, CancellationToken cancellation)
    {
        LinearTask linear = new(task, options);
        linear.Options.Alpha = alphas.Count > 0 ? alphas[0] : options.Alpha;
        if (alphas is [0])
        {
            linear.Options.LambdaRatio ??= linear.Training.Rows > linear.Training.Columns ? RidgeRatio : options.Loss == LossKind.Squared ? WideRidgeRatio : WideCostlyRatio;
            // Up there a step gains so little that it would be taken for the end.
            linear.Options.StopEarly = false;
        }
        CrossValidationOptions validation = new() { Folds = [task.InnerFolds], Alphas = alphas, Measure = measure, FeaturesFor = task.InnerFeaturesFor };
        Choice choice = CrossValidation.Run(linear.Training, linear.Options, validation, null, cancellation).Select(rule);
        bool solved = choice.Point.Certificate.Reason == StopReason.Converged || choice.Point.Certificate.Gap <= linear.Options.Tolerance;
        return linear.Result(choice.Point, choice.Curve.Path.Alpha, solved ? null : "The chosen strength stopped before the gap reached the tolerance; raise --tolerance or give a larger --lambda-ratio.");
    }
}
