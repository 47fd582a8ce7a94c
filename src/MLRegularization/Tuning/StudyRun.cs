using System.Globalization;
using System.Runtime.ExceptionServices;

namespace MLRegularization.Tuning;

/// <summary>One session of a study: threads that take pieces of work from the queue and record what came of them.</summary>
internal sealed class StudyRun(SearchSpace space, IStudyRunner runner, StudyOptions options, IStudyStorage storage, TrialQueue queue, IProgress<StudyProgress>? progress)
{
    private readonly object gate = new();
    private readonly long started = options.Clock.GetTimestamp();
    private ExceptionDispatchInfo? broken;

    public Study Run(int threads, CancellationToken cancellation)
    {
        int continued = queue.Lines.Count(queue.IsOver), parallel = options.Parallel > 0 ? options.Parallel : threads;
        using CancellationTokenSource deadline = options.Time is TimeSpan time ? new(time, options.Clock) : new();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        Task[] workers = [.. Enumerable.Range(0, parallel).Select(_ => Task.Factory.StartNew(() => Work(Math.Max(1, threads / parallel), stop, deadline.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Task.WaitAll(workers, CancellationToken.None);
        broken?.Throw();
        cancellation.ThrowIfCancellationRequested();
        Forget();
        return new Study
        {
            Space = space,
            Seed = options.Seed,
            Trials = [.. queue.Lines.Select(TrialOf)],
            Rungs = runner.Rungs,
            RungUnit = runner.RungUnit,
            Folds = runner.Folds,
            End = queue.HasMore ? StudyEnd.TimeUp : queue.IsExhausted ? StudyEnd.AllPoints : StudyEnd.AllTrials,
            Continued = continued,
            Time = options.Clock.GetElapsedTime(started),
        };
    }

    private void Work(int threads, CancellationTokenSource stop, CancellationToken deadline)
    {
        try
        {
            while (Take(stop.Token) is TrialQueue.Line line) Run(line, threads, stop.Token, deadline);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            lock (gate) broken ??= ExceptionDispatchInfo.Capture(e);
            stop.Cancel();
        }
        catch (OperationCanceledException)
        {
        }
        finally
        {
            lock (gate) Monitor.PulseAll(gate);
        }
    }

    // Waits while others run on whom it depends what comes next.
    private TrialQueue.Line? Take(CancellationToken stop)
    {
        lock (gate)
            while (true)
            {
                if (stop.IsCancellationRequested) return null;
                if (queue.Next() is TrialQueue.Line line) return line;
                if (!queue.Lines.Any(l => l.Running)) return null;
                Monitor.Wait(gate);
            }
    }

    private void Run(TrialQueue.Line line, int threads, CancellationToken stop, CancellationToken deadline)
    {
        long begun = options.Clock.GetTimestamp();
        int rung = line.Outcomes.Count;
        TrialOutcome? outcome = null;
        string? failure = null;
        try
        {
            outcome = runner.Run(new TrialTask(line.Number, line.Point, rung, threads, storage), stop);
            if (!double.IsFinite(outcome.Mean)) (outcome, failure) = (null, NoError);
        }
        catch (Exception e) when (stop.IsCancellationRequested && e is not StudyFileException)
        {
            // Whatever a runner made of being stopped is no failure of the trial. Stopped by the user or by a broken storage, it is as if it had not begun.
            if (!deadline.IsCancellationRequested) throw new OperationCanceledException(e.Message, e, stop);
        }
        catch (Exception e) when (e is not StudyFileException)
        {
            failure = Failure(e);
        }
        lock (gate)
        {
            double seconds = options.Clock.GetElapsedTime(begun).TotalSeconds;
            storage.Append(new StudyRecord(line.Number, rung, line.Point, seconds, outcome, failure));
            if (outcome is not null) line.Outcomes.Add(outcome);
            (line.Failure, line.Running) = (failure, false);
            if (outcome is not null || failure is not null) line.Seconds += seconds;
            progress?.Report(new StudyProgress(queue.Lines.Count(queue.IsOver), queue.Limit, Best(), options.Clock.GetElapsedTime(started), options.Time));
            Forget();
            Monitor.PulseAll(gate);
        }
    }

    private void Forget()
    {
        foreach (TrialQueue.Line line in queue.Lines.Where(l => !l.Forgotten && queue.IsOver(l)))
        {
            storage.DropCheckpoints(line.Number);
            line.Forgotten = true;
        }
    }

    private Trial? Best() => queue.Lines.Where(l => l.Outcomes.Count == runner.Rungs.Count).MinBy(l => l.Outcomes[^1].Mean) is TrialQueue.Line best ? TrialOf(best) : null;

    private Trial TrialOf(TrialQueue.Line line)
    {
        TrialOutcome? last = line.Outcomes.LastOrDefault();
        int reached = last is null ? 0 : runner.Rungs[line.Outcomes.Count - 1];
        bool complete = line.Outcomes.Count == runner.Rungs.Count;
        Trial trial = new()
        {
            Number = line.Number,
            Point = line.Point,
            Words = space.Describe(line.Point),
            State = line.Failure is not null ? TrialState.Failed : complete ? TrialState.Complete : TrialState.Pruned,
            Reason = line.Failure ?? (complete ? null
                : line.Pruned ? string.Create(CultureInfo.InvariantCulture, $"After {reached} {runner.RungUnit} it was not among the best of every {options.Factor} trials so far.")
                : reached > 0 ? string.Create(CultureInfo.InvariantCulture, $"The time was up after {reached} {runner.RungUnit}.") : "The time was up before it was judged."),
            Reached = reached,
            Seconds = line.Seconds,
        };
        if (last is null) return trial;
        TrialCurve? rungs = runner.Rungs.Count == 1 ? null
            : new TrialCurve([.. runner.Rungs.Take(line.Outcomes.Count).Select(r => (double)r)], [.. line.Outcomes.Select(o => o.Mean)], [.. line.Outcomes.Select(o => o.StandardError)], line.Outcomes.Count - 1, runner.Rungs[^1]);
        return trial with { Scores = last.Scores, Mean = last.Mean, StandardError = last.StandardError, Found = last.Found, Curve = last.Curve ?? rungs };
    }

    /// <summary>What is said of a trial whose error says nothing.</summary>
    internal const string NoError = "Its error on rows held out is not a finite number.";

    /// <summary>What is said of a trial that failed.</summary>
    internal static string Failure(Exception e) => e is ArgumentException ? Sentence(e) : $"{e.GetType().Name}: {Sentence(e)}";

    /// <summary>The sentence of an exception, without the parameter that is at fault.</summary>
    internal static string Sentence(Exception e)
    {
        string sentence = e.Message.Split('\n')[0];
        int parameter = sentence.LastIndexOf(" (Parameter '", StringComparison.Ordinal);
        return parameter < 0 ? sentence : sentence[..parameter];
    }
}
