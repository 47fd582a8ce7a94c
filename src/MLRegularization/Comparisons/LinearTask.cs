using MLRegularization.Losses;
using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Comparisons;

/// <summary>One fold for a linear model: for squared loss in units in which the response has standard deviation 1, else as it is.</summary>
internal sealed class LinearTask
{
    private readonly CandidateTask task;
    private readonly double unit;
    private readonly ILoss? loss;

    public LinearTask(CandidateTask task, PathOptions options)
    {
        this.task = task;
        PathSettings settings = PathSettings.From(options, task.Training);
        loss = settings.Loss;
        PathSolver.CheckResponse(task.Training, settings);
        unit = loss is null ? Deviation(task.Training) : 1;
        Training = unit == 1 ? task.Training
            : new TrainingSet(task.Training.Features, InUnits(task.Training.Target)!, task.Training.Weights, InUnits(task.Training.Offset), task.Training.FeatureNames);
        Options = options.Copy();
        Options.Threads = task.Threads;
        Options.LowerBounds = InUnits(options.LowerBounds);
        Options.UpperBounds = InUnits(options.UpperBounds);
        Options.Start = null;
    }

    /// <summary>The training rows in working units.</summary>
    public TrainingSet Training { get; }

    /// <summary>The options in working units, to be changed at will.</summary>
    public PathOptions Options { get; }

    /// <summary>What a fit in working units says of the table.</summary>
    /// <param name="point">The fit.</param>
    /// <param name="alpha">Its α, null where it is not to be told.</param>
    /// <param name="remark">What to know of it.</param>
    /// <param name="features">The features it was fitted to, of all rows; null: those of the task.</param>
    public CandidateFit Result(PathPoint point, double? alpha, string? remark = null, IColumnMatrix? features = null)
    {
        double[] eta = point.LinearPredictor(features ?? task.Features, null);
        for (int i = 0; i < eta.Length; i++) eta[i] = (unit * eta[i]) + (task.Offset?[i] ?? 0);
        loss?.Mean(eta, eta);
        // λ (α|b| + ½(1−α) b²) of b = β/unit, on a loss of y/unit, is unit⁻² times λ (α unit |β| + ½(1−α) β²) on a loss of y.
        double scale = alpha is double share ? (share * unit) + 1 - share : 1;
        return new CandidateFit(eta, point.NonZeros)
        {
            Chosen = alpha is double chosen ? [("alpha", chosen * unit / scale), ("lambda", point.Lambda * scale)] : [],
            Remark = remark,
        };
    }

    private double[]? InUnits(IReadOnlyList<double>? values) => values is null ? null : [.. values.Select(v => v / unit)];

    private static double Deviation(TrainingSet data)
    {
        double[] response = ProblemBuilder.Response(data);
        double total = data.Weights?.Sum() ?? data.Rows, mean = 0, variance = 0;
        for (int i = 0; i < response.Length; i++) mean += (data.Weights?[i] ?? 1) / total * response[i];
        for (int i = 0; i < response.Length; i++) variance += (data.Weights?[i] ?? 1) / total * (response[i] - mean) * (response[i] - mean);
        double deviation = Math.Sqrt(variance);
        return deviation > 1e-14 * Math.Abs(mean) && double.IsFinite(1 / deviation) ? deviation : 1;
    }
}
