using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Regularization.Data;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>Fits a path to rows that were read, and chooses its strength.</summary>
internal static class ElasticNetFit
{
    /// <summary>Fits.</summary>
    /// <param name="settings">What is asked for.</param>
    /// <param name="rows">The training rows.</param>
    /// <param name="validation">Rows that choose the strength in place of a cross-validation; null: none.</param>
    /// <param name="start">Where the search at a given strength begins; null: nowhere in particular.</param>
    /// <param name="scope">The host's channels and cancellation.</param>
    public static ElasticNetFitDetails Run(ElasticNetSettings settings, TrainingRows rows, TrainingRows? validation, PathStart? start, FitScope scope)
    {
        PathOptions options = settings.PathFor(rows);
        options.Start = start;
        if (start is not null && !settings.IsGiven)
            scope.Channel.Info(MessageSensitivity.None, "The strength is chosen over whole paths, for which the model to start from saves nothing; it does where Lambda is given.");
        FitProgress now = new("", 0, 1);
        scope.Count("strengths and folds", () => (now.Done, now.Total));
        Progress progress = new(p => now = p, scope.Channel);
        ElasticNetFitDetails details = settings.IsGiven || validation is not null ? Direct(settings, options, rows, validation, progress, scope) : CrossValidated(settings, options, rows, progress, scope);
        scope.Warn(details.Warnings);
        scope.Channel.Info(MessageSensitivity.None, $"lambda {details.Lambda:G6}, alpha {details.Alpha:G3}: {details.Point.NonZeros} non-zero coefficients of {rows.Columns} features, {details.Rows} rows, duality gap {details.Certificate.Gap:G3}.");
        return details;
    }

    private static ElasticNetFitDetails CrossValidated(ElasticNetSettings settings, PathOptions options, TrainingRows rows, Progress progress, FitScope scope)
    {
        CrossValidation validation = rows.Streamed is null
            ? CrossValidation.Run(rows.Set, options, settings.ValidationFor(rows), progress, scope.Cancellation)
            : CrossValidation.Run(rows.Streamed, options, settings.ValidationFor(rows), progress, scope.Cancellation);
        Choice choice = validation.Select(settings.Selection);
        int singles = settings.SinglesOf(rows).Count;
        string[] unmeasured = singles == 0 ? [] : [$"{singles} of the classes {(singles == 1 ? "has" : "have")} a single row, which every fold learns from and none holds out: the cross-validated error says nothing of {(singles == 1 ? "it" : "them")}."];
        return new ElasticNetFitDetails(choice.Curve.Path, choice.Index, validation, null, [.. rows.Warnings, .. unmeasured, .. validation.Warnings]) { UnlabelledRows = rows.Unlabelled, IncompleteRows = rows.Incomplete, Classes = rows.Classes?.PresentNames ?? [] };
    }

    private static ElasticNetFitDetails Direct(ElasticNetSettings settings, PathOptions options, TrainingRows rows, TrainingRows? validation, Progress progress, FitScope scope)
    {
        ElasticNetFitDetails? best = null;
        foreach (double alpha in settings.Alphas)
        {
            options.Alpha = alpha;
            RegularizationPath path = rows.Streamed is null ? PathSolver.Fit(rows.Set, options, progress, scope.Cancellation) : PathSolver.Fit(rows.Streamed, options, progress, scope.Cancellation);
            double[]? errors = validation is null ? null
                : validation.Streamed is null ? ValidationErrors.Of(path, validation.Set, options, settings.Measure)
                : ValidationErrors.Of(path, validation.Streamed, options, settings.Measure);
            int index = errors is null || settings.IsGiven ? path.Points.Count - 1 : Array.IndexOf(errors, errors.Min());
            if (best?.ValidationErrors is not null && errors is not null && !(errors[index] < best.ValidationErrors[best.Index])) continue;
            best = new ElasticNetFitDetails(path, index, null, errors, [.. rows.Warnings, .. validation?.Warnings ?? [], .. path.Warnings]) { UnlabelledRows = rows.Unlabelled, IncompleteRows = rows.Incomplete, Classes = rows.Classes?.PresentNames ?? [] };
        }
        return best!;
    }

    // Told at once, on the thread that works: System.Progress posts to a context. A context's log hears of every tenth part, since it hears of no progress channel.
    private sealed class Progress(Action<FitProgress> report, IChannel channel) : IProgress<FitProgress>
    {
        private readonly Lock turn = new();
        private FitProgress told = new("", 0, 1);

        public void Report(FitProgress value)
        {
            report(value);
            lock (turn)
            {
                if (value.Stage == told.Stage && (value.Done <= told.Done || 10 * value.Done / value.Total == 10 * told.Done / told.Total)) return;
                told = value;
                channel.Trace(MessageSensitivity.None, $"{value.Stage}: {value.Done} of {value.Total}");
            }
        }
    }
}
