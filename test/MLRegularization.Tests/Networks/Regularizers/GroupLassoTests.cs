using FsCheck.Fluent;
using MLRegularization.Networks;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Tests.Networks.Regularizers;

/// <summary>The group lasso: its proximal step is the minimiser, and whole groups vanish.</summary>
[TestClass]
public sealed class GroupLassoTests
{
    private static readonly RegularizationSpec ByInputs = [new GroupLasso(0.1)], ByUnits = [new GroupLasso(0.7, WeightGroups.Units)], WithBiases = [new GroupLasso(0.7, WeightGroups.Units) { IncludeBiases = true }];

    [TestMethod]
    public void Shrink_RandomCases_MeetsTheOptimalityConditions()
        => Law.Holds(from n in Gen.Choose(1, 19) from z in Law.Eighths(-4, 4).ArrayOf(n) from s in Gen.Choose(-40, 40).ArrayOf(n) from strength in Gen.Choose(1, 60) select (z, s, strength), c =>
        {
            // Step sizes of very different length: 10^±4.
            double[] w = [.. c.z], sizes = [.. c.s.Select(k => Math.Pow(10, k / 10.0))];
            double strength = c.strength / 8.0;
            GroupLassoRule.Shrink(w, sizes, strength);
            double norm = Math.Sqrt(w.Sum(v => v * v));
            if (norm == 0)
            {
                Assert.IsLessThanOrEqualTo(strength * (1 + 1e-9), Math.Sqrt(c.z.Select((z, i) => z * z / (sizes[i] * sizes[i])).Sum()));
                return;
            }
            for (int i = 0; i < w.Length; i++) Assert.AreEqual(0, ((w[i] - c.z[i]) / sizes[i]) + (strength * w[i] / norm), 1e-6 * (strength + Math.Abs(c.z[i] / sizes[i])));
        });

    [TestMethod]
    public void Shrink_EqualSizes_ScalesTheGroup()
    {
        double[] w = [3, -4], gone = [0.3, -0.4];
        GroupLassoRule.Shrink(w, [0.5, 0.5], 2);
        GroupLassoRule.Shrink(gone, [0.5, 0.5], 1);
        Assert.AreEqual(3 * 0.8, w[0], 1e-12);
        Assert.AreEqual(-4 * 0.8, w[1], 1e-12);
        Assert.AreEqual(0, gone[0]);
        Assert.AreEqual(0, gone[1]);
    }

    [TestMethod]
    public void Run_ByInputs_SgdAndAdam_WholeInputsVanishAndTheRestIsOptimal()
    {
        foreach ((StepOptimizer optimizer, double rate, int steps) in new (StepOptimizer, double, int)[] { (new Sgd(), 0.2, 600), (new Sgd(0.9), 0.02, 1500), (new Adam(), 0.01, 3000) })
        {
            using UpdateBench bench = new(optimizer, [new GroupLasso(0.13)]);
            // The targets of the last three inputs are small.
            ParameterTensor weight = bench.Tensor("hidden1.weight");
            HashSet<int> small = [.. Enumerable.Range(3, 3).SelectMany(r => Enumerable.Range(0, 40).Select(c => weight.At(r, c)))];
            double Slope(int place, double w) => bench.Slope(place, w) - (small.Contains(place) ? 0.9 * bench.Slope(place, 0) : 0);
            bench.Run(steps, s => rate * Math.Min(1, 3 * (1.001 - ((double)s / steps))), (_, place, w) => Slope(place, w));
            for (int r = 0; r < 6; r++)
            {
                int[] places = [.. Enumerable.Range(0, 40).Select(c => weight.At(r, c))];
                double norm = Math.Sqrt(places.Sum(p => Math.Pow(bench.Parameters.Values.All[p], 2)));
                Assert.AreEqual(r >= 3, norm == 0, $"{optimizer.Describe()}: input {r} has norm {norm}");
                if (norm > 0)
                    foreach (int p in places) Assert.AreEqual(0, Slope(p, bench.Values[p]) + (0.13 * Math.Sqrt(40) * bench.Values[p] / norm), 2e-3, optimizer.Describe());
            }
            bench.CheckPadding();
        }
    }

    [TestMethod]
    public void Run_ByUnits_UnitsVanishWithTheirBiasIfAsked()
    {
        using UpdateBench without = new(new Sgd(), ByUnits), with = new(new Sgd(), WithBiases);
        foreach (UpdateBench bench in new[] { without, with })
        {
            bench.Run(400, 0.2);
            ParameterTensor weight = bench.Tensor("hidden1.weight"), bias = bench.Tensor("hidden1.bias");
            int gone = 0;
            for (int u = 0; u < 40; u++)
            {
                int zeros = Enumerable.Range(0, 6).Count(r => bench.Values[weight.At(r, u)] == 0);
                Assert.IsTrue(zeros is 0 or 6);
                if (zeros < 6) continue;
                gone++;
                Assert.AreEqual(bench == with, bench.Values[bias.At(0, u)] == 0);
            }
            Assert.IsTrue(gone is > 2 and < 38, $"{gone} units vanished");
            foreach (int place in UpdateBench.Places(bench.Tensor("output.weight"))) Assert.AreEqual(0, bench.Slope(place, bench.Values[place]), 1e-4, "the outputs are no hidden layer");
            bench.CheckPadding();
        }
    }

    [TestMethod]
    public void Value_SmallMatrix_IsTheSumOfNormsTimesTheRootOfTheSize()
    {
        using UpdateBench bench = new(new Sgd(), []);
        ParameterTensor weight = bench.Tensor("hidden1.weight");
        double inputs = Enumerable.Range(0, 6).Sum(r => Math.Sqrt(40 * Enumerable.Range(0, 40).Sum(c => Math.Pow(bench.Parameters.Values.All[weight.At(r, c)], 2))));
        double units = Enumerable.Range(0, 40).Sum(c => Math.Sqrt(6 * Enumerable.Range(0, 6).Sum(r => Math.Pow(bench.Parameters.Values.All[weight.At(r, c)], 2))));
        Assert.AreEqual(0.1 * inputs, new GroupLasso(0.1).Value(bench.Parameters), 1e-9);
        Assert.AreEqual(0.1 * units, new GroupLasso(0.1, WeightGroups.Units).Value(bench.Parameters), 1e-9);
        Assert.IsFalse(new GroupLasso(0.1).IsSmooth);
    }

    [TestMethod]
    public void Check_UnitsAndInputsTogether_AreTwoKinds_AndTwiceTheSameIsRefused()
    {
        RegularizationSpec both = [.. ByInputs, .. ByUnits], twice = [.. ByUnits, new L1(1), new GroupLasso(0.3, WeightGroups.Units)];
        both.Check(2);
        Assert.AreEqual("GroupLasso is given twice for the same layers; leave one of the two out.", Assert.ThrowsExactly<ArgumentException>(() => twice.Check(2)).Message);
    }
}
