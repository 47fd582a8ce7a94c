using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization.Data;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>The labels of all rows and how the rows are divided: all that is known of the data before its folds.</summary>
/// <param name="Task">What is predicted.</param>
/// <param name="Labels">The label of each row; classes from 0.</param>
/// <param name="Plan">How rows are divided.</param>
internal sealed record LabelledRows(ComparisonTask Task, double[] Labels, FoldPlan Plan)
{
    /// <summary>The group of each row; null: there are none.</summary>
    public IReadOnlyList<int>? Groups { get; private init; }

    /// <summary>The place of each row in time, from 0, the same for equal times; null: rows have no order.</summary>
    public IReadOnlyList<int>? Times { get; private init; }

    /// <summary>Reads them.</summary>
    /// <exception cref="ArgumentException">A column is not there or of a type that cannot be learned, or a label is missing.</exception>
    public static LabelledRows Read(IDataView data, RegularizationComparisonOptions options)
    {
        DataViewSchema.Column label = Column(data, options.LabelColumnName, "label");
        DataViewSchema.Column? group = options.SamplingKeyColumnName is { } name ? Column(data, name, "group") : null;
        DataViewSchema.Column? time = options.TimeColumnName is { } clock ? Column(data, clock, "time") : null;
        if (time is { } given && given.Type is KeyDataViewType or not (NumberDataViewType or DateTimeDataViewType)) throw new ArgumentException($"The time column '{given.Name}' is {given.Type}; give a number or a DateTime.");
        ComparisonTask task = label.Type switch
        {
            BooleanDataViewType => ComparisonTask.BinaryClassification,
            KeyDataViewType => ComparisonTask.MulticlassClassification,
            NumberDataViewType when label.Type.RawType == typeof(float) => ComparisonTask.Regression,
            _ => throw new ArgumentException($"The label column '{label.Name}' is {label.Type}; give a Single for regression (Conversion.ConvertType makes one of a number), a Boolean for two classes, or a key for several (Conversion.MapValueToKey makes one)."),
        };
        if (options.Counts && task != ComparisonTask.Regression) throw new ArgumentException($"Counts is true and the label column '{label.Name}' is {label.Type}, which counts nothing; leave it false.");
        if (group is { } key && key.Type is VectorDataViewType or not (KeyDataViewType or NumberDataViewType or TextDataViewType or BooleanDataViewType)) throw new ArgumentException($"The group column '{key.Name}' is {key.Type}; give a key, a number or text.");
        List<double> labels = [];
        List<ulong> groups = [];
        List<double> times = [];
        using (DataViewRowCursor cursor = data.GetRowCursor(new[] { label, group, time }.OfType<DataViewSchema.Column>()))
        {
            Func<double> value = ColumnGetters.Label(cursor, label);
            Func<ulong>? kind = group is { } column ? ColumnGetters.Group(cursor, column) : null;
            Func<double>? moment = time is { } order ? ColumnGetters.Number(cursor, order) : null;
            while (cursor.MoveNext())
            {
                double found = value();
                if (!double.IsFinite(found)) throw new ArgumentException($"Row {labels.Count + 1} has {(double.IsNaN(found) ? "no" : "an infinite")} value in the label column '{label.Name}'; leave such rows out, as Data.FilterRowsByMissingValues does.");
                labels.Add(found);
                if (kind is not null) groups.Add(kind());
                if (moment is null) continue;
                times.Add(moment());
                if (double.IsNaN(times[^1])) throw new ArgumentException($"Row {times.Count} has no value in the time column '{options.TimeColumnName}'; leave such rows out, as Data.FilterRowsByMissingValues does.");
            }
        }
        if (labels.Count > 1 && labels.Distinct().Count() == 1)
            throw new ArgumentException(FormattableString.Invariant($"All {labels.Count} rows {(task == ComparisonTask.Regression ? $"have the value {labels[0]}" : "are of one class")} in the label column '{label.Name}', of which there is nothing to learn; give rows of two {(task == ComparisonTask.Regression ? "values" : "classes")} or more."));
        int[]? codes = group is null ? null : [.. GroupCodes.Of(groups)];
        FoldPlan plan = codes is not null ? FoldPlan.Grouped(codes) : time is not null ? FoldPlan.ByTime(times) : task == ComparisonTask.Regression ? FoldPlan.Random : FoldPlan.Stratified([.. labels.Select(v => (int)v)]);
        double[] distinct = [.. times.Distinct().Order()];
        return new LabelledRows(task, [.. labels], plan) { Groups = codes, Times = time is null ? null : [.. times.Select(t => Array.BinarySearch(distinct, t))] };
    }

    /// <summary>Divides rows, and checks that both classes are on both sides of each fold where metrics need them.</summary>
    /// <exception cref="ArgumentException">The rows are too few, or a fold has one class only.</exception>
    public Folds Divide(int[] rows, int count, int seed, string which)
    {
        int most = Plan.MostFolds(rows);
        if (count > most)
        {
            string more = Groups is not null ? "rows of more groups" : Times is not null ? "rows of more times" : "more rows";
            throw new ArgumentException($"{count} {which} folds were asked for, and {rows.Length} row{(rows.Length == 1 ? "" : "s")}{(Kinds(rows) is { } kinds ? $" of {kinds}" : "")} can be divided into {(most < 2 ? "none" : $"{most} at most")}; {(most < 2 ? $"give {more}" : "ask for fewer")}.");
        }
        Folds folds = Plan.Divide(rows, count, (ulong)seed);
        if (Task == ComparisonTask.BinaryClassification)
        {
            for (int f = 0; f < folds.Count; f++)
            {
                bool taught = folds.TrainingRows(f).Select(i => Labels[rows[i]]).Distinct().Count() > 1;
                if (!taught || folds.HeldOutRows(f).Select(i => Labels[rows[i]]).Distinct().Count() < 2)
                    throw new ArgumentException($"Fold {f + 1} of {count} {which} folds {(taught ? "holds out" : "learns from")} rows of one class only, of which AUC says nothing; ask for fewer folds, or give more rows of the other class{(Groups is null ? "" : ", in several groups")}{(Times is null ? "" : ", spread over time")}.");
            }
        }
        return folds;
    }

    private string? Kinds(int[] rows)
    {
        int count = (Groups ?? Times) is { } numbers ? rows.Select(i => numbers[i]).Distinct().Count() : 0;
        return count == 0 ? null : $"{count} {(Groups is null ? "time" : "group")}{(count == 1 ? "" : "s")}";
    }

    private static DataViewSchema.Column Column(IDataView data, string name, string role)
        => data.Schema.GetColumnOrNull(name) ?? throw new ArgumentException($"The data has no column '{name}', which was named as the {role}; it has {string.Join(", ", data.Schema.Select(c => c.Name).Distinct())}.");
}
