using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Comparisons;

/// <summary>Intercept and offset alone.</summary>
internal sealed class NullCandidate(PathOptions options) : ICandidate
{
    public string Name => "null model";

    public CandidateKind Kind => CandidateKind.Null;

    public CandidateFit Fit(CandidateTask task, CancellationToken cancellation)
    {
        PathOptions own = options.Copy();
        (own.PenaltyFactors, own.LowerBounds, own.UpperBounds, own.Start, own.Lambdas) = (null, null, null, null, [1]);
        TrainingSet training = task.Training;
        // A column of zeros is no feature.
        CandidateTask bare = new()
        {
            Training = new TrainingSet(Zeros(training.Rows), training.Target, training.Weights, training.Offset),
            TrainingRows = task.TrainingRows,
            Features = Zeros(task.Features.Rows),
            Offset = task.Offset,
            Plan = task.Plan,
            InnerFolds = task.InnerFolds,
            InnerFeaturesFor = null,
            Seed = task.Seed,
            Threads = task.Threads,
        };
        LinearTask linear = new(bare, own);
        return linear.Result(PathSolver.Fit(linear.Training, linear.Options, cancellation: cancellation).Points[0], null);
    }

    private static DenseColumns<double> Zeros(int rows) => DenseColumns.FromColumns<double>([new double[rows]]);
}
