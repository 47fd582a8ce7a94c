using MLRegularization.Numerics;

namespace MLRegularization.Tuning;

/// <summary>
/// Trials as rows of whole numbers: for every knob the place of its value among all that were tried. What hangs on a switch that is off stands at the middle of its values, so that the switch has
/// all that it does. Rows are sorted by what is in them.
/// </summary>
internal sealed class KnobGrid
{
    private KnobGrid(int[][] codes, double[] errors, double[][] below) => (Codes, Errors, Below) = (codes, errors, below);

    /// <summary>Codes by row and knob.</summary>
    public int[][] Codes { get; }

    /// <summary>Errors by row.</summary>
    public double[] Errors { get; }

    /// <summary>By knob and code, the share of rows with a smaller code; one longer than there are codes.</summary>
    public double[][] Below { get; }

    /// <summary>Knobs.</summary>
    public int Knobs => Below.Length;

    public static KnobGrid Of(IReadOnlyList<Dimension> dimensions, IReadOnlyList<SearchPoint> points, double[] errors)
    {
        int[][] codes = [.. points.Select(_ => new int[dimensions.Count])];
        int[] distinct = new int[dimensions.Count];
        for (int d = 0; d < dimensions.Count; d++)
        {
            double?[] positions = [.. points.Select(p => p.Find(dimensions[d].Name) is double value ? dimensions[d].Position(value) : (double?)null)];
            double[] known = [.. positions.Where(p => p is not null).Select(p => p!.Value).Order()];
            double[] values = [.. known.Distinct()];
            distinct[d] = values.Length;
            for (int i = 0; i < points.Count; i++) codes[i][d] = Array.BinarySearch(values, positions[i] ?? known[(known.Length - 1) / 2]);
        }
        return Of(codes, errors, distinct);
    }

    /// <summary>The same with a shuffled copy behind the knobs for each of them, which has nothing to do with the errors.</summary>
    public KnobGrid WithShuffledCopies(RandomStream random)
    {
        int[][] both = [.. Codes.Select(row => new int[2 * Knobs])];
        int[] order = [.. Enumerable.Range(0, Codes.Length)];
        for (int d = 0; d < Knobs; d++)
        {
            random.Shuffle(order);
            for (int i = 0; i < order.Length; i++) (both[i][d], both[i][Knobs + d]) = (Codes[i][d], Codes[order[i]][d]);
        }
        return new KnobGrid(both, Errors, [.. Below, .. Below]);
    }

    /// <summary>From codes as they are.</summary>
    public static KnobGrid Of(int[][] codes, double[] errors, int[] distinct)
    {
        int[] order = [.. Enumerable.Range(0, codes.Length)];
        Array.Sort(order, (a, b) => codes[a].AsSpan().SequenceCompareTo(codes[b]) is int by and not 0 ? by : errors[a].CompareTo(errors[b]));
        double[][] below = [.. distinct.Select(count => new double[count + 1])];
        for (int d = 0; d < below.Length; d++)
        {
            foreach (int[] row in codes) below[d][row[d] + 1]++;
            for (int k = 1; k < below[d].Length; k++) below[d][k] = below[d][k - 1] + below[d][k];
            for (int k = 1; k < below[d].Length; k++) below[d][k] /= codes.Length;
        }
        return new KnobGrid([.. order.Select(i => codes[i])], [.. order.Select(i => errors[i])], below);
    }
}
