using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLRegularization.Matrices;

namespace Microsoft.ML.Trainers.Regularization.Data;

/// <summary>The only loop over a view's rows: what a trainer learns from, in one pass.</summary>
internal static class DataViewReader
{
    /// <summary>Reads a view. Rows without a label are left out and counted.</summary>
    /// <param name="data">The view.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="missing">What is done with missing features.</param>
    /// <param name="channel">Where rows that were left out are reported.</param>
    /// <param name="alive">Called now and then; throws when the work is cancelled.</param>
    /// <exception cref="InvalidOperationException">A feature is missing, a value is infinite, or no row is left.</exception>
    public static TrainingRows Read(IDataView data, TrainingColumns columns, MissingFeatures missing, IChannel channel, Action alive)
    {
        columns.Check(data);
        DataViewSchema.Column label = data.Schema[columns.Label], features = data.Schema[columns.Features];
        int width = ((VectorDataViewType)features.Type).Size;
        DataViewSchema.Column? weight = Find(data, columns.Weight), offset = Find(data, columns.Offset), group = Find(data, columns.SamplingKey), time = Find(data, columns.Time);
        FeatureRows rows = new(width);
        List<double> labels = [], weights = [], offsets = [], times = [];
        List<object> groups = [];
        string[] names = FeatureNames.Of(features, width);
        int unlabelled = 0, incomplete = 0;
        using (DataViewRowCursor cursor = data.GetRowCursor(new[] { label, features, weight, offset, group, time }.OfType<DataViewSchema.Column>()))
        {
            Func<double> nextLabel = ColumnGetters.Label(cursor, label);
            Func<double>? nextWeight = weight is null ? null : ColumnGetters.Number(cursor, weight.Value), nextOffset = offset is null ? null : ColumnGetters.Number(cursor, offset.Value);
            Func<double>? nextTime = time is null ? null : ColumnGetters.Number(cursor, time.Value);
            Func<object>? nextGroup = group is null ? null : ColumnGetters.Group(cursor, group.Value);
            ValueGetter<VBuffer<float>> nextFeatures = cursor.GetGetter<VBuffer<float>>(features);
            VBuffer<float> x = default;
            for (long row = 0; cursor.MoveNext(); row++)
            {
                if (row % 1024 == 0) alive();
                double y = nextLabel();
                if (double.IsNaN(y))
                {
                    unlabelled++;
                    continue;
                }
                nextFeatures(ref x);
                if (!IsComplete(x, names, row, columns, missing))
                {
                    incomplete++;
                    continue;
                }
                rows.Add(x);
                labels.Add(y);
                if (nextWeight is not null) weights.Add(nextWeight());
                if (nextOffset is not null) offsets.Add(nextOffset());
                if (nextTime is not null) times.Add(nextTime());
                if (nextGroup is not null) groups.Add(nextGroup());
            }
        }
        if (unlabelled > 0) channel.Warning(MessageSensitivity.Schema, $"{unlabelled} of {unlabelled + incomplete + labels.Count} rows have no value in the label column '{columns.Label}' and are left out.");
        if (incomplete > 0) channel.Warning(MessageSensitivity.Schema, $"{incomplete} of {unlabelled + incomplete + labels.Count} rows have a feature missing in the column '{columns.Features}' and are left out.");
        if (labels.Count == 0) throw new InvalidOperationException($"No row has both a label in '{columns.Label}' and features in '{columns.Features}'; give at least two.");
        TrainingSet set = new(rows.ToColumns(), [.. labels], nextOrNull(weights, weight), nextOrNull(offsets, offset), names);
        return new TrainingRows(set, group is null ? null : Codes(groups), nextOrNull(times, time), unlabelled, incomplete);

        static double[]? nextOrNull(List<double> values, DataViewSchema.Column? column) => column is null ? null : [.. values];
    }

    private static DataViewSchema.Column? Find(IDataView data, string? name) => name is null ? null : data.Schema[name];

    private static bool IsComplete(in VBuffer<float> x, string[] names, long row, TrainingColumns columns, MissingFeatures missing)
    {
        ReadOnlySpan<float> values = x.GetValues();
        float sum = 0;
        foreach (float value in values) sum += value - value;
        if (sum == 0) return true;
        foreach (KeyValuePair<int, float> item in x.Items())
        {
            if (float.IsInfinity(item.Value))
                throw new InvalidOperationException($"The feature '{names[item.Key]}' in the column '{columns.Features}' is {item.Value} in row {row + 1}; features must be finite: clip or drop it.");
            if (!float.IsNaN(item.Value)) continue;
            if (missing == MissingFeatures.SkipRow) return false;
            if (missing == MissingFeatures.Error)
                throw new InvalidOperationException($"The feature '{names[item.Key]}' in the column '{columns.Features}' is missing in row {row + 1}; put ReplaceMissingValues before the trainer, or set MissingFeatures to SkipRow or Mean.");
        }
        return true;
    }

    private static int[] Codes(List<object> groups)
    {
        Dictionary<object, int> codes = [];
        int[] of = new int[groups.Count];
        for (int i = 0; i < of.Length; i++)
        {
            if (!codes.TryGetValue(groups[i], out int code)) codes.Add(groups[i], code = codes.Count);
            of[i] = code;
        }
        return of;
    }
}
