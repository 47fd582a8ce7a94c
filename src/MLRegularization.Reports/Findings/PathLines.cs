using MLRegularization.Paths;

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
    public PathLines(Report report, int mostLabels)
    {
        RegularizationPath path = report.Path;
        int features = report.Names.Count;
        double[] largest = new double[features];
        foreach (PathPoint point in path.Points)
            for (int k = 0; k < point.NonZeros; k++)
            {
                int column = point.Indices[k];
                largest[column] = Math.Max(largest[column], Math.Abs(report.Effects.Of(column, point.Values[k])));
            }
        double[] chosen = new double[features];
        for (int k = 0; k < report.Input.Chosen.NonZeros; k++)
        {
            int column = report.Input.Chosen.Indices[k];
            chosen[column] = Math.Abs(report.Effects.Of(column, report.Input.Chosen.Values[k]));
        }
        int[] order = [.. Enumerable.Range(0, features).Where(j => largest[j] > 0).OrderByDescending(j => chosen[j]).ThenByDescending(j => largest[j])];
        Features = order.Length;
        Labelled = [.. order.Take(mostLabels).Select(Line)];
        int[] rest = [.. order.Skip(mostLabels).OrderByDescending(j => largest[j])];
        Thin = [.. rest.Take(MostThin).Select(Line)];
        Banded = Math.Max(0, rest.Length - MostThin);
        if (Banded > 0) (BandLow, BandHigh) = Band(report, [.. rest.Skip(MostThin)]);

        PathLine Line(int column) => new(column, [.. path.Points.Select(p => report.Effects.Of(column, p[column]))]);
    }

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

    private static (double[] Low, double[] High) Band(Report report, HashSet<int> columns)
    {
        double[] low = new double[report.Path.Points.Count], high = new double[low.Length];
        for (int i = 0; i < low.Length; i++)
        {
            PathPoint point = report.Path.Points[i];
            for (int k = 0; k < point.NonZeros; k++)
            {
                if (!columns.Contains(point.Indices[k])) continue;
                double effect = report.Effects.Of(point.Indices[k], point.Values[k]);
                low[i] = Math.Min(low[i], effect);
                high[i] = Math.Max(high[i], effect);
            }
        }
        return (low, high);
    }
}
