using MLRegularization.Matrices;
using MLRegularization.Numerics;

namespace MLRegularization.Solvers;

/// <summary>
/// Squared loss kept as the residuals of the data: every coordinate costs n, and p may be anything. Columns are standardised
/// as they are read; the intercept is never a coordinate, the residual is centred instead.
/// </summary>
internal sealed class ResidualQuadratic : IQuadratic
{
    private const int SlopeBlock = 128;

    private readonly StandardizedColumns columns;
    private readonly double[] response; // fixed but for Anchor
    private readonly double[] residual;
    private readonly double[] weighted; // ω ∘ residual
    private readonly int threads;
    private readonly int[] all;
    private double weightedSum;
    private bool stale = true, behind;
    private readonly double[] followed; // the β that the residual has followed, where single steps are not taken by it at once
    private int movesSinceCentring;

    /// <summary>Starts at β = 0.</summary>
    /// <param name="columns">The standardised features.</param>
    /// <param name="response">n responses, centred where an intercept is fitted.</param>
    /// <param name="threads">Threads at most.</param>
    public ResidualQuadratic(StandardizedColumns columns, double[] response, int threads)
    {
        this.columns = columns;
        this.response = response;
        this.threads = threads;
        residual = [.. response];
        weighted = new double[response.Length];
        Beta = new double[columns.Count];
        followed = columns.IsSparse ? new double[columns.Count] : [];
        all = [.. Enumerable.Range(0, columns.Count)];
    }

    public int Count => columns.Count;

    /// <summary>Descent along sparse columns costs so little that a factor pays for few of them only; along any where they far outnumber the rows.</summary>
    public int MostActive => columns.IsSparse ? 256 : Math.Min(6000, Math.Max(1024, 4 * Residual.Length));

    public double[] Beta { get; }

    /// <summary>y − X̃β of every row, those of weight 0 included.</summary>
    public ReadOnlySpan<double> Residual
    {
        get
        {
            CatchUp();
            return residual;
        }
    }

    public double Curvature(int coordinate) => columns.SquareMean(coordinate);

    public double Slope(int coordinate)
    {
        Weigh();
        return columns.IsSparse ? columns.CorrelateSparse(coordinate, weighted, weightedSum) : columns.Correlate(coordinate, weighted, weightedSum);
    }

    public void Slopes(ReadOnlySpan<int> coordinates, Span<double> slopes)
    {
        Weigh();
        double[] result = new double[coordinates.Length];
        Correlate(coordinates.ToArray(), weighted, weightedSum, result);
        result.CopyTo(slopes);
    }

    public void AllSlopes(Span<double> slopes) => Slopes(all, slopes);

    public void Move(int coordinate, double step)
    {
        if (step == 0) return;
        Beta[coordinate] += step;
        if (columns.IsSparse)
        {
            // Slopes need no centred residual, only its weighted form and the sum of that; the residual itself follows when it is asked for.
            Weigh();
            weightedSum += columns.AddWeightedSparse(coordinate, -step, weighted);
            behind = true;
            return;
        }
        columns.AddScaled(coordinate, -step, residual);
        stale = true;
        if (++movesSinceCentring >= 64) Centre();
    }

    public void Move(ReadOnlySpan<int> coordinates, ReadOnlySpan<double> steps)
    {
        CatchUp();
        double[] back = new double[steps.Length];
        for (int k = 0; k < back.Length; k++)
        {
            Beta[coordinates[k]] += steps[k];
            back[k] = -steps[k];
        }
        columns.AddScaled(coordinates, back, residual, threads);
        Follow();
        Centre();
    }

    public void Cross(ReadOnlySpan<int> left, ReadOnlySpan<int> right, Span<double> products)
    {
        int[] lefts = left.ToArray(), rights = right.ToArray();
        double[] result = new double[lefts.Length * rights.Length];
        // A few right columns at a time, centred and weighted, against every left one.
        const int batch = 16, leftBlock = 32;
        double[][] vectors = new double[Math.Min(batch, rights.Length)][];
        for (int v = 0; v < vectors.Length; v++) vectors[v] = new double[residual.Length];
        for (int from = 0; from < rights.Length; from += batch)
        {
            int count = Math.Min(batch, rights.Length - from), first = from;
            Parallelism.For(count, threads, c => columns.Weighted(rights[first + c], vectors[c]));
            Parallelism.For((lefts.Length + leftBlock - 1) / leftBlock, threads, block =>
            {
                int i = block * leftBlock, length = Math.Min(leftBlock, lefts.Length - i);
                for (int c = 0; c < count; c++)
                    columns.Correlate(lefts.AsSpan(i, length), vectors[c], 0, result.AsSpan(((first + c) * lefts.Length) + i, length));
            });
        }
        result.CopyTo(products);
    }

    public void Multiply(int[] coordinates, double[] vector, double[] product)
    {
        double[] sum = new double[residual.Length], weightedColumn = new double[residual.Length];
        columns.AddScaled(coordinates, vector, sum, threads);
        columns.Centre(sum);
        Correlate(coordinates, weightedColumn, columns.Weigh(sum, weightedColumn), product);
    }

    public (double Squares, double Response) ResidualProducts()
    {
        CatchUp();
        Centre();
        Weigh();
        return (Kernels.Dot(weighted, residual), Kernels.Dot(weighted, response));
    }

    /// <summary>Starts anew from the present β with another response, of which the residual and the fitted part are given, neither centred.</summary>
    public void Anchor(ReadOnlySpan<double> rest, ReadOnlySpan<double> fitted)
    {
        rest.CopyTo(residual);
        for (int i = 0; i < response.Length; i++) response[i] = rest[i] + fitted[i];
        columns.Centre(response);
        Follow();
        Centre();
    }

    /// <summary>Sets β.</summary>
    public void MoveTo(double[] beta)
    {
        beta.CopyTo(Beta, 0);
        Refresh();
    }

    public void Refresh()
    {
        response.CopyTo(residual, 0);
        int[] moved = [.. Enumerable.Range(0, Count).Where(j => Beta[j] != 0)];
        columns.AddScaled(moved, [.. moved.Select(j => -Beta[j])], residual, threads);
        Follow();
        Centre();
    }

    private void Correlate(int[] coordinates, double[] vector, double sum, double[] products)
        => Parallelism.For((coordinates.Length + SlopeBlock - 1) / SlopeBlock, threads, block =>
        {
            int from = block * SlopeBlock, count = Math.Min(SlopeBlock, coordinates.Length - from);
            columns.Correlate(coordinates.AsSpan(from, count), vector, sum, products.AsSpan(from, count));
        });

    private void Follow()
    {
        Beta.AsSpan(0, followed.Length).CopyTo(followed);
        behind = false;
    }

    private void CatchUp()
    {
        if (!behind) return;
        for (int j = 0; j < followed.Length; j++)
            if (Beta[j] != followed[j]) columns.AddScaled(j, followed[j] - Beta[j], residual);
        Follow();
        stale = true;
    }

    private void Weigh()
    {
        if (!stale) return;
        weightedSum = columns.Weigh(residual, weighted);
        stale = false;
    }

    // Steps along raw columns carry their means into the residual; with an intercept they do not belong there.
    private void Centre()
    {
        stale = true;
        movesSinceCentring = 0;
        columns.Centre(residual);
    }
}
