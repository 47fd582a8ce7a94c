using MLRegularization.Networks.Schedules;
using MLRegularization.Tests.Fixtures;

namespace MLRegularization.Tests.Networks.Schedules;

/// <summary>Schedules against their formulas and against PyTorch's.</summary>
[TestClass]
public sealed class ScheduleTests
{
    private static readonly Schedule[] Every = [new Constant(), new Step(0.3), new Cosine(), new Cosine(0.2), new OneCycle(), new CosLog4(), new FlatCos(), new Warmup(0.1), new Warmup(0.1, new Cosine())];

    [TestMethod]
    public void At_AllOfTraining_StaysWithin0And1AndReaches1()
    {
        foreach (Schedule schedule in Every)
        {
            double[] scales = [.. Enumerable.Range(0, 1001).Select(k => schedule.At(k / 1000.0))];
            Assert.IsTrue(scales.All(s => s is >= 0 and <= 1), schedule.Describe());
            Assert.AreEqual(1, scales.Max(), 1e-3, schedule.Describe());
        }
    }

    [TestMethod]
    [DataRow("one_cycle"), DataRow("cosine"), DataRow("step")]
    public void At_KnownToPyTorch_IsTheSame(string name)
    {
        // PyTorch's top is at step 0.31 · 101 − 1 of steps 0 … 100.
        Schedule schedule = name switch { "one_cycle" => new OneCycle(0.3031), "cosine" => new Cosine(0.1), _ => new Step(0.3) };
        FixtureTable table = FixtureTable.Fixture("torch_schedules.csv");
        string[][] rows = [.. table.Rows.Where(r => r[0] == name)];
        Assert.HasCount(21, rows);
        foreach (string[] row in rows) Assert.AreEqual(FixtureTable.Number(table.Cell(row, "rate")), schedule.At(FixtureTable.Number(table.Cell(row, "step")) / 100), 1e-12, row[1]);
    }

    [TestMethod]
    public void At_SpecialPoints_IsTheFormula()
    {
        Assert.AreEqual(0, new CosLog4().At(0));
        // log₂(1 + 15t) is ½, 1, 3½ and 4.
        Assert.AreEqual(1, new CosLog4().At((Math.Sqrt(2) - 1) / 15), 1e-12);
        Assert.AreEqual(0, new CosLog4().At(1.0 / 15), 1e-12);
        Assert.AreEqual(1, new CosLog4().At((Math.Pow(2, 3.5) - 1) / 15), 1e-12);
        Assert.AreEqual(0, new CosLog4().At(1), 1e-12);
        Assert.AreEqual(1, new FlatCos().At(0.5));
        Assert.AreEqual(0.5, new FlatCos().At(0.75), 1e-12);
        Assert.AreEqual(0, new FlatCos().At(1), 1e-12);
        Assert.AreEqual(0.25, new Warmup(0.2, new Cosine(0.5)).At(0.05), 1e-12);
        Assert.AreEqual(0.75, new Warmup(0.2, new Cosine(0.5)).At(0.6), 1e-12);
        Assert.AreEqual(0.001, new Step(0.1, 0.1).At(0.3), 1e-12);
    }

    [TestMethod]
    public void Problem_BadNumbers_OneSentenceWithTheNumber()
    {
        (Schedule Schedule, string Number)[] wrong =
        [
            (new Step(0), "0"), (new Step(1.5), "1.5"), (new Step(0.5, 2), "2"), (new Cosine(-0.5), "-0.5"), (new OneCycle(1), "1"), (new OneCycle(0.3, 7), "7"),
            (new OneCycle(0.3, 0.1, double.NaN), "NaN"), (new Warmup(0), "0"), (new Warmup(0.1, new Warmup(0.1)), "warm-up"), (new Warmup(0.1, new Step(3)), "3"),
        ];
        foreach ((Schedule schedule, string number) in wrong)
        {
            Assert.IsNotNull(schedule.Problem(), schedule.ToString());
            Assert.Contains(number, schedule.Problem()!);
            Assert.EndsWith(".", schedule.Problem()!);
        }
        foreach (Schedule schedule in Every)
        {
            Assert.IsNull(schedule.Problem());
            Assert.IsNotEmpty(schedule.Describe());
        }
    }
}
