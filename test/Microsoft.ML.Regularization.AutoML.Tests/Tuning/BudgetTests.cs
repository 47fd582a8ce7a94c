using Microsoft.ML.Regularization.Tests;
using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Tests.Tuning;
using MLRegularization.Tuning;

namespace Microsoft.ML.Regularization.AutoML.Tests.Tuning;

/// <summary>Budgets in trials and in time, told by a clock that goes on when rows are read and when something is measured.</summary>
[TestClass]
public sealed class BudgetTests
{
    public static IEnumerable<object[]> Trainers => SweptTrainer.All.Select(t => new object[] { t });

    [TestMethod]
    [DynamicData(nameof(Trainers))]
    public void Tune_Trials_AreSoManyFailedOnesIncluded(SweptTrainer trainer)
    {
        MLContext ml = new(seed: 1);
        int broken = 0;
        RegularizationMetric metric = new("often broken", scored => broken++ < 2 ? throw new FormatException("The file of costs is missing.") : trainer.Error(ml, scored), HigherIsBetter: false);
        RegularizationTuningResult result = trainer.Tune(ml, trainer.Trainer(ml), trainer.Data(ml), new RegularizationTuningOptions { Trials = 7, FoldCount = 2, Metric = metric, NumberOfThreads = 1 });
        Assert.HasCount(7, result.Trials);
        Assert.AreEqual(StudyEnd.AllTrials, result.Study.End);
        RegularizationTrial[] failed = [.. result.Trials.Where(t => t.State == TrialState.Failed)];
        Assert.HasCount(2, failed);
        Assert.IsTrue(failed.All(t => t.Reason == "FormatException: The file of costs is missing."));
    }

    [TestMethod]
    public void Tune_Time_EndsTheSearchSoThatAFitHasWhatItTookInAFold()
    {
        MLContext ml = new(seed: 1);
        foreach (SweptTrainer trainer in SweptTrainer.All)
        {
            FakeClock clock = new();
            RegularizationMetric metric = new("slow", scored =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return trainer.Error(ml, scored);
            }, HigherIsBetter: false);
            int seconds = trainer.IsNetwork ? 40 : 120;
            RegularizationTuningResult result = trainer.Tune(ml, trainer.Trainer(ml), trainer.Data(ml), new RegularizationTuningOptions { Time = TimeSpan.FromSeconds(seconds), FoldCount = 3, Metric = metric, NumberOfThreads = 1, Clock = clock });
            Assert.AreEqual(StudyEnd.TimeUp, result.Study.End);
            // Of the best trial so far as it got; the fit itself takes no time on this clock, nor does reading.
            double fit = result.Best.Seconds * result.Study.Rungs[^1] / result.Best.Reached / (3 - 1), searched = result.Study.Time.TotalSeconds;
            Assert.IsGreaterThan(0, fit);
            Assert.IsLessThan(seconds, searched, $"{trainer}");
            Assert.IsGreaterThanOrEqualTo(seconds - fit, searched, $"{trainer}");
            Assert.IsTrue(result.Trials.Any(t => t.State == TrialState.Complete));
            Assert.IsNotNull(result.Model);
        }
    }

    [TestMethod]
    public void Tune_Time_CountsFromBeforeTheRowsAreRead()
    {
        MLContext ml = new(seed: 1);
        FakeClock clock = new();
        bool isSlow = false;
        IEnumerable<Tables.Row> Slow()
        {
            foreach (Tables.Row row in Tables.Rows(60))
            {
                if (isSlow) clock.Advance(TimeSpan.FromSeconds(1));
                yield return row;
            }
        }
        IDataView data = ml.Data.LoadFromEnumerable(Slow());
        int measured = 0;
        RegularizationMetric metric = new("slow", scored =>
        {
            isSlow = false;
            try
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return ml.Regression.Evaluate(scored).MeanSquaredError;
            }
            finally
            {
                (isSlow, measured) = (true, measured + 1);
            }
        }, HigherIsBetter: false);
        RegularizationTuningResult Tune(int seconds)
        {
            (isSlow, measured) = (true, 0);
            return ml.Regression.TuneRegularization(ml.Regression.Trainers.ElasticNet(new ElasticNetOptions { FoldCount = 2, LambdaCount = 5, Seed = 1 }), data,
                new RegularizationTuningOptions { Time = TimeSpan.FromSeconds(seconds), Metric = metric, NumberOfThreads = 1, Clock = clock });
        }
        // All rows once, and those of two folds twice.
        Assert.AreEqual("The time of 00:00:10 was up before all rows were read and prepared; give more.", Assert.ThrowsExactly<InvalidOperationException>(() => Tune(10)).Message);
        Assert.AreEqual("The time of 00:01:10 was up before all rows were read and prepared; give more.", Assert.ThrowsExactly<InvalidOperationException>(() => Tune(70)).Message);
        long before = clock.GetTimestamp();
        Tune(2000);
        // The refit reads all rows once more, within the time.
        double took = clock.GetElapsedTime(before).TotalSeconds;
        Assert.IsLessThanOrEqualTo(2000, took);
        Assert.IsGreaterThan(1800, took);
        Assert.IsLessThan(2000, measured);
    }

    [TestMethod]
    public void Tune_CancelledBeforeOrWhileRowsAreRead_LeavesNothing()
    {
        MLContext ml = new(seed: 1);
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.jsonl");
        foreach (int at in (int[])[0, 1, 50, 100, 170])
        {
            using CancellationTokenSource stop = new();
            int left = at;
            IEnumerable<Tables.Row> Counted() => Tables.Rows(60).Select(row =>
            {
                if (--left == 0) stop.Cancel();
                return row;
            });
            if (at == 0) stop.Cancel();
            Assert.ThrowsExactly<OperationCanceledException>(() => ml.Regression.TuneRegularization(ml.Transforms.NormalizeMinMax("Features").Append(ml.Regression.Trainers.ElasticNet()), ml.Data.LoadFromEnumerable(Counted()),
                new RegularizationTuningOptions { StudyFile = file }, stop.Token));
            Assert.IsFalse(File.Exists(file));
        }
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    public void Tune_CancelledInTheLastFit_StopsThere()
    {
        MLContext ml = new(seed: 1);
        using CancellationTokenSource stop = new();
        List<string> said = [];
        ml.Log += (_, e) =>
        {
            lock (said) said.Add(e.Message);
            if (e.Message.Contains("Epoch 3:", StringComparison.Ordinal)) stop.Cancel();
        };
        IEstimator<ITransformer> network = ml.Regression.Trainers.RegularizedMlp(new RegularizedMlpOptions { HiddenLayers = [4], NumberOfEpochs = 8, Seed = 1 });
        Assert.ThrowsExactly<OperationCanceledException>(() => ml.Regression.TuneRegularization(network, Tables.View(ml, 60), new RegularizationTuningOptions { Trials = 1, FoldCount = 2 }, stop.Token));
        Assert.IsFalse(said.Any(s => s.Contains("Epoch 7:", StringComparison.Ordinal)));
    }
}
