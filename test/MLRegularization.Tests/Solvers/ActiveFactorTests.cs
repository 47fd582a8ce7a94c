using MLRegularization.Numerics;
using MLRegularization.Solvers;

namespace MLRegularization.Tests.Solvers;

/// <summary>The growing and shrinking Cholesky factor, and conjugate gradients, against elimination from scratch.</summary>
[TestClass]
public class ActiveFactorTests
{
    [TestMethod]
    [DataRow(30, 1), DataRow(90, 2), DataRow(700, 2)]
    public void Solve_AfterComingsAndGoings_EqualsElimination(int size, int threads)
    {
        RandomStream random = new((ulong)size);
        double[,] gram = Gram(random, size);
        ActiveFactor factor = new();
        List<int> active = [];
        int next = 0;
        while (next < size)
        {
            int[] fresh = [.. Enumerable.Range(next, Math.Min(1 + random.NextBelow(size / 4), size - next))];
            next += fresh.Length;
            bool[] accepted = new bool[fresh.Length];
            factor.Append([.. fresh.SelectMany(j => active.Select(i => gram[i, j]))], [.. fresh.SelectMany(j => fresh.Select(i => gram[i, j]))], fresh.Length, accepted, threads);
            Assert.IsTrue(Array.TrueForAll(accepted, a => a));
            active.AddRange(fresh);
            for (int gone = 0; gone < 2 && active.Count > 1; gone++)
            {
                int position = random.NextBelow(active.Count);
                factor.Remove(position);
                active.RemoveAt(position);
            }
            Assert.AreEqual(active.Count, factor.Count);
        }
        // The right side begins with zeros, which the factor may skip.
        double[] right = [.. active.Select((_, i) => i < active.Count / 2 ? 0 : random.NextUniform())], solution = [.. right];
        factor.Solve(solution, threads);
        for (int i = 0; i < active.Count; i++) Assert.AreEqual(right[i], active.Select((j, k) => gram[active[i], j] * solution[k]).Sum(), 1e-9);
    }

    [TestMethod]
    public void Append_DependentColumn_IsRefused()
    {
        double[,] gram = Gram(new RandomStream(6), 5);
        ActiveFactor factor = new();
        bool[] accepted = new bool[3];
        // The third new column is twice the first.
        double[] fresh = [gram[0, 0], gram[1, 0], 2 * gram[0, 0], gram[0, 1], gram[1, 1], 2 * gram[0, 1], 2 * gram[0, 0], 2 * gram[1, 0], 4 * gram[0, 0]];
        factor.Append([], fresh, 3, accepted, 1);
        CollectionAssert.AreEqual(new[] { true, true, false }, accepted);
        Assert.AreEqual(2, factor.Count);
    }

    [TestMethod]
    public void ConjugateGradient_NearPreconditioner_SolvesInFewIterations()
    {
        const int size = 60;
        RandomStream random = new(9);
        double[,] gram = Gram(random, size);
        ActiveFactor factor = new();
        double[] shifted = [.. Enumerable.Range(0, size * size).Select(k => gram[k / size, k % size] + (k / size == k % size ? 0.05 : 0))];
        factor.Append([], shifted, size, new bool[size], 1);
        double[] right = [.. Enumerable.Range(0, size).Select(_ => random.NextUniform())], solution = [.. right];
        int iterations = ConjugateGradient.Solve((x, y) =>
        {
            for (int i = 0; i < size; i++) y[i] = Enumerable.Range(0, size).Sum(j => gram[i, j] * x[j]);
        }, x => factor.Solve(x, 1), solution, 1e-12, 50);
        for (int i = 0; i < size; i++) Assert.AreEqual(right[i], Enumerable.Range(0, size).Sum(j => gram[i, j] * solution[j]), 1e-11);
        Assert.IsLessThan(20, iterations);
    }

    private static double[,] Gram(RandomStream random, int size)
    {
        double[,] x = new double[size + 5, size], gram = new double[size, size];
        for (int i = 0; i < size + 5; i++)
            for (int j = 0; j < size; j++) x[i, j] = random.NextUniform() - 0.5;
        for (int i = 0; i < size; i++)
            for (int j = 0; j <= i; j++)
            {
                for (int k = 0; k < size + 5; k++) gram[i, j] += x[k, i] * x[k, j];
                if (i == j) gram[i, j] += 0.1;
                gram[j, i] = gram[i, j];
            }
        return gram;
    }
}
