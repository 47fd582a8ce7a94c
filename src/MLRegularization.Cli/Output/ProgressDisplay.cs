using MLRegularization.Paths;
using Spectre.Console;

namespace MLRegularization.Cli.Output;

/// <summary>Runs work, and shows a bar on an interactive standard error once it has taken a second.</summary>
internal sealed class ProgressDisplay : IProgress<FitProgress>, IProgress<double>
{
    private volatile Box latest = new(new FitProgress("starting", 0, 1));

    /// <summary>Runs the work on another thread while this one draws.</summary>
    public static T Run<T>(Terminal terminal, Func<ProgressDisplay, T> work)
    {
        ProgressDisplay display = new();
        if (terminal.Quiet || !terminal.ErrorIsTerminal) return work(display);
        Task<T> task = Task.Run(() => work(display));
        if (Finished(task, 1000)) return task.GetAwaiter().GetResult();
        terminal.Errors.Progress().AutoClear(true).HideCompleted(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .Start(context =>
            {
                ProgressTask bar = context.AddTask("starting");
                while (!Finished(task, 100))
                {
                    FitProgress now = display.latest.Value;
                    bar.Description = Markup.Escape(now.Stage);
                    bar.Value = 99.0 * now.Done / Math.Max(1, now.Total);
                }
                bar.Value = 100;
            });
        return task.GetAwaiter().GetResult();
    }

    public void Report(FitProgress value) => latest = new Box(value);

    void IProgress<double>.Report(double value) => latest = new Box(new FitProgress("reading", (int)(1000 * value), 1000));

    private static bool Finished(Task task, int milliseconds) => Task.WaitAny([task], milliseconds) == 0;

    private sealed record Box(FitProgress Value);
}
