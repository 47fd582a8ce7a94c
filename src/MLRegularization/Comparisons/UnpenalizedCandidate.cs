using MLRegularization.Paths;
using MLRegularization.Solvers;

namespace MLRegularization.Comparisons;

/// <summary>
/// λ = 0, and where that has no single finite solution the nearest thing that has: the solution of smallest norm, which a vanishing ridge
/// penalty gives, or the weakest ridge penalty that can be solved.
/// </summary>
internal sealed class UnpenalizedCandidate(PathOptions options) : ICandidate
{
    /// <summary>A ridge penalty, relative to the response's variance, that changes no digit anyone reads.</summary>
    private const double Vanishing = 1e-9;

    /// <summary>Steps in which an ordinary fit is done several times over.</summary>
    private const int EnoughSteps = 50, EnoughSweeps = 10_000;

    public string Name => "unpenalised";

    public CandidateKind Kind => CandidateKind.Unregularized;

    public CandidateFit Fit(CandidateTask task, CancellationToken cancellation)
    {
        LinearTask linear = new(task, options);
        PathOptions own = linear.Options;
        bool squared = own.Loss is LossKind.Squared or LossKind.Huber;
        // At λ = 0 a factor says at most that a column is left out.
        own.PenaltyFactors = own.PenaltyFactors?.Any(double.IsPositiveInfinity) == true ? [.. own.PenaltyFactors.Select(f => double.IsPositiveInfinity(f) ? f : 1)] : null;
        int rows = linear.Training.Weights?.Count(w => w > 0) ?? linear.Training.Rows;
        int coefficients = (own.PenaltyFactors?.Count(double.IsFinite) ?? linear.Training.Columns) + (own.Intercept ? 1 : 0);
        bool many = rows <= coefficients;
        own.MaxIterations = squared ? EnoughSweeps : EnoughSteps;
        if (!many)
        {
            own.Lambdas = [0];
            PathPoint point = Solve(linear, cancellation)[0];
            if (IsSolved(point)) return linear.Result(point, null);
        }
        own.Alpha = 0;
        if (own is { LowerBounds: null, UpperBounds: null, PenaltyFactors: null, Loss: LossKind.Squared } && Math.Min(rows, coefficients) <= 6000) own.Solver = SolverKind.Direct;
        own.Lambdas = own.Solver == SolverKind.Direct ? [Vanishing] : [.. Enumerable.Range(1, 9).Select(k => Math.Pow(10, -k))];
        PathPoint[] path = [.. Solve(linear, cancellation).TakeWhile((p, k) => k == 0 || IsSolved(p))];
        return linear.Result(path[^1], null, Remark(own.Loss, many));
    }

    private static string Remark(LossKind loss, bool many)
    {
        if (loss == LossKind.Squared && many) return "The training rows are no more than the features, so many solutions fit them exactly; taken is the one of smallest norm.";
        string why = many ? "The training rows are no more than the features" : loss switch
        {
            LossKind.Squared or LossKind.Huber => "No solution was reached",
            LossKind.Poisson => "The features single out rows whose count is 0, or nearly",
            _ => "The features separate the classes, or nearly",
        };
        return $"{why}, so no penalty means no finite solution; taken is that of the weakest ridge penalty that could be solved.";
    }

    private static IReadOnlyList<PathPoint> Solve(LinearTask linear, CancellationToken cancellation) => PathSolver.Fit(linear.Training, linear.Options, cancellation: cancellation).Points;

    private static bool IsSolved(PathPoint point) => point.Certificate.Reason == StopReason.Converged;
}
