using MLRegularization.Penalties;

namespace MLRegularization.Tests.Penalties;

/// <summary>The formulas of grouped coordinates against searches that know nothing of them.</summary>
[TestClass]
public class GroupedElasticNetTests
{
    private const int Problems = 300;

    [TestMethod]
    public void Minimize_AnyQuadratic_NoPointNearbyIsLower()
    {
        for (int seed = 0; seed < Problems; seed++)
        {
            (GroupedElasticNet penalty, Random random, double low, double high) = Draw(seed);
            double curvature = 0.1 + random.NextDouble();
            double[] z = Vector(random, 3), best = penalty.Minimize(0, curvature, z);
            double Value(double[] b) => (0.5 * curvature * b.Sum(v => v * v)) - Product(z, b) + penalty.Value(b);
            Assert.IsTrue(best.All(b => b >= low && b <= high));
            for (int k = 0; k < 200; k++)
            {
                double size = Math.Pow(10, -random.Next(8));
                double[] other = [.. best.Select(b => Math.Clamp(b + (size * ((2 * random.NextDouble()) - 1)), low, high))];
                Assert.IsGreaterThanOrEqualTo(Value(best) - 1e-12, Value(other), $"seed {seed}");
            }
            Assert.IsGreaterThanOrEqualTo(Value(best), Value(new double[3]), $"seed {seed}");
        }
    }

    [TestMethod]
    public void Violation_AtTheMinimum_IsZeroAndElsewherePositive()
    {
        for (int seed = 0; seed < Problems; seed++)
        {
            (GroupedElasticNet penalty, Random random, double low, double high) = Draw(seed);
            double[] z = Vector(random, 3), best = penalty.Minimize(0, 1, z), other = [.. Vector(random, 3).Select(b => Math.Clamp(b, low, high))];
            double At(double[] b) => penalty.Violation(0, b, [.. z.Zip(b, (s, v) => s - v)]);
            Assert.IsLessThanOrEqualTo(1e-12 * (1 + z.Max(Math.Abs)), At(best), $"seed {seed}");
            if (best.Zip(other, (b, o) => Math.Abs(b - o)).Max() > 1e-3) Assert.IsGreaterThan(1e-9, At(other), $"seed {seed}");
            if (high < 5) Assert.AreEqual(double.PositiveInfinity, At([high + 0.1, 0, 0]));
        }
    }

    [TestMethod]
    public void Conjugate_AtTheDualScale_IsTheSupremum()
    {
        for (int seed = 0; seed < Problems; seed++)
        {
            (GroupedElasticNet penalty, Random random, double low, double high) = Draw(seed);
            double[] z = Vector(random, 3), beta = new double[3];
            double t = penalty.DualScale(z), conjugate = penalty.Conjugate(z, t, beta), best = 0;
            Assert.IsTrue(t is > 0 and <= 1);
            // What nothing holds is looked at in the box it is given.
            bool curved = penalty.Weights(0).Square > 0;
            double from = Math.Max(low, curved ? -200 : -10), to = Math.Min(high, curved ? 200 : 10);
            double[] at = new double[3];
            double Gain(double[] b) => (t * Product(z, b)) - penalty.Value(b);
            for (int k = 0; k < 4000; k++)
            {
                double size = Math.Pow(10, 2 - (k / 500));
                double[] trial = [.. at.Select(b => Math.Clamp(b + (size * ((2 * random.NextDouble()) - 1)), from, to))];
                double gain = Gain(trial);
                if (gain <= best) continue;
                (best, at) = (gain, trial);
            }
            Assert.IsGreaterThanOrEqualTo(best - 1e-9, conjugate, $"seed {seed}");
            Assert.AreEqual(best, conjugate, 1e-3 * (1 + best), $"seed {seed}");
        }
    }

    [TestMethod]
    public void OneCoordinatePerGroup_IsTheElasticNet()
    {
        for (int seed = 0; seed < Problems; seed++)
        {
            Random random = new(seed);
            double[] factors = [0.5, 1, 2], lower = [-1, double.NegativeInfinity, -0.3], upper = [double.PositiveInfinity, 0.2, 0];
            GroupedElasticNet grouped = new(0.4, 0.3, 3, factors, lower, upper);
            ElasticNet single = new(0.4, 0.3, factors, lower, upper);
            IJointPenalty[] both = [single, grouped];
            double[] beta = [.. Vector(random, 3).Select((b, j) => Math.Clamp(b, lower[j], upper[j]))], slopes = Vector(random, 3), ours = new double[3], theirs = new double[3];
            Assert.AreEqual(both[0].Value(beta), both[1].Value(beta), 1e-14);
            Assert.AreEqual(both[0].Violations(beta, slopes, theirs), grouped.Violations(beta, slopes, ours), 1e-14);
            for (int j = 0; j < 3; j++)
            {
                Assert.AreEqual(theirs[j], ours[j], 1e-14);
                Assert.AreEqual(single.Minimize(j, 0.7, slopes[j]), grouped.Minimize(j, 0.7, [slopes[j]])[0], 1e-14);
            }
            Assert.AreEqual(both[0].DualScale(slopes), grouped.DualScale(slopes), 1e-14);
            Assert.AreEqual(both[0].Conjugate(slopes, 0.9, beta), grouped.Conjugate(slopes, 0.9, beta), 1e-12);
        }
    }

    private static (GroupedElasticNet Penalty, Random Random, double Low, double High) Draw(int seed)
    {
        Random random = new(seed);
        double l1 = random.Next(5) == 0 ? 0 : random.NextDouble(), l2 = random.Next(2) * random.NextDouble();
        double low = random.Next(3) switch { 0 => -random.NextDouble(), 1 when random.Next(2) == 0 => 0, _ => double.NegativeInfinity };
        double high = random.Next(3) switch { 0 => random.NextDouble(), 1 when random.Next(2) == 0 => 0, _ => double.PositiveInfinity };
        return (new GroupedElasticNet(l1, l2, 1, [0.5 + random.NextDouble()], [low], [high]), random, low, high);
    }

    private static double[] Vector(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => 4 * (random.NextDouble() - 0.5))];

    private static double Product(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
