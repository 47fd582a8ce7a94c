using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Networks.Training;

/// <summary>
/// One run of L-BFGS: every iteration is an epoch in which all rows are seen, as often as the line search asks. Loss and error are measured after each, with the
/// statistics of norms measured anew on all rows, and the parameters of the best one are kept.
/// </summary>
internal sealed class FullBatchRun : ITrainingRun
{
    /// <summary>Most rows to learn from: the network holds what every layer makes of all of them.</summary>
    public const int MostRows = 20_000;

    private readonly TrainingSettings settings;
    private readonly Lbfgs optimizer;
    private readonly BoundNetwork bound;
    private readonly BatchSource source;
    private readonly SmoothObjective objective;
    private readonly BestEpoch best;
    private readonly Action<RowRange> gather, atTop;
    private readonly Action<ParameterSlice> leave = _ => { };
    private CancellationToken cancellation;
    private double loss;

    /// <summary>Builds the network, gives it its first parameters and binds it to its rows.</summary>
    /// <exception cref="ArgumentException">There are too many rows, or a regulariser is not smooth.</exception>
    public FullBatchRun(TrainingSettings settings, TrainingRows rows, TrainingRows? heldOut)
    {
        optimizer = (Lbfgs)settings.Optimizer;
        int present = rows.Present.Length;
        if (present > MostRows)
            throw new ArgumentException($"L-BFGS holds all rows in the network at once, and there are {present} to learn from, more than {MostRows}; give fewer rows, or take Adam or SGD.", nameof(rows));
        if ((optimizer.Problem() ?? Lbfgs.Problem(settings.Spec.Regularization)) is string problem) throw new ArgumentException(problem, nameof(settings));
        this.settings = settings;
        bound = new BoundNetwork(settings, rows, heldOut, present, inputSlopes: false);
        source = new BatchSource(bound.Rows, present, settings.Seed, RowRegularizer.RulesOf(settings.Spec.Regularization, settings.Loss));
        source.BeginEpoch(0);
        objective = new SmoothObjective(Network.Parameters, settings.Spec.Regularization, Loss);
        best = new BestEpoch(Network, settings.Metric, bound.IsValidated, settings.Spec.Regularization.Find<EarlyStopping>());
        (gather, atTop) = (source.Gather, bound.Top.Backward);
    }

    public Network Network => bound.Network;

    public string? Divergence { get; private set; }

    public TrainingState? Paused { get; private set; }

    public TrainingHistory Run(IProgress<EpochRecord>? progress = null, CancellationToken cancellation = default)
    {
        this.cancellation = cancellation;
        double[] point = objective.Point();
        LbfgsSolver solver = new(optimizer with { MostIterations = settings.Epochs }, objective.At);
        LbfgsResult result = solver.Minimize(point, r =>
        {
            // The last look at the objective was at the point that was taken.
            double batchLoss = loss;
            NormStatistics.Recompute(Network, 1, source.LoadPlain);
            EpochRecord record = bound.Measure(r.Iterations, batchLoss, double.NaN);
            best.Add(record);
            progress?.Report(record);
            return !best.IsStale;
        });
        if (result.End == LbfgsEnd.NotANumber) Divergence = "Training did not begin: the loss of the first weights, or its slope, is no number; scale inputs and target, or take another initialisation; the first weights are kept.";
        Paused = new TrainingState(best.History.Count, result.Evaluations, [.. Network.Parameters.Values.All], [], 0, [.. best.Values], best.Number, [.. best.History]);
        return best.End(result.End switch
        {
            LbfgsEnd.GradientSmall or LbfgsEnd.NoProgress => TrainingEnd.Converged,
            LbfgsEnd.Stopped => TrainingEnd.EarlyStopping,
            LbfgsEnd.NotANumber => TrainingEnd.Diverged,
            _ => TrainingEnd.AllEpochs,
        });
    }

    public void Dispose() => bound.Dispose();

    private double Loss()
    {
        cancellation.ThrowIfCancellationRequested();
        Network.Refresh();
        source.Begin(0);
        Network.Pass.Training = true;
        Network.Step(gather, atTop, leave);
        return loss = bound.Top.Value();
    }
}
