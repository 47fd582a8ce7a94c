using MLRegularization.Comparisons;
using MLRegularization.Tuning;

namespace MLRegularization.Tests.Tuning;

[TestClass]
public sealed class StudyTests
{
    private static Study Run(FakeRunner runner, int? trials = 40, int parallel = 1, IStudyStorage? storage = null, Action<StudyOptions>? change = null, CancellationToken cancellation = default)
    {
        StudyOptions options = new() { Trials = trials, Parallel = parallel, Threads = parallel };
        change?.Invoke(options);
        return Study.Run(FakeRunner.Space, runner, options, storage, null, cancellation);
    }

    [TestMethod]
    [DataRow(2), DataRow(4)]
    public void Run_TrialsSideBySide_SameResultsInTheSameOrder(int parallel)
    {
        string one = FakeRunner.Told(Run(new FakeRunner(1, 4, 16)));
        // Later trials overtake earlier ones.
        FakeRunner uneven = new(1, 4, 16) { Before = (task, _) => Thread.Sleep(task.Number % 5 == 0 ? 3 : 0) };
        Assert.AreEqual(one, FakeRunner.Told(Run(uneven, parallel: parallel)));
    }

    // The rule in its own words: trial by trial, at every rung compared with those before it.
    [TestMethod]
    public void Run_OfRungs_KeepsTheBestQuarterOfTheTrialsSoFar()
    {
        Study study = Run(new FakeRunner(1, 4, 16), 60);
        List<double>[] judged = [[], [], []];
        foreach (Trial trial in study.Trials)
        {
            int rung = 0;
            for (bool goesOn = true; goesOn && rung < 3; rung++)
            {
                double mean = FakeRunner.Known(trial.Number, rung, trial.Point).Mean;
                judged[rung].Add(mean);
                goesOn = judged[rung].Count(m => m <= mean) <= Math.Ceiling(judged[rung].Count / 4.0);
                if (rung == 2) goesOn = true;
                if (goesOn) continue;
                Assert.AreEqual(TrialState.Pruned, trial.State);
                Assert.AreEqual(study.Rungs[rung], trial.Reached);
                StringAssert.Contains(trial.Reason, "it was not among the best of every 4 trials so far.");
                break;
            }
            Assert.AreEqual(rung == 3, trial.State == TrialState.Complete);
        }
        Assert.AreEqual(TrialState.Complete, study.Default!.State);
        Assert.IsInRange(2, 15, study.Trials.Count(t => t.State == TrialState.Complete));
        Assert.AreEqual(study.Trials.Where(t => t.State == TrialState.Complete).Min(t => t.Mean), study.Best!.Mean);
    }

    [TestMethod]
    public void Run_MoreTrialsLater_AreAsIfAllHadBeenAskedForAtOnce()
    {
        MemoryStorage storage = new();
        FakeRunner runner = new(1, 4);
        Run(runner, 7, storage: storage);
        Study more = Run(runner, 40, storage: storage);
        FakeRunner unbroken = new(1, 4);
        Assert.AreEqual(FakeRunner.Told(Run(unbroken)), FakeRunner.Told(more));
        Assert.AreEqual(unbroken.Runs, runner.Runs);
        Assert.AreEqual(7, more.Continued);
    }

    [TestMethod]
    public void Run_AFailingTrial_IsRecordedAndTheSearchGoesOn()
    {
        Study study = Run(new FakeRunner(1, 4) { Before = Break }, 12, 2);
        Assert.HasCount(12, study.Trials);
        Assert.AreEqual("The rate is wrong.", study.Trials[3].Reason);
        Assert.AreEqual("InvalidOperationException: Broken.", study.Trials[5].Reason);
        Assert.AreEqual(2, study.Trials.Count(t => t.State == TrialState.Failed));
        Assert.IsNull(study.Gain(study.Trials[3]));
    }

    [TestMethod]
    public void Run_UntilTheTimeIsUp_CutsOffWhatRunsAndContinuesItLater()
    {
        FakeClock clock = new();
        MemoryStorage storage = new();
        void Tick(TrialTask task, CancellationToken stop) => clock.Advance(TimeSpan.FromSeconds(10));
        Study cut = Run(new FakeRunner { Before = Tick }, null, 1, storage, o => (o.Time, o.Clock) = (TimeSpan.FromSeconds(35), clock));
        Assert.AreEqual(StudyEnd.TimeUp, cut.End);
        Assert.AreEqual(TimeSpan.FromSeconds(40), cut.Time);
        CollectionAssert.AreEqual(new[] { TrialState.Complete, TrialState.Complete, TrialState.Complete, TrialState.Pruned }, cut.Trials.Select(t => t.State).ToArray());
        Assert.AreEqual("The time was up before it was judged.", cut.Trials[3].Reason);
        Assert.AreEqual(10, cut.Trials[2].Seconds);
        Study whole = Run(new FakeRunner { Before = Tick }, 6, 1, storage, o => o.Clock = clock);
        Assert.AreEqual(FakeRunner.Told(Run(new FakeRunner(), 6)), FakeRunner.Told(whole));
        Assert.AreEqual(StudyEnd.AllTrials, whole.End);
    }

    [TestMethod]
    public void Run_TimeForHalfARung_KeepsWhatWasJudgedBefore()
    {
        FakeClock clock = new();
        Study cut = Run(new FakeRunner(1, 4) { Before = (task, _) => clock.Advance(TimeSpan.FromSeconds(task.Rung == 0 ? 1 : 100)) }, 5, 1, null, o => (o.Time, o.Clock) = (TimeSpan.FromSeconds(20), clock));
        Assert.HasCount(1, cut.Trials);
        Assert.AreEqual("The time was up after 1 epochs.", cut.Trials[0].Reason);
        Assert.AreEqual(cut.Trials[0], cut.Best);
        Assert.AreEqual(1, cut.Best!.Reached);
    }

    [TestMethod]
    public void Run_Cancelled_IsContinuedAsIfItHadNotBeen()
    {
        MemoryStorage storage = new();
        using CancellationTokenSource stop = new();
        FakeRunner stopped = new(1, 4) { Before = (task, _) => Stop(stop, task.Number == 9) };
        Assert.ThrowsExactly<OperationCanceledException>(() => Run(stopped, 40, 2, storage, null, stop.Token));
        FakeRunner second = new(1, 4), unbroken = new(1, 4);
        Assert.AreEqual(FakeRunner.Told(Run(unbroken)), FakeRunner.Told(Run(second, 40, 2, storage)));
        Assert.AreEqual(unbroken.Runs, stopped.Runs + second.Runs);
    }

    [TestMethod]
    public void Run_ARunnerThatMakesAFaultOfBeingStopped_HasNoFailedTrial()
    {
        MemoryStorage storage = new();
        using CancellationTokenSource stop = new();
        FakeClock clock = new();
        static void Fault(CancellationToken stopped)
        {
            if (stopped.IsCancellationRequested) throw new InvalidOperationException("A worker was stopped.");
        }
        Assert.ThrowsExactly<OperationCanceledException>(() => Run(new FakeRunner(1, 4) { Before = (task, stopped) =>
        {
            Stop(stop, task.Number == 9);
            Fault(stopped);
        } }, 40, 2, storage, null, stop.Token));
        Study cut = Run(new FakeRunner(1, 4) { Before = (task, stopped) =>
        {
            if (task.Number == 20) clock.Advance(TimeSpan.FromSeconds(1));
            Fault(stopped);
        } }, 40, 1, storage, o => (o.Time, o.Clock) = (TimeSpan.FromSeconds(1), clock));
        Assert.AreEqual(StudyEnd.TimeUp, cut.End);
        Assert.AreEqual(FakeRunner.Told(Run(new FakeRunner(1, 4))), FakeRunner.Told(Run(new FakeRunner(1, 4), 40, 2, storage)));
    }

    [TestMethod]
    public void Gain_OverTheDefaults_IsTheCorrectedPairedDifference()
    {
        Study study = Run(new FakeRunner(), 10);
        PairedDifference gain = study.Gain(study.Best!)!.Value;
        Assert.AreEqual(study.Default!.Mean - study.Best!.Mean, gain.Mean, 1e-12);
        Assert.AreEqual(1 / 3.0, study.TestShare, 1e-12);
        double[] d = [.. study.Default.Scores.Zip(study.Best.Scores, (a, b) => a - b)];
        double variance = d.Sum(v => (v - d.Average()) * (v - d.Average())) / 3;
        Assert.AreEqual(Math.Sqrt(((1 / 4.0) + (1 / 3.0)) * variance), gain.StandardError, 1e-12);
    }

    [TestMethod]
    public void Run_EveryPointOfASmallSpace_EndsThere()
    {
        SearchSpace space = new("small-1", [new ChoiceDimension("x", "x", 0.1, 0.2, 0.3)], [new SearchPoint(("x", 0.2))]);
        Study study = Study.Run(space, new FakeRunner(), new StudyOptions { Trials = 50, Threads = 2 });
        Assert.HasCount(3, study.Trials);
        Assert.AreEqual(StudyEnd.AllPoints, study.End);
    }

    [TestMethod]
    public void Run_WithoutABudget_IsRefused()
        => StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Run(new FakeRunner(), null)).Message, "neither a number of trials nor a time");

    [TestMethod]
    public void Progress_TellsTheBestSoFar()
    {
        List<StudyProgress> told = [];
        Study.Run(FakeRunner.Space, new FakeRunner(), new StudyOptions { Trials = 8, Threads = 1 }, null, new Collector(told));
        CollectionAssert.AreEqual(Enumerable.Range(1, 8).ToArray(), told.Select(p => p.Ended).ToArray());
        for (int k = 1; k < 8; k++) Assert.IsLessThanOrEqualTo(told[k - 1].Best!.Mean, told[k].Best!.Mean);
        Assert.AreEqual(8, told[^1].Trials);
    }

    private static void Stop(CancellationTokenSource stop, bool now)
    {
        if (now) stop.Cancel();
    }

    private static void Break(TrialTask task, CancellationToken stop)
    {
        if (task.Number == 3) throw new ArgumentException("The rate is wrong.", nameof(task));
        if (task.Number == 5) throw new InvalidOperationException("Broken.");
    }

    private sealed class Collector(List<StudyProgress> told) : IProgress<StudyProgress>
    {
        public void Report(StudyProgress value) => told.Add(value);
    }
}
