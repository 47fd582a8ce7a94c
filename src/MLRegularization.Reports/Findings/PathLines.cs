namespace MLRegularization.Reports.Findings;

/// <summary>One feature's effects along the path.</summary>
/// <param name="Column">The feature.</param>
/// <param name="Values">Its effect at every λ.</param>
internal sealed record PathLine(int Column, double[] Values);

/// <summary>Which features' lines a path picture shows: a few with a label, more without, the rest as a band between their extremes.</summary>
internal sealed class PathLines
{
    /// <summary>Thin lines drawn at most; more cannot be told apart.</summary>
    public const int MostThin = 150;

    /// <summary>Chooses: first by the size of the effect at the chosen λ, then by the largest on the path.</summary>
    /// <param name="report">The report.</param>
    /// <param name="mostLabels">Lines with a label at most.</param>
    /// <param name="view">What is shown of a model; null: all of it.</param>
    /// <param name="labels">The features to label where they are in the model; null: those chosen first.</param>
    public PathLines(Report report, int mostLabels, PathView? view = null, IReadOnlyList<int>? labels = null)
    {
        view ??= PathView.Whole(report);
        IReadOnlyList<(int Column, double Effect)>[] effects = [.. report.Path.Points.Select(view.Of)];
        Counts = [.. effects.Select(e => e.Count)];
        double[] largest = new double[report.Names.Count], chosen = new double[largest.Length];
        foreach ((int column, double effect) in effects.SelectMany(e => e)) largest[column] = Math.Max(largest[column], Math.Abs(effect));
        foreach ((int column, double effect) in view.Of(report.Input.Chosen)) chosen[column] = Math.Abs(effect);
        int[] order = [.. Enumerable.Range(0, largest.Length).Where(j => largest[j] > 0).OrderByDescending(j => chosen[j]).ThenByDescending(j => largest[j])];
        Features = order.Length;
        int[] named = [.. labels?.Where(j => largest[j] > 0) ?? order.Take(mostLabels)];
        int[] rest = [.. order.Except(named).OrderByDescending(j => largest[j])];
        Labelled = Lines(effects, named);
        Thin = Lines(effects, [.. rest.Take(MostThin)]);
        Banded = Math.Max(0, rest.Length - MostThin);
        if (Banded > 0) (BandLow, BandHigh) = Band(effects, [.. rest.Skip(MostThin)]);
    }

    /// <summary>Features in the model at every λ.</summary>
    public int[] Counts { get; }

    /// <summary>Features that are ever in the model.</summary>
    public int Features { get; }

    /// <summary>Lines with a label, the most important first.</summary>
    public IReadOnlyList<PathLine> Labelled { get; }

    /// <summary>Lines without.</summary>
    public IReadOnlyList<PathLine> Thin { get; }

    /// <summary>Features that are only in the band.</summary>
    public int Banded { get; }

    /// <summary>Lowest effect of the band at every λ; empty without a band.</summary>
    public double[] BandLow { get; } = [];

    /// <summary>Highest effect of the band at every λ.</summary>
    public double[] BandHigh { get; } = [];

    /// <summary>The lowest and the highest effect of all, 0 included.</summary>
    public (double Low, double High) Extent()
    {
        IEnumerable<double> all = Labelled.Concat(Thin).SelectMany(l => l.Values).Concat(BandLow).Concat(BandHigh).Append(0);
        return (all.Min(), all.Max());
    }

    private static PathLine[] Lines(IReadOnlyList<(int Column, double Effect)>[] effects, int[] columns)
    {
        Dictionary<int, double[]> lines = columns.ToDictionary(j => j, _ => new double[effects.Length]);
        for (int i = 0; i < effects.Length; i++)
            foreach ((int column, double effect) in effects[i])
                if (lines.TryGetValue(column, out double[]? line)) line[i] = effect;
        return [.. columns.Select(j => new PathLine(j, lines[j]))];
    }

    private static (double[] Low, double[] High) Band(IReadOnlyList<(int Column, double Effect)>[] effects, HashSet<int> columns)
    {
        double[] low = new double[effects.Length], high = new double[low.Length];
        for (int i = 0; i < low.Length; i++)
            foreach ((int column, double effect) in effects[i])
            {
                if (!columns.Contains(column)) continue;
                low[i] = Math.Min(low[i], effect);
                high[i] = Math.Max(high[i], effect);
            }
        return (low, high);
    }
}
