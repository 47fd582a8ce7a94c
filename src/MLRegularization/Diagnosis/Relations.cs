namespace MLRegularization.Diagnosis;

/// <summary>What columns have to do with each other: those that say the same, those that move together, and combinations of several.</summary>
internal sealed class Relations
{
    /// <summary>Columns that correlate by more are one column, but for a factor and a constant.</summary>
    private const double Same = 1 - 1e-12;

    private const int MostExact = 6;
    private const int MostNear = 3;
    private const int MostGroups = 6;

    private readonly FeatureColumns features;
    private readonly Func<int, int, double> correlation;
    private readonly int[] different; // one of each set of columns that say the same
    private readonly List<(int[] Columns, double Correlation)> close; // of those
    private readonly List<Combination> combinations = [];

    /// <summary>Looks at all pairs.</summary>
    /// <param name="features">The columns.</param>
    /// <param name="correlation">Of two of them, by place among those looked at.</param>
    /// <param name="threads">Threads at most.</param>
    /// <param name="cancellation">Checked at every column.</param>
    public Relations(FeatureColumns features, Func<int, int, double> correlation, int threads, CancellationToken cancellation)
    {
        (this.features, this.correlation) = (features, correlation);
        int p = features.Columns.Length;
        List<(int[] Columns, double Correlation)> same = CorrelatedGroups.Of(Same, p, features.Rows, correlation, threads, cancellation);
        HashSet<int> repeated = [.. same.SelectMany(g => g.Columns.Order().Skip(1))];
        different = [.. Enumerable.Range(0, p).Where(j => !repeated.Contains(j))];
        close = CorrelatedGroups.Of(CorrelatedColumns.Threshold, different.Length, features.Rows, (i, j) => correlation(different[i], different[j]), threads, cancellation);
        Dependent = repeated.Count;
        AnyExact = same.Count > 0;
        // Two are told with their factor, more only as a set.
        foreach ((int[] pair, _) in same.Where(g => g.Columns.Length == 2).Take(MostExact))
            if (CombinationFit.Of(features, features.Columns[pair[1]], [features.Columns[pair[0]]]) is Combination combination) combinations.Add(combination);
        Correlated =
        [
            .. same.Where(g => g.Columns.Length > 2).Take(MostGroups).Select(g => Named([.. g.Columns.Order()], Math.Sign(g.Correlation))),
            .. close.Take(MostGroups).Select(g => Named([.. g.Columns.Select(k => different[k])], g.Correlation)),
        ];
    }

    /// <summary>Combinations of up to six columns: exact ones of several columns first, exact pairs, then the nearest.</summary>
    public IReadOnlyList<Combination> Combinations =>
        [.. combinations.OrderBy(c => c.IsExact ? 0 : c.Share).ThenBy(c => c.Terms.Count == 1).ThenBy(c => c.Terms.Count).Take(MostExact)];

    /// <summary>Columns that say the same, then columns that move together.</summary>
    public IReadOnlyList<CorrelatedColumns> Correlated { get; }

    /// <summary>Whether some columns are exact combinations of others.</summary>
    public bool AnyExact { get; private set; }

    /// <summary>How many columns are nearly combinations of the others.</summary>
    public int Dependent { get; private set; }

    /// <summary>Looks for combinations of several columns.</summary>
    public void FindCombinations(int threads, CancellationToken cancellation)
    {
        int count = different.Length;
        double[] correlations = new double[count * count];
        for (int i = 0; i < count; i++)
            for (int j = 0; j < count; j++) correlations[(i * count) + j] = correlation(different[i], different[j]);
        CombinationFinder finder = new(correlations, count, features.Rows, cancellation);
        Dependent += finder.Dependent.Count;
        int near = 0, exact = 0;
        foreach ((int column, int[] terms, double variance) in finder.Find(threads, cancellation).OrderBy(f => f.Variance < 1e-15 ? 0 : f.Variance).ThenBy(f => f.Terms.Length).ThenBy(f => f.Column))
        {
            // What a correlation says already.
            if (terms.Length == 1 && close.Exists(g => g.Columns.Contains(column) && g.Columns.Contains(terms[0]))) continue;
            if (!Chance.IsExcluded(variance, features.Rows, count, terms.Length)) continue;
            if (CombinationFit.Of(features, features.Columns[different[column]], [.. terms.Select(t => features.Columns[different[t]])]) is not Combination combination) continue;
            if (combination.Share > CombinationFinder.NearShare) continue;
            AnyExact |= combination.IsExact;
            combinations.Add(combination);
            if (combination.IsExact ? ++exact == MostExact : ++near == MostNear) break;
        }
    }

    private CorrelatedColumns Named(int[] columns, double value) => new([.. columns.Select(k => features.Name(features.Columns[k]))], value);
}
