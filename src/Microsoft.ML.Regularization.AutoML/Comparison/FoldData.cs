using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization.Tuning;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>One outer fold: its rows with the features that its training rows have taught, held in memory, and the inner folds of the training rows.</summary>
internal sealed class FoldData
{
    private const string GroupColumn = "RegularizationGroup", TimeColumn = "RegularizationTime";

    private readonly RegularizationComparisonOptions options;
    private readonly string? groups, times;
    private readonly IDataView[] innerTraining, innerHeldOut;
    private readonly double deviation;

    /// <param name="context">The user's context.</param>
    /// <param name="data">All rows.</param>
    /// <param name="rows">Their labels.</param>
    /// <param name="outer">The outer folds.</param>
    /// <param name="fold">Which of them.</param>
    /// <param name="options">The user's options.</param>
    /// <param name="seed">Seed of the inner folds.</param>
    public FoldData(MLContext context, IDataView data, LabelledRows rows, Folds outer, int fold, RegularizationComparisonOptions options, int seed)
    {
        this.options = options;
        Seed = seed;
        int[] training = outer.TrainingRows(fold), heldOut = outer.HeldOutRows(fold);
        Inner = rows.Divide(training, options.InnerFoldCount, seed, "inner");
        ITransformer? preparation = options.Pipeline?.Fit(new SelectedRows(data, training));
        IDataView Prepared(int[] chosen) => preparation is null ? new SelectedRows(data, chosen) : preparation.Transform(new SelectedRows(data, chosen));
        IDataView known = Prepared(training);
        ComparisonCheck.Columns(known.Schema, data.Schema, options);
        string[] columns = [options.LabelColumnName, options.FeatureColumnName, .. options.ExampleWeightColumnName is { } weight ? [weight] : Array.Empty<string>()];
        (groups, times) = (rows.Groups is null ? null : GroupColumn, rows.Times is null ? null : TimeColumn);
        string[] taught = [.. columns, .. (groups ?? times) is { } order ? [order] : Array.Empty<string>()];
        Training = Held(context, (rows.Groups ?? rows.Times) is { } numbers ? new NumberedRows(known, taught[^1], row => numbers[training[row]]) : known, taught, training.Length);
        if (options.ExampleWeightColumnName is { } weighed) CheckWeights(Training, weighed, training);
        HeldOut = Held(context, Prepared(heldOut), columns, heldOut.Length);
        innerTraining = [.. Enumerable.Range(0, Inner.Count).Select(f => context.Data.Cache(new SelectedRows(Training, Inner.TrainingRows(f)), taught))];
        innerHeldOut = [.. Enumerable.Range(0, Inner.Count).Select(f => context.Data.Cache(new SelectedRows(Training, Inner.HeldOutRows(f)), columns))];
        TrainingRows = training.Length;
        deviation = rows.Task == ComparisonTask.Regression ? Deviation([.. training.Select(i => rows.Labels[i])]) : 1;
    }

    public int Seed { get; }

    public Folds Inner { get; }

    public string LabelColumnName => options.LabelColumnName;

    public IDataView Training { get; }

    public IDataView HeldOut { get; }

    public int TrainingRows { get; }

    public IDataView InnerTraining(int fold) => innerTraining[fold];

    public IDataView InnerHeldOut(int fold) => innerHeldOut[fold];

    /// <summary>What a learner may know of some training rows.</summary>
    public LearnerTask Task(MLContext context, int rows, CancellationToken cancellation) => new()
    {
        Context = context, LabelColumnName = options.LabelColumnName, FeatureColumnName = options.FeatureColumnName, ExampleWeightColumnName = options.ExampleWeightColumnName,
        Rows = rows, LabelDeviation = deviation, Seed = Seed,
        SamplingKeyColumnName = groups, TimeColumnName = times, Cancellation = cancellation,
    };

    // Rows are read before any learner is timed.
    private static IDataView Held(MLContext context, IDataView view, string[] columns, int count)
    {
        IDataView held = context.Data.Cache(view, columns);
        using DataViewRowCursor cursor = held.GetRowCursor(columns.Select(c => held.Schema[c]));
        int rows = 0;
        while (cursor.MoveNext()) rows++;
        return rows == count ? held : throw new ArgumentException($"The pipeline makes {rows} rows of {count}; rows must be left out of the data before they are compared on, not in the pipeline.");
    }

    private static void CheckWeights(IDataView view, string name, int[] rows)
    {
        double sum = 0;
        foreach ((float weight, int row) in view.GetColumn<float>(name).Zip(rows))
        {
            if (!(weight >= 0 && float.IsFinite(weight))) throw new ArgumentException(FormattableString.Invariant($"Row {row + 1} has {weight} in the weight column '{name}'; give weights of at least 0, all finite."));
            sum += weight;
        }
        if (sum == 0) throw new ArgumentException($"All {rows.Length} training rows of a fold have weight 0 in '{name}'; give some more than 0.");
    }

    private static double Deviation(double[] labels)
    {
        double mean = labels.Average(), deviation = Math.Sqrt(labels.Average(v => (v - mean) * (v - mean)));
        return deviation > 0 ? deviation : 1;
    }
}
