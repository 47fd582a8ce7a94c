using System.Diagnostics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>A learner fitted to one outer fold, and all that is measured of it.</summary>
/// <param name="Test">Scores on the rows held out, by metric.</param>
/// <param name="Training">Scores on the training rows.</param>
/// <param name="NonZeros">Coefficients or weights that are not 0; null where it has none.</param>
/// <param name="Time">Time to fit, with all that was chosen inside.</param>
/// <param name="ScoreTime">Time to score one row.</param>
/// <param name="Bytes">Bytes of the saved model.</param>
/// <param name="Chosen">The setting.</param>
/// <param name="Tried">Settings that were judged on inner folds, the one that was fitted among them.</param>
/// <param name="Remark">What to know of the fit, or null.</param>
internal sealed record FittedLearner(double[] Test, double[] Training, int? NonZeros, TimeSpan Time, TimeSpan ScoreTime, long Bytes, IReadOnlyList<(string Name, double Value)> Chosen, int Tried, string? Remark)
{
    /// <summary>Measures a fitted model.</summary>
    public static FittedLearner Of(MLContext context, ITransformer model, FoldData data, TaskMetrics metrics, TimeSpan time, LearnerSearch search)
    {
        IDataView training = model.Transform(data.Training);
        double[] test = metrics.Evaluate(context, model.Transform(data.HeldOut), data.LabelColumnName), own = metrics.Evaluate(context, training, data.LabelColumnName);
        using MemoryStream file = new();
        context.Model.Save(model, null, file);
        return new FittedLearner(test, own, ModelFacts.NonZeros(model), time, PerRow(training, data.TrainingRows), file.Length, ModelFacts.Choice(model) ?? [.. search.Point], search.Tried, search.Remark);
    }

    // The code has run before: scores were evaluated.
    private static TimeSpan PerRow(IDataView scored, int rows)
    {
        DataViewSchema.Column score = scored.Schema["Score"];
        long started = Stopwatch.GetTimestamp();
        using (DataViewRowCursor cursor = scored.GetRowCursor([score]))
        {
            if (score.Type is VectorDataViewType) Read<VBuffer<float>>(cursor, score);
            else Read<float>(cursor, score);
        }
        return Stopwatch.GetElapsedTime(started) / rows;
    }

    private static void Read<T>(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        ValueGetter<T> getter = cursor.GetGetter<T>(column);
        T value = default!;
        while (cursor.MoveNext()) getter(ref value);
    }
}
