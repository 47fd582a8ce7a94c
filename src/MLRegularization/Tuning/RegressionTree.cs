using MLRegularization.Numerics;

namespace MLRegularization.Tuning;

/// <summary>A regression tree (Breiman and others 1984) over the codes of a <see cref="KnobGrid"/>: splits with the largest fall in squared error, leaves that are boxes of codes.</summary>
internal sealed class RegressionTree
{
    /// <summary>Rows that a leaf has at least.</summary>
    private const int SmallestLeaf = 2;

    /// <summary>The share of knobs that a split chooses from: all, and the strongest hides the others.</summary>
    private const double Looked = 2.0 / 3;

    private readonly KnobGrid grid;
    private readonly double[] errors;
    private readonly RandomStream random;
    private readonly List<Leaf> leaves = [];

    /// <summary>Grows it.</summary>
    /// <param name="grid">The rows, with their errors.</param>
    /// <param name="rows">Rows to learn from; some may be there more than once.</param>
    /// <param name="random">Draws the knobs that splits choose from.</param>
    public RegressionTree(KnobGrid grid, int[] rows, RandomStream random)
    {
        (this.grid, errors, this.random) = (grid, grid.Errors, random);
        Grow(rows, new int[grid.Knobs], [.. grid.Below.Select(b => b.Length - 1)]);
    }

    /// <summary>A box of codes from <paramref name="Low"/> to below <paramref name="High"/>, and the mean error in it.</summary>
    public readonly record struct Leaf(int[] Low, int[] High, double Value);

    /// <summary>The leaves, which together are all codes.</summary>
    public IReadOnlyList<Leaf> Leaves => leaves;

    /// <summary>The error of a row of codes.</summary>
    public double Predict(int[] codes)
    {
        foreach (Leaf leaf in leaves)
        {
            bool inside = true;
            for (int d = 0; d < codes.Length && inside; d++) inside = codes[d] >= leaf.Low[d] && codes[d] < leaf.High[d];
            if (inside) return leaf.Value;
        }
        return double.NaN;
    }

    /// <summary>Variance of each knob's marginal, and of the whole tree (the last), over independent knobs with the shares of the grid.</summary>
    public double[] Variances()
    {
        int knobs = grid.Knobs;
        double[] variances = new double[knobs + 1], weights = [.. leaves.Select(Weight)];
        double mean = leaves.Select((leaf, k) => weights[k] * leaf.Value).Sum();
        double[][] marginals = [.. grid.Below.Select(b => new double[b.Length])];
        for (int k = 0; k < leaves.Count; k++)
        {
            double value = leaves[k].Value - mean;
            variances[knobs] += weights[k] * value * value;
            for (int d = 0; d < knobs; d++)
            {
                double others = weights[k] / Share(leaves[k], d) * value;
                marginals[d][leaves[k].Low[d]] += others;
                marginals[d][leaves[k].High[d]] -= others;
            }
        }
        for (int d = 0; d < knobs; d++)
        {
            double marginal = 0;
            for (int c = 0; c < grid.Below[d].Length - 1; c++)
            {
                marginal += marginals[d][c];
                variances[d] += (grid.Below[d][c + 1] - grid.Below[d][c]) * marginal * marginal;
            }
        }
        return variances;
    }

    private double Weight(Leaf leaf)
    {
        double weight = 1;
        for (int d = 0; d < grid.Knobs; d++) weight *= Share(leaf, d);
        return weight;
    }

    private double Share(Leaf leaf, int knob) => grid.Below[knob][leaf.High[knob]] - grid.Below[knob][leaf.Low[knob]];

    private void Grow(int[] rows, int[] low, int[] high)
    {
        (int Knob, int Code)? split = rows.Length < 2 * SmallestLeaf ? null : Best(rows, low, high);
        if (split is not (int knob, int code))
        {
            leaves.Add(new Leaf(low, high, rows.Average(i => errors[i])));
            return;
        }
        int[] under = [.. high], over = [.. low];
        under[knob] = over[knob] = code;
        Grow([.. rows.Where(i => grid.Codes[i][knob] < code)], low, under);
        Grow([.. rows.Where(i => grid.Codes[i][knob] >= code)], over, high);
    }

    // The knob and the first code of the upper part; null where nothing is gained.
    private (int Knob, int Code)? Best(int[] rows, int[] low, int[] high)
    {
        double total = rows.Sum(i => errors[i]), least = 1e-12 + (total * total / rows.Length);
        (int, int)? best = null;
        int[] order = [.. Enumerable.Range(0, grid.Knobs)];
        random.Shuffle(order);
        foreach (int knob in order.Take((int)Math.Ceiling(Looked * order.Length)))
        {
            int codes = high[knob] - low[knob];
            if (codes < 2) continue;
            double[] sums = new double[codes];
            int[] counts = new int[codes];
            foreach (int i in rows)
            {
                sums[grid.Codes[i][knob] - low[knob]] += errors[i];
                counts[grid.Codes[i][knob] - low[knob]]++;
            }
            double sum = 0;
            int count = 0;
            for (int c = 0; c < codes - 1; c++)
            {
                (sum, count) = (sum + sums[c], count + counts[c]);
                if (counts[c] == 0 || count < SmallestLeaf || rows.Length - count < SmallestLeaf) continue;
                double gain = (sum * sum / count) + ((total - sum) * (total - sum) / (rows.Length - count));
                if (gain > least) (least, best) = (gain, (knob, low[knob] + c + 1));
            }
        }
        return best;
    }
}
