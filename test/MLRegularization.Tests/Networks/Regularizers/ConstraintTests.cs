using MLRegularization.Networks;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Numerics;

namespace MLRegularization.Tests.Networks.Regularizers;

/// <summary>Constraints: projections are to the nearest point of the set, and every step ends inside.</summary>
[TestClass]
public sealed class ConstraintTests
{
    private static readonly RegularizationSpec[] Sets = [[new MaxNorm(0.9)], [new L1Ball(12)], [new L2Ball(2.5)], [new NonNegative()], [new NonNegative(), new L1Ball(12), new MaxNorm(0.8), new L2Ball(2)]];

    [TestMethod]
    public void Finish_RandomWeights_FeasibleIdempotentNonExpansiveAndPaddedWith0()
    {
        foreach (RegularizationSpec set in Sets)
        {
            using UpdateBench first = Projected(set, 1), second = Projected(set, 2);
            foreach (UpdateBench bench in new[] { first, second })
            {
                CheckInside(bench, set);
                bench.CheckPadding();
            }
            Assert.IsLessThanOrEqualTo(Distance(Start(1), Start(2)) * (1 + 1e-6), Distance([.. first.Values], [.. second.Values]), set.ToString());
            float[] once = [.. first.Values];
            first.Run(1, _ => 0.1, (_, _, _) => 0);
            Assert.IsTrue(once.AsSpan().SequenceEqual(first.Values), set.ToString());
        }
    }

    // P(x) is nearest if and only if (x − P(x)) · (c − P(x)) ≤ 0 for all c of the set.
    [TestMethod]
    public void Finish_RandomWeights_IsTheNearestPoint()
    {
        foreach (RegularizationSpec set in Sets.Take(4))
        {
            using UpdateBench bench = Projected(set, 1);
            float[] start = Start(1), nearest = [.. bench.Values];
            for (ulong seed = 3; seed < 30; seed++)
            {
                using UpdateBench other = Projected(set, seed);
                // Also corners of the sets: only one weight left.
                float[] inside = [.. other.Values];
                double product = Product(bench, start, nearest, inside);
                Assert.IsLessThanOrEqualTo(1e-5, product, set.ToString());
            }
            Assert.IsLessThanOrEqualTo(1e-5, Product(bench, start, nearest, new float[nearest.Length]), set.ToString());
        }
    }

    [TestMethod]
    public void Finish_L1Ball_SameThresholdEverywhereAndExactZeros()
    {
        using UpdateBench bench = Projected([new L1Ball(12)], 1);
        float[] start = Start(1);
        ParameterTensor weight = bench.Tensor("hidden1.weight");
        double[] thresholds = [.. UpdateBench.Places(weight).Where(p => bench.Parameters.Values.All[p] != 0).Select(p => Math.Abs((double)start[p]) - Math.Abs(bench.Parameters.Values.All[p]))];
        Assert.IsLessThan(1e-6, thresholds.Max() - thresholds.Min());
        foreach (int place in UpdateBench.Places(weight)) Assert.AreEqual(Math.Abs(start[place]) <= thresholds[0], bench.Values[place] == 0);
        Assert.AreEqual(12, UpdateBench.Places(weight).Sum(p => Math.Abs((double)bench.Parameters.Values.All[p])), 1e-4);
    }

    [TestMethod]
    public void Run_UnderAdamAndLookahead_EveryStepEndsInside()
    {
        foreach ((StepOptimizer optimizer, RegularizationSpec set) in Sets.SelectMany(s => new StepOptimizer[] { new Adam(), new Lookahead(new Adam(), 2, 0.1) }.Select(o => (o, s))))
        {
            using UpdateBench bench = new(optimizer, set);
            for (int step = 0; step < 30; step++)
            {
                bench.Run(1, 0.1);
                CheckInside(bench, set);
            }
            foreach (int place in UpdateBench.Places(bench.Tensor("hidden1.bias"))) Assert.AreNotEqual(bench.First[place], bench.Values[place]);
            bench.CheckPadding();
        }
    }

    [TestMethod]
    public void Finish_AlreadyInside_ChangesNothing()
    {
        using UpdateBench bench = new(new Sgd(), [new MaxNorm(100), new L1Ball(1000), new L2Ball(100)]);
        bench.Run(1, _ => 0.1, (_, _, _) => 0);
        Assert.IsTrue(bench.First.AsSpan().SequenceEqual(bench.Values));
    }

    private static float[] Start(ulong seed)
    {
        using UpdateBench bench = new(new Sgd(), []);
        return Randomise(bench, seed);
    }

    private static UpdateBench Projected(RegularizationSpec set, ulong seed)
    {
        UpdateBench bench = new(new Sgd(), set);
        Randomise(bench, seed);
        bench.Run(1, _ => 0.1, (_, _, _) => 0);
        return bench;
    }

    private static float[] Randomise(UpdateBench bench, ulong seed)
    {
        RandomStream random = new(seed);
        foreach (ParameterTensor tensor in bench.Learned)
            foreach (int place in UpdateBench.Places(tensor)) bench.Values[place] = (float)(Math.Pow((2 * random.NextUniform()) - 1, 3) * 3);
        return [.. bench.Values];
    }

    private static void CheckInside(UpdateBench bench, RegularizationSpec set)
    {
        foreach (ParameterTensor tensor in bench.Parameters.Tensors.Where(t => t.Role == ParameterRole.Weight))
        {
            double[] w = [.. bench.Parameters.Read(tensor).Select(v => (double)v)];
            foreach (Regularizer member in set)
                Assert.IsTrue(member switch
                {
                    MaxNorm m => Enumerable.Range(0, tensor.Columns).All(c => Math.Sqrt(Enumerable.Range(0, tensor.Rows).Sum(r => Math.Pow(w[(r * tensor.Columns) + c], 2))) <= m.Limit),
                    L1Ball b => w.Sum(Math.Abs) <= b.Radius,
                    L2Ball b => Math.Sqrt(w.Sum(v => v * v)) <= b.Radius,
                    _ => w.All(v => v >= 0),
                }, $"{member}, {tensor.Name}");
        }
    }

    private static double Distance(float[] a, float[] b) => Math.Sqrt(a.Zip(b, (x, y) => Math.Pow((double)x - y, 2)).Sum());

    private static double Product(UpdateBench bench, float[] start, float[] nearest, float[] inside)
        => bench.Parameters.Tensors.Where(t => t.Role == ParameterRole.Weight).SelectMany(UpdateBench.Places).Sum(p => ((double)start[p] - nearest[p]) * ((double)inside[p] - nearest[p]));
}
