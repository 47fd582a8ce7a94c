using MLRegularization.Paths;

namespace MLRegularization.Reports.Findings;

/// <summary>What a picture of the path shows of a fitted strength: one effect for every feature in the model.</summary>
internal sealed class PathView
{
    private readonly Report report;
    private readonly int? ofClass;

    private PathView(Report report, int? ofClass) => (this.report, this.ofClass) = (report, ofClass);

    /// <summary>The effects; of several classes their Euclidean norm over the classes.</summary>
    public static PathView Whole(Report report) => new(report, null);

    /// <summary>The effects on one of several classes.</summary>
    public static PathView OfClass(Report report, int k) => new(report, k);

    /// <summary>The features in the model with their effects.</summary>
    public IReadOnlyList<(int Column, double Effect)> Of(PathPoint point)
    {
        int p = report.Names.Count;
        IEnumerable<(int Class, int Column, double Effect)> all = point.Indices.Zip(point.Values, (c, value) => (c / p, c % p, report.Effects.Of(c % p, value)));
        if (ofClass is int k) return [.. all.Where(e => e.Class == k).Select(e => (e.Column, e.Effect))];
        if (report.Outputs == 1) return [.. all.Select(e => (e.Column, e.Effect))];
        return [.. all.GroupBy(e => e.Column).Select(g => (g.Key, Norm(g.Select(e => e.Effect))))];
    }

    /// <summary>√ Σ e², without overflow.</summary>
    public static double Norm(IEnumerable<double> effects)
    {
        double[] sizes = [.. effects.Select(Math.Abs)];
        double largest = sizes.Length == 0 ? 0 : sizes.Max();
        return largest == 0 ? 0 : largest * Math.Sqrt(sizes.Sum(e => e / largest * (e / largest)));
    }
}
