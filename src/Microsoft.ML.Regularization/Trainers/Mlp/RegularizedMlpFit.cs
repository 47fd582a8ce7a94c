using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Regularization.Data;
using MLRegularization.Networks;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>Trains a network on rows that were read.</summary>
internal static class RegularizedMlpFit
{
    /// <summary>Trains, and tells the host.</summary>
    /// <param name="settings">What is asked for.</param>
    /// <param name="label">The label's column.</param>
    /// <param name="rows">The training rows.</param>
    /// <param name="validation">Rows that choose the epoch; null: a share of the training rows.</param>
    /// <param name="start">A fitted model whose weights are begun with; null: none.</param>
    /// <param name="scope">The host's channels and cancellation.</param>
    public static MlpModelParameters Run(RegularizedMlpSettings settings, DataViewSchema.Column label, TrainingRows rows, TrainingRows? validation, MlpModelParameters? start, FitScope scope)
    {
        scope.Measure("epochs", ["training loss", "validation loss"]);
        RegularizedMlpProblem problem = new(settings, label, rows);
        MlpModelParameters model = problem.ModelOf(problem.Trainer(problem.Options)
            .Fit(problem.DataOf(rows), settings.Task, validation is null ? null : problem.DataOf(validation), start: start?.Fit, progress: new Progress(scope), cancellation: scope.Cancellation), problem.Options, validation);
        MlpFitDetails details = model.Details;
        scope.Warn(details.Warnings);
        scope.Channel.Info(MessageSensitivity.None, $"{model.Fit.Model.Parameters} weights, {details.Rows} rows, epoch {details.History.BestEpoch} of {details.History.Epochs.Count} kept. {details.Verdict.Sentence}");
        return model;
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
