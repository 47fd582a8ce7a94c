using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Regularization.Data;
using MLRegularization.Networks;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>Trains a network on rows that were read.</summary>
internal static class RegularizedMlpFit
{
    /// <summary>Trains.</summary>
    /// <param name="settings">What is asked for.</param>
    /// <param name="label">The label's column.</param>
    /// <param name="rows">The training rows.</param>
    /// <param name="validation">Rows that choose the epoch; null: a share of the training rows.</param>
    /// <param name="start">A fitted model whose weights are begun with; null: none.</param>
    /// <param name="scope">The host's channels and cancellation.</param>
    public static MlpModelParameters Run(RegularizedMlpSettings settings, DataViewSchema.Column label, TrainingRows rows, TrainingRows? validation, MlpModelParameters? start, FitScope scope)
    {
        ClassKeys? keys = rows.Classes;
        LearnedClasses? classes = keys is null ? null : new(keys);
        MlpOptions options = settings.ForTraining(keys is null ? settings.ClassWeights : settings.ClassWeights?.Select(keys.Names.Count, keys.Present));
        classes?.Check(options.Network!.OutputActivation);
        IReadOnlyList<string> names = keys?.PresentNames ?? (settings.Task == NetworkTask.Binary ? ["False", "True"] : []);
        MlpData Data(TrainingRows own)
        {
            MlpData data = MlpData.Of(own.Set).Named(label.Name, names);
            return own.Groups is not null ? data.WithGroups(own.Groups) : own.Times is not null ? data.WithTimes(own.Times) : data;
        }
        scope.Measure("epochs", ["training loss", "validation loss"]);
        MlpFit fit = new MlpTrainer(options).Fit(Data(rows), settings.Task, validation is null ? null : Data(validation), start: start?.Fit, progress: new Progress(scope), cancellation: scope.Cancellation);
        LearningVerdict verdict = LearningVerdict.Of(fit.History, fit.NullLoss, options.Regularization);
        MlpFitDetails details = new(fit, verdict, [.. rows.Warnings, .. validation?.Warnings ?? [], .. fit.Warnings])
        {
            Rows = rows.Set.Rows,
            UnlabelledRows = rows.Unlabelled,
            IncompleteRows = rows.Incomplete,
        };
        scope.Warn(details.Warnings);
        scope.Channel.Info(MessageSensitivity.None, $"{fit.Model.Parameters} weights, {details.Rows} rows, epoch {fit.History.BestEpoch} of {fit.History.Epochs.Count} kept. {verdict.Sentence}");
        return new MlpModelParameters(classes?.Complete(fit.Model) ?? fit.Model, settings.Task, fit, details);
    }

    // Told at once, on the thread that works: System.Progress posts to a context.
    private sealed class Progress(FitScope scope) : IProgress<EpochRecord>
    {
        public void Report(EpochRecord value)
        {
            scope.Report(value.TrainingLoss, double.IsNaN(value.ValidationLoss) ? null : value.ValidationLoss, value.Epoch);
            scope.Channel.Trace(MessageSensitivity.None, $"Epoch {value.Epoch}: training loss {value.TrainingLoss:G5}, validation loss {value.ValidationLoss:G5}.");
        }
    }
}
