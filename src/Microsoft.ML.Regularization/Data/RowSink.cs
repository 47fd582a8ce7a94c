using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization.Data;

/// <summary>Where rows go that were read: they are held, or from some number on only their sufficient statistics are.</summary>
/// <param name="names">The features.</param>
/// <param name="columns">Which columns there are beside features.</param>
/// <param name="plan">When rows are no longer held; null: never.</param>
/// <param name="expected">Rows that will come at most; 0: unknown.</param>
internal sealed class RowSink(string[] names, ViewColumns columns, StreamPlan? plan, long expected)
{
    private readonly double limit = plan?.LimitFor(names.Length) ?? double.PositiveInfinity;
    private readonly FeatureRows features = new(names.Length, expected <= Array.MaxLength && (double)expected * names.Length <= (plan?.LimitFor(names.Length) ?? double.PositiveInfinity) ? (int)expected : 0);
    private List<double> labels = [], weights = [], offsets = [], times = [];
    private List<ulong> groups = [];
    private List<int> numbers = [];
    private SufficientStatistics? streamed;
    private float[] buffer = [];

    /// <summary>Rows added.</summary>
    public int Rows => streamed?.Rows ?? labels.Count;

    /// <summary>Adds rows; the block may be used again.</summary>
    public void Add(RowBlock block)
    {
        if (block.Rows == 0) return;
        int rows = block.Rows;
        if (streamed is not null)
        {
            double[] target = columns.Offset is null ? block.Labels : [.. block.Labels.Take(rows).Select((y, k) => y - block.Offsets[k])];
            streamed.Add(block.Dense(ref buffer), target.AsSpan(0, rows), columns.Weight is null ? [] : block.Weights.AsSpan(0, rows), columns.Group is null ? [] : block.Groups.AsSpan(0, rows));
            return;
        }
        features.Add(block);
        labels.AddRange(block.Labels.AsSpan(0, rows));
        if (columns.Weight is not null) weights.AddRange(block.Weights.AsSpan(0, rows));
        if (columns.Offset is not null) offsets.AddRange(block.Offsets.AsSpan(0, rows));
        if (columns.Time is not null) times.AddRange(block.Times.AsSpan(0, rows));
        if (columns.Group is not null) groups.AddRange(block.Groups.AsSpan(0, rows));
        if (columns.Number is not null) numbers.AddRange(block.Numbers.AsSpan(0, rows));
        if (plan is not null && Math.Max(features.Held, features.IsDense ? (double)expected * names.Length : 0) > limit) Stream(plan);
    }

    /// <summary>What was read.</summary>
    /// <param name="unlabelled">Rows left out without a label.</param>
    /// <param name="check">What was found in the features.</param>
    /// <param name="training">For rows held out those that are learned from, whose means fill missing values; null: these are they.</param>
    public TrainingRows ToRows(int unlabelled, FeatureCheck check, TrainingRows? training)
    {
        if (streamed is not null) return new TrainingRows(null, null, unlabelled, check.Incomplete) { Streamed = streamed };
        double[]? OrNull(List<double> values, object? column) => column is null ? null : [.. values];
        TrainingSet set = new(features.ToColumns(check.HasMissing ? new Means(training?.Set.Features) : null), [.. labels], OrNull(weights, columns.Weight), OrNull(offsets, columns.Offset), names);
        return new TrainingRows(columns.Group is null ? null : GroupCodes.Of(groups), OrNull(times, columns.Time), unlabelled, check.Incomplete) { Set = set, Numbers = columns.Number is null ? null : [.. numbers] };
    }

    // From here on statistics alone, beginning with those of the rows held so far.
    private void Stream(StreamPlan plan)
    {
        SufficientStatistics statistics = plan.Begin(names);
        double[] target = columns.Offset is null ? [.. labels] : [.. labels.Zip(offsets, (y, o) => y - o)], weight = [.. weights];
        ulong[] group = [.. groups];
        int at = 0;
        features.HandOn((values, rows) =>
        {
            statistics.Add(values, target.AsSpan(at, rows), weight.Length == 0 ? [] : weight.AsSpan(at, rows), group.Length == 0 ? [] : group.AsSpan(at, rows));
            at += rows;
        });
        (labels, weights, offsets, times, groups, numbers) = ([], [], [], [], [], []);
        streamed = statistics;
    }
}
