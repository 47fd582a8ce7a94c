using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers.Regularization.Data;

/// <summary>What a trainer learns from, read of a view in one pass over its rows.</summary>
internal static class DataViewReader
{
    /// <summary>Reads a view. Rows without a label are left out and counted.</summary>
    /// <param name="data">The view.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="missing">What is done with missing features.</param>
    /// <param name="channel">Where rows that were left out are reported.</param>
    /// <param name="alive">Called now and then; throws when the work is cancelled.</param>
    /// <param name="plan">When rows are no longer held; null: never.</param>
    /// <param name="training">For validation rows the training rows, whose features they must have; null: these are they.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    /// <exception cref="InvalidOperationException">A feature is missing, a value is infinite, or no row is left.</exception>
    public static TrainingRows Read(IDataView data, TrainingColumns columns, MissingFeatures missing, IChannel channel, Action alive, StreamPlan? plan = null, TrainingRows? training = null)
    {
        columns.Check(data);
        ViewColumns read = ViewColumns.Of(data.Schema, columns);
        if (training is not null && training.Columns != read.Width)
            throw new ArgumentOutOfRangeException(nameof(data), $"Schema mismatch for feature column '{columns.Features}' of the validation data: expected {new VectorDataViewType(NumberDataViewType.Single, training.Columns)}, got {read.Features.Type}");
        string row = training is null ? "row" : "validation row";
        string[] names = FeatureNames.Of(read.Features, read.Width);
        RowSink sink = new(names, read, plan, data.GetRowCount() ?? 0);
        FeatureCheck check = new(names, columns.Features, missing, row);
        ValueCheck values = new(columns, row);
        int unlabelled = 0;
        using (DataViewRowCursor cursor = data.GetRowCursor(read.All))
        {
            BlockReader reader = new(cursor, read);
            for (RowBlock block = new(read.Width); reader.Fill(block);)
            {
                alive();
                unlabelled += block.Unlabelled;
                check.Check(block);
                values.Check(block);
                sink.Add(block);
            }
        }
        long all = check.Seen;
        if (unlabelled > 0) channel.Warning(MessageSensitivity.Schema, $"{unlabelled} of {all} {row}s have no value in the label column '{columns.Label}' and are left out.");
        if (check.Incomplete > 0) channel.Warning(MessageSensitivity.Schema, $"{check.Incomplete} of {all} {row}s have a feature missing in the column '{columns.Features}' and are left out.");
        if (sink.Rows == 0) throw new InvalidOperationException($"No {row} has both a label in '{columns.Label}' and features in '{columns.Features}'; give {(training is null ? "at least two" : "some that have")}.");
        TrainingRows rows = sink.ToRows(unlabelled, check, training);
        if (rows.Streamed is not null)
            channel.Info(MessageSensitivity.None, $"Of {rows.Streamed.Rows} rows only the products of {rows.Columns} columns are held, not the rows; folds go by a hash of a row's number{(read.Group is null ? "" : " or group")}.");
        return rows;
    }
}
