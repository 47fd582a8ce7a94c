using Microsoft.ML.Data;
using MLRegularization.Models;

namespace Microsoft.ML.Trainers.Regularization.Stock;

/// <summary>y = Ax + b, worked with in double precision before it is written in single. Zeros are not stored.</summary>
internal sealed class AffineMap
{
    /// <summary>Share of entries other than 0 below which rows are written sparse: one long row of many short ones costs less so.</summary>
    private const double SparseShare = 0.25;

    private readonly (int At, double Value)[][] rows;
    private readonly double[] shift;

    private AffineMap(int inputs, (int, double)[][] rows, double[] shift)
    {
        Inputs = inputs;
        this.rows = rows;
        this.shift = shift;
    }

    /// <summary>Numbers that come in.</summary>
    public int Inputs { get; }

    /// <summary>Numbers that go out.</summary>
    public int Outputs => rows.Length;

    /// <summary>The sums of a layer.</summary>
    public static AffineMap Of(NetworkLayer layer) => Of(layer.Inputs, layer.Weights, layer.Bias);

    /// <summary>The map of a matrix, inputs × outputs row after row.</summary>
    public static AffineMap Of(int inputs, IReadOnlyList<float> matrix, IReadOnlyList<float> bias)
        => new(inputs, [.. Enumerable.Range(0, bias.Count).Select(k => Stored(Enumerable.Range(0, inputs).Select(i => (i, (double)matrix[(i * bias.Count) + k]))))], [.. bias.Select(b => (double)b)]);

    /// <summary>yⱼ = scaleⱼ xⱼ + shiftⱼ.</summary>
    public static AffineMap Diagonal(double[] scale, double[] shift) => new(scale.Length, [.. scale.Select((s, j) => Stored([(j, s)]))], shift);

    /// <summary>The same of a longer vector, whose last numbers play no part.</summary>
    public AffineMap WithInputs(int inputs) => new(inputs, rows, shift);

    /// <summary>This after a diagonal map.</summary>
    public AffineMap After(AffineMap diagonal) => new(
        Inputs,
        [.. rows.Select(row => Stored(row.Select(e => (e.At, e.Value * diagonal.rows[e.At].Sum(d => d.Value)))))],
        [.. rows.Select((row, k) => shift[k] + row.Sum(e => e.Value * diagonal.shift[e.At]))]);

    /// <summary>The outputs less their mean.</summary>
    public AffineMap Centred()
    {
        double[] mean = new double[Inputs];
        foreach ((int at, double value) in rows.SelectMany(row => row)) mean[at] += value / Outputs;
        double shifts = shift.Average();
        return new AffineMap(Inputs, [.. rows.Select(row =>
        {
            double[] all = [.. mean.Select(m => -m)];
            foreach ((int at, double value) in row) all[at] += value;
            return Stored(all.Select((value, at) => (at, value)));
        })], [.. shift.Select(s => s - shifts)]);
    }

    /// <summary>The first numbers of a vector, and another map of the numbers behind them, added.</summary>
    /// <param name="first">Length of the first part.</param>
    /// <param name="around">The map of the second part.</param>
    public static AffineMap Sum(int first, AffineMap around)
        => new(first + around.Inputs, [.. around.rows.Select((row, k) => Stored([(k, 1), .. row.Select(e => (first + e.At, e.Value))]))], around.shift);

    /// <summary>The matrix, row by row; all rows are sparse or all are dense.</summary>
    /// <param name="least">Rows at least; those beyond the outputs are zero.</param>
    public VBuffer<float>[] Rows(int least = 1)
    {
        bool sparse = rows.Sum(row => (double)row.Length) < SparseShare * Inputs * Outputs;
        return [.. Enumerable.Range(0, Math.Max(least, Outputs)).Select(k => k < Outputs ? Row(rows[k], sparse) : Row([], sparse))];
    }

    /// <summary>The shifts.</summary>
    public float[] Bias(int least = 1) => [.. Enumerable.Range(0, Math.Max(least, Outputs)).Select(k => k < Outputs ? (float)shift[k] : 0)];

    private VBuffer<float> Row((int At, double Value)[] row, bool sparse)
    {
        if (sparse) return new VBuffer<float>(Inputs, row.Length, [.. row.Select(e => (float)e.Value)], [.. row.Select(e => e.At)]);
        float[] all = new float[Inputs];
        foreach ((int at, double value) in row) all[at] = (float)value;
        return new VBuffer<float>(Inputs, all);
    }

    private static (int, double)[] Stored(IEnumerable<(int At, double Value)> row) => [.. row.Where(e => e.Value != 0)];
}
