using System.Runtime.CompilerServices;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Microsoft.ML.Regularization.Tests.Trainers.ElasticNet;

/// <summary>What an elastic net trainer tells its context, and what it hears from it.</summary>
[TestClass]
[DoNotParallelize]
public sealed class HostTests
{
    public static IEnumerable<object[]> Tasks => LinearTask.All.Select(t => new object[] { t });

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_WarningsAndProgress_GoToTheLogAndNotToTheConsole(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        List<(ChannelMessageKind Kind, string Text)> log = [];
        ml.Log += (_, e) => log.Add((e.Kind, e.Message));
        (TextWriter standard, TextWriter error) = (Console.Out, Console.Error);
        using StringWriter console = new();
        ISingleFeaturePredictionTransformer<object> model;
        try
        {
            Console.SetOut(console);
            Console.SetError(console);
            model = task.Fit(ml, Views.Of(ml, Views.Changed(200, (r, _) => r.Features[5] = 3)));
        }
        finally
        {
            Console.SetOut(standard);
            Console.SetError(error);
        }
        Assert.AreEqual("", console.ToString());
        IReadOnlyList<string> warnings = model.FitDetails().Warnings;
        Assert.IsTrue(warnings.Any(w => w.Contains("'more noise'", StringComparison.Ordinal)), string.Join("\n", warnings));
        foreach (string warning in warnings) Assert.IsTrue(log.Any(m => m.Kind == ChannelMessageKind.Warning && m.Text.Contains(warning, StringComparison.Ordinal)), warning);
        Assert.IsTrue(log.Any(m => m.Text.Contains("cross-validating: 5 of 5", StringComparison.Ordinal)), string.Join("\n", log));
        Assert.IsTrue(log.Any(m => m.Kind == ChannelMessageKind.Info && m.Text.Contains("non-zero coefficients of 6 features", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_CancelledWhileRowsAreRead_Stops(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        int read = 0;
        IDataView data = ml.Data.FilterByCustomPredicate<Tables.Row>(Views.Of(ml, 5000), _ =>
        {
            if (++read == 100) CancelExecution(ml);
            return false;
        });
        Assert.ThrowsExactly<OperationCanceledException>(() => task.Fit(ml, data));
        Assert.IsLessThan(5000, read);
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_CancelledAmidTheFolds_Stops(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        string last = "";
        ml.Log += (_, e) =>
        {
            if (e.Kind != ChannelMessageKind.Trace || !e.Message.Contains(" of ", StringComparison.Ordinal)) return;
            last = e.Message;
            if (e.Message.Contains("cross-validating", StringComparison.Ordinal)) CancelExecution(ml);
        };
        Assert.ThrowsExactly<OperationCanceledException>(() => task.Fit(ml, Views.Of(ml, 500), o => (o.FoldCount, o.Repeats, o.Tolerance, o.NumberOfThreads) = (10, 1000, 1e-12, 1)));
        Assert.IsFalse(last.Contains("10000 of 10000", StringComparison.Ordinal), last);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern void CancelExecution(MLContext context);
}
