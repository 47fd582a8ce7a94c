using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Tests.Networks.Optimizers;

/// <summary>Lookahead against its definition in plain loops.</summary>
[TestClass]
public sealed class LookaheadTests
{
    [TestMethod]
    [DataRow(0.0), DataRow(0.9)]
    public void Run_AroundSgd_IsTheDefinition(double momentum)
    {
        const double rate = 0.05, share = 0.3;
        const int every = 4, steps = 23;
        using UpdateBench bench = new(new Lookahead(new Sgd(momentum), every, share), []);
        bench.Run(steps, rate);
        foreach (int place in bench.Learned.SelectMany(UpdateBench.Places))
        {
            double fast = bench.First[place], slow = fast, velocity = 0;
            for (int s = 1; s <= steps; s++)
            {
                velocity = (momentum * velocity) + bench.Slope(place, fast);
                fast -= rate * velocity;
                if (s % every == 0) fast = slow += share * (fast - slow);
            }
            Assert.AreEqual(fast, bench.Values[place], 1e-5);
        }
        bench.CheckPadding();
    }

    [TestMethod]
    public void Run_WithL1_SlowWeightsBecomeExactlyZeroToo()
    {
        using UpdateBench bench = new(new Lookahead(new Sgd(), 5, 0.5), [new L1(10)]);
        bench.Run(10, 0.1);
        Assert.IsTrue(bench.Parameters.Read(bench.Tensor("hidden1.weight")).All(v => v == 0));
        Assert.AreEqual(0f, bench.Update.Moments[^1].All[bench.Tensor("hidden1.weight").At(0, 0)]);
    }

    [TestMethod]
    public void Finish_OnlyWhereItIsTime_AsksForARefresh()
    {
        using UpdateBench bench = new(new Lookahead(new Adam(), 3), []);
        List<bool> asked = [];
        for (int s = 0; s < 6; s++)
        {
            bench.Update.Begin(0.1, 0);
            asked.Add(bench.Update.Finish());
        }
        Assert.IsTrue(asked.SequenceEqual([false, false, true, false, false, true]));
    }

    [TestMethod]
    public void Problem_BadNumbers_OneSentence()
    {
        foreach ((StepOptimizer optimizer, string number) in new (StepOptimizer, string)[]
        {
            (new Lookahead(new Sgd(), 0), "0"), (new Lookahead(new Sgd(), 5, 1.5), "1.5"), (new Lookahead(new Lookahead(new Sgd())), "around"), (new Lookahead(new Sgd(2)), "2"),
            (new Sgd(1), "1"), (new Sgd(0, Nesterov: true), "Nesterov"), (new Adam(1), "1"), (new Adam(0.9, -0.1), "-0.1"), (new Adam(0.9, 0.9, 0), "0"),
        })
        {
            string message = Assert.ThrowsExactly<ArgumentException>(() => new UpdateBench(optimizer, [])).Message;
            Assert.Contains(number, message);
            Assert.EndsWith(".", message);
            Assert.IsNotEmpty(optimizer.Describe());
        }
    }
}
