using MLRegularization.Penalties;

namespace MLRegularization.Solvers;

/// <summary>
/// A quadratic loss and a penalty of groups: block descent by proximal steps finds the groups that are not zero (Simon, Friedman, Hastie
/// 2013); there the penalty is smooth, and Newton's method on all of them together brings the digits.
/// </summary>
/// <param name="quadratic">The loss; coordinates c with equal c mod G are a group.</param>
/// <param name="groups">Number of groups G.</param>
/// <param name="threads">Threads at most.</param>
internal sealed class GroupDescent(IQuadratic quadratic, int groups, int threads)
{
    /// <summary>With more coordinates than this descent goes on alone.</summary>
    private const int MostNewton = 3000;

    private const int AppendBatch = 128;

    private readonly double[] curvatures = new double[groups]; // bounds of the groups' own; 0: not known yet
    private readonly ActiveFactor factor = new();
    private int[] known = []; // coordinates whose products are kept
    private double[] products = []; // of the known ones

    /// <summary>Sweeps until no candidate violates its condition by more than the tolerance.</summary>
    /// <param name="penalty">The penalty at the present λ.</param>
    /// <param name="candidates">Groups that may move.</param>
    /// <param name="tolerance">Violation at which a group counts as solved.</param>
    /// <param name="limit">Sweeps at most.</param>
    /// <param name="sweeps">Counts sweeps and Newton steps.</param>
    /// <param name="cancellation">Checked at every sweep.</param>
    public void Solve(IGroupPenalty penalty, int[] candidates, double tolerance, int limit, ref int sweeps, CancellationToken cancellation)
    {
        while (sweeps < limit)
        {
            // One sweep over all candidates finds the working set, sweeps over that settle who is zero.
            if (Sweep(penalty, candidates, cancellation) <= tolerance) return;
            sweeps++;
            int[] working = [.. candidates.Where(IsActive)];
            for (int inner = 0; inner < 3 && sweeps < limit; inner++, sweeps++)
                if (Sweep(penalty, working, cancellation) <= tolerance) break;
            while (sweeps < limit && Newton(penalty, [.. working.Where(IsActive)], tolerance)) sweeps++;
        }
    }

    // The largest violation met on the way, in the units of a slope.
    private double Sweep(IGroupPenalty penalty, int[] working, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        double worst = 0;
        foreach (int g in working)
        {
            int[] own = Coordinates(g);
            double[] b = [.. own.Select(c => quadratic.Beta[c])], slopes = new double[own.Length];
            quadratic.Slopes(own, slopes);
            double violation = penalty.Violation(g, b, slopes);
            if (violation == 0) continue;
            worst = Math.Max(worst, violation);
            double h = CurvatureBound(g, own);
            if (h <= 0) continue;
            double[] best = penalty.Minimize(g, h, [.. slopes.Select((s, k) => s + (h * b[k]))]);
            for (int k = 0; k < best.Length; k++) slopes[k] = best[k] - b[k];
            quadratic.Move(own, slopes);
            // To the bit: zeros and bounds.
            for (int k = 0; k < best.Length; k++) quadratic.Beta[own[k]] = best[k];
        }
        return worst;
    }

    // One step of Newton's method on groups that are not zero, but for coordinates at a bound; false where it no longer helps.
    private bool Newton(IGroupPenalty penalty, int[] active, double tolerance)
    {
        int[][] free = [.. active.Select(g => Array.FindAll(Coordinates(g), c => quadratic.Beta[c] > penalty.Bounds(g).Lower && quadratic.Beta[c] < penalty.Bounds(g).Upper))];
        int[] coordinates = [.. free.SelectMany(c => c)];
        int m = coordinates.Length;
        if (m == 0 || m > MostNewton) return false;
        double[] left = new double[m];
        quadratic.Slopes(coordinates, left);
        double[] system = Products(coordinates);
        double room = 1, worst = 0;
        for (int a = 0, at = 0; a < active.Length; a++)
        {
            (double norm, double square) = penalty.Weights(active[a]);
            double size = Math.Sqrt(Coordinates(active[a]).Sum(c => quadratic.Beta[c] * quadratic.Beta[c]));
            double[] b = [.. free[a].Select(c => quadratic.Beta[c])];
            for (int k = 0; k < b.Length; k++, at++)
            {
                left[at] -= (square * b[k]) + (norm * b[k] / size);
                worst = Math.Max(worst, Math.Abs(left[at]));
                for (int l = 0; l < b.Length; l++)
                    system[(at * m) + at - k + l] += (k == l ? square + (norm / size) : 0) - (norm * b[k] * b[l] / (size * size * size));
            }
        }
        if (worst <= 0.1 * tolerance || !Factor(system, m)) return false;
        factor.Solve(left, threads);
        // As far as the first bound.
        for (int at = 0; at < m; at++)
        {
            (double low, double high) = penalty.Bounds(coordinates[at] % groups);
            double b = quadratic.Beta[coordinates[at]];
            if (left[at] > 0 && b + left[at] > high) room = Math.Min(room, (high - b) / left[at]);
            if (left[at] < 0 && b + left[at] < low) room = Math.Min(room, (low - b) / left[at]);
        }
        double before = Objective(penalty), share = 0;
        for (double next = room; next > 1e-4; next *= 0.5)
        {
            quadratic.Move(coordinates, [.. left.Select(s => (next - share) * s)]);
            share = next;
            if (Objective(penalty) > before) continue;
            if (share < room || room == 1) return share > 0.1;
            // Who stopped the step is at the bound, and stays there while Newton's method goes on.
            foreach (int c in coordinates)
            {
                (double low, double high) = penalty.Bounds(c % groups);
                double reach = 1e-12 * Math.Max(Math.Abs(quadratic.Beta[c]), double.Epsilon);
                if (quadratic.Beta[c] >= high - reach) quadratic.Beta[c] = high;
                if (quadratic.Beta[c] <= low + reach) quadratic.Beta[c] = low;
            }
            return true;
        }
        quadratic.Move(coordinates, [.. left.Select(s => -share * s)]);
        return false;
    }

    private bool Factor(double[] system, int m)
    {
        factor.Clear();
        for (int from = 0; from < m; from += AppendBatch)
        {
            int count = Math.Min(AppendBatch, m - from);
            double[] cross = new double[from * count], inner = new double[count * count];
            bool[] accepted = new bool[count];
            for (int c = 0; c < count; c++)
            {
                system.AsSpan((from + c) * m, from).CopyTo(cross.AsSpan(c * from));
                system.AsSpan(((from + c) * m) + from, count).CopyTo(inner.AsSpan(c * count));
            }
            factor.Append(cross, inner, count, accepted, threads);
            if (accepted.Contains(false)) return false;
        }
        return true;
    }

    // The products of some coordinates; those of the time before are kept.
    private double[] Products(int[] coordinates)
    {
        int m = coordinates.Length;
        Dictionary<int, int> at = known.Select((c, k) => (c, k)).ToDictionary(x => x.c, x => x.k);
        int[] fresh = [.. coordinates.Where(c => !at.ContainsKey(c))];
        if (fresh.Length > 0)
        {
            int[] all = [.. known, .. fresh];
            double[] grown = new double[all.Length * all.Length], cross = new double[all.Length * fresh.Length];
            for (int k = 0; k < known.Length; k++) products.AsSpan(k * known.Length, known.Length).CopyTo(grown.AsSpan(k * all.Length));
            quadratic.Cross(all, fresh, cross);
            for (int f = 0; f < fresh.Length; f++)
                for (int k = 0; k < all.Length; k++)
                    grown[(k * all.Length) + known.Length + f] = grown[((known.Length + f) * all.Length) + k] = cross[(f * all.Length) + k];
            for (int f = 0; f < fresh.Length; f++) at[fresh[f]] = known.Length + f;
            (known, products) = (all, grown);
        }
        double[] wanted = new double[m * m];
        int[] places = [.. coordinates.Select(c => at[c])];
        for (int k = 0; k < m; k++)
            for (int l = 0; l < m; l++) wanted[(k * m) + l] = products[(places[k] * known.Length) + places[l]];
        return wanted;
    }

    // No eigenvalue of a group's products is above their largest sum of a row.
    private double CurvatureBound(int group, int[] own)
    {
        if (curvatures[group] > 0) return curvatures[group];
        double[] block = new double[own.Length * own.Length];
        quadratic.Cross(own, own, block);
        return curvatures[group] = block.Chunk(own.Length).Max(row => row.Sum(Math.Abs));
    }

    private int[] Coordinates(int group) => [.. Enumerable.Range(0, quadratic.Count / groups).Select(k => (k * groups) + group)];

    private bool IsActive(int group)
    {
        for (int c = group; c < quadratic.Count; c += groups)
            if (quadratic.Beta[c] != 0) return true;
        return false;
    }

    private double Objective(IGroupPenalty penalty) => (0.5 * quadratic.ResidualProducts().Squares) + penalty.Value(quadratic.Beta);
}
