using System.Numerics.Tensors;
using MLRegularization.Matrices;
using MLRegularization.Numerics;

namespace MLRegularization.Solvers;

/// <summary>
/// The quadratic model of the multinomial loss kept as slopes of the rows, for many columns: coordinate (j, k) is column j's coefficient in
/// class k, number k·p + j. Columns are read as they are, divided by their scale; what the intercepts would answer to a move is
/// known by K sums per coordinate, so a step along a sparse column touches its own rows only.
/// </summary>
internal sealed class MultinomialQuadratic : IQuadratic
{
    private const int Batch = 32;

    private readonly IColumnMatrix matrix;
    private readonly SparseColumns? sparse;
    private readonly LossState state;
    private readonly MultinomialCurvature curvature;
    private readonly Standardization scale;
    private readonly int rows, columns, classes, threads;
    private readonly double[] anchor; // β of the point
    private readonly double[] slopes; // −(u + Wδη) without intercepts, n × K
    private readonly double[] moved; // δη without intercepts, n × K
    private readonly double[] sums; // Σ slopes of each class
    private readonly double[]?[] bySums; // derivative of −sums by a coordinate: K values, once it was a candidate
    private readonly double[] curvatures;

    /// <summary>To be anchored before use.</summary>
    /// <param name="matrix">n × p features.</param>
    /// <param name="state">The loss at its point.</param>
    /// <param name="curvature">Its second derivatives.</param>
    /// <param name="threads">Threads at most.</param>
    public MultinomialQuadratic(IColumnMatrix matrix, LossState state, MultinomialCurvature curvature, int threads)
    {
        (this.matrix, this.state, this.curvature, this.threads, scale, sparse) = (matrix, state, curvature, threads, state.Scale, matrix as SparseColumns);
        (rows, columns, classes) = (matrix.Rows, matrix.Columns, state.Outputs);
        Beta = new double[Count];
        anchor = new double[Count];
        slopes = new double[rows * classes];
        moved = new double[rows * classes];
        sums = new double[classes];
        bySums = new double[]?[Count];
        curvatures = new double[Count];
    }

    public int Count => columns * classes;

    /// <summary>Descent along sparse columns costs so little that a factor pays for few of them only.</summary>
    public int MostActive => sparse is not null ? 256 : 6000;

    public double[] Beta { get; }

    /// <summary>Takes up the present point; returns the slopes of the candidates.</summary>
    public double[] Anchor(int[] candidates)
    {
        state.Beta.CopyTo(Beta, 0);
        state.Beta.CopyTo(anchor, 0);
        Array.Clear(moved);
        TensorPrimitives.Negate(state.RowSlopes, slopes);
        for (int k = 0; k < classes; k++) sums[k] = -state.RowSlopeSums[k];
        Learn([.. candidates.Where(c => bySums[c] is null)]);
        double[] result = new double[Count], shifts = Shifts();
        foreach (int c in candidates)
        {
            // The state's slopes are of centred columns.
            int j = c % columns;
            if (!scale.Constant[j]) result[c] = state.Slopes[c] - (scale.Centres[j] / scale.Scales[j] * state.RowSlopeSums[c / columns]) - Kernels.Dot(bySums[c]!, shifts);
        }
        return result;
    }

    /// <summary>What the intercepts answer to the move from the anchor: K values.</summary>
    public double[] Shifts() => scale.Centred ? curvature.Solve(sums) : new double[classes];

    public double Curvature(int coordinate) => curvatures[coordinate];

    public double Slope(int coordinate) => Slope(coordinate, Shifts());

    public void Slopes(ReadOnlySpan<int> coordinates, Span<double> slopes)
    {
        double[] shifts = Shifts(), result = new double[coordinates.Length];
        int[] wanted = coordinates.ToArray();
        Parallelism.For((wanted.Length + Batch - 1) / Batch, threads, part =>
        {
            for (int k = part * Batch; k < Math.Min(wanted.Length, (part + 1) * Batch); k++) result[k] = Slope(wanted[k], shifts);
        });
        result.CopyTo(slopes);
    }

    public void AllSlopes(Span<double> slopes) => Slopes([.. Enumerable.Range(0, Count)], slopes);

    public void Move(int coordinate, double step)
    {
        if (step == 0) return;
        Beta[coordinate] += step;
        int j = coordinate % columns, own = coordinate / columns;
        double by = step / scale.Scales[j];
        Kernels.AddScaled(Sums(coordinate), -step, sums);
        if (sparse is null)
        {
            double[] column = new double[rows];
            matrix.AddScaled(j, by, 0, column);
            Kernels.AddScaled(column, 1, moved.AsSpan(own * rows, rows));
            curvature.Subtract(own, column, slopes);
            return;
        }
        ReadOnlySpan<int> at = sparse.RowsOf(j);
        ReadOnlySpan<double> values = sparse.ValuesOf(j);
        for (int i = 0; i < at.Length; i++)
        {
            double x = by * values[i];
            moved[(own * rows) + at[i]] += x;
            for (int k = 0; k < classes; k++) slopes[(k * rows) + at[i]] -= x * curvature[at[i], own, k];
        }
    }

    public void Move(ReadOnlySpan<int> coordinates, ReadOnlySpan<double> steps)
    {
        double[] change = new double[rows * classes];
        for (int c = 0; c < coordinates.Length; c++)
        {
            Beta[coordinates[c]] += steps[c];
            Kernels.AddScaled(Sums(coordinates[c]), -steps[c], sums);
        }
        Add(coordinates, steps, change);
        for (int k = 0; k < classes; k++) curvature.Subtract(k, change.AsSpan(k * rows, rows), slopes);
        Kernels.AddScaled(change, 1, moved);
    }

    public void Cross(ReadOnlySpan<int> left, ReadOnlySpan<int> right, Span<double> products)
    {
        int[] lefts = left.ToArray(), rights = right.ToArray();
        double[] result = new double[lefts.Length * rights.Length];
        int[] leftClasses = [.. lefts.Select(c => c / columns).Distinct()];
        foreach (int c in (int[])[.. lefts, .. rights]) Sums(c);
        Parallelism.For(rights.Length, threads, r =>
        {
            int c = rights[r];
            double[] weighted = new double[rows * classes], shifts = scale.Centred ? curvature.Solve(bySums[c]!) : new double[classes], column = new double[rows];
            matrix.AddScaled(c % columns, 1 / scale.Scales[c % columns], 0, column);
            // Minus W of the column, as slopes are.
            curvature.Subtract(c / columns, column, weighted);
            for (int a = 0; a < lefts.Length; a++)
            {
                int j = lefts[a] % columns;
                double product = matrix.Dot(j, 0, weighted.AsSpan(lefts[a] / columns * rows, rows)) / scale.Scales[j];
                result[(r * lefts.Length) + a] = scale.Constant[j] || scale.Constant[c % columns] ? 0 : -product - Kernels.Dot(bySums[lefts[a]]!, shifts);
            }
        });
        result.CopyTo(products);
    }

    public void Multiply(int[] coordinates, double[] vector, double[] product)
    {
        double[] change = new double[rows * classes], weighted = new double[rows * classes], bySum = new double[classes];
        Add(coordinates, vector, change);
        for (int k = 0; k < classes; k++) curvature.Subtract(k, change.AsSpan(k * rows, rows), weighted);
        for (int c = 0; c < coordinates.Length; c++) Kernels.AddScaled(Sums(coordinates[c]), vector[c], bySum);
        double[] shifts = scale.Centred ? curvature.Solve(bySum) : new double[classes];
        for (int c = 0; c < coordinates.Length; c++)
        {
            int j = coordinates[c] % columns;
            product[c] = scale.Constant[j] ? 0 : (-matrix.Dot(j, 0, weighted.AsSpan(coordinates[c] / columns * rows, rows)) / scale.Scales[j]) - Kernels.Dot(bySums[coordinates[c]]!, shifts);
        }
    }

    /// <summary>Twice the model's value, but for a constant; nothing is known of a response.</summary>
    public (double Squares, double Response) ResidualProducts()
    {
        // Σ uδη + ½ δηWδη with −u − Wδη for slopes; what the intercepts gain comes off.
        double value = 0;
        for (int i = 0; i < moved.Length; i++) value += moved[i] * (state.RowSlopes[i] - slopes[i]);
        return (value - (scale.Centred ? Kernels.Dot(sums, curvature.Solve(sums)) : 0), 0);
    }

    public void Refresh()
    {
        int[] changed = [.. Enumerable.Range(0, Count).Where(c => Beta[c] != anchor[c])];
        double[] steps = [.. changed.Select(c => Beta[c] - anchor[c])];
        anchor.CopyTo(Beta, 0);
        Array.Clear(moved);
        TensorPrimitives.Negate(state.RowSlopes, slopes);
        for (int k = 0; k < classes; k++) sums[k] = -state.RowSlopeSums[k];
        Move(changed, steps);
    }

    private double Slope(int coordinate, double[] shifts)
    {
        int j = coordinate % columns;
        return scale.Constant[j] ? 0 : (matrix.Dot(j, 0, slopes.AsSpan(coordinate / columns * rows, rows)) / scale.Scales[j]) - Kernels.Dot(Sums(coordinate), shifts);
    }

    // change += Σ step · column / scale, n × K.
    private void Add(ReadOnlySpan<int> coordinates, ReadOnlySpan<double> steps, double[] change)
    {
        for (int c = 0; c < coordinates.Length; c++)
            matrix.AddScaled(coordinates[c] % columns, steps[c] / scale.Scales[coordinates[c] % columns], 0, change.AsSpan(coordinates[c] / columns * rows, rows));
    }

    private double[] Sums(int coordinate)
    {
        if (bySums[coordinate] is null) Learn([coordinate]);
        return bySums[coordinate]!;
    }

    private void Learn(int[] coordinates) => Parallelism.For((coordinates.Length + Batch - 1) / Batch, threads, part =>
    {
        double[] column = new double[sparse is null ? rows : 0];
        for (int at = part * Batch; at < Math.Min(coordinates.Length, (part + 1) * Batch); at++)
        {
            int c = coordinates[at], j = c % columns, own = c / columns;
            double unit = scale.Scales[j];
            double[] found = new double[classes];
            double square = 0;
            if (sparse is not null)
            {
                ReadOnlySpan<int> inRows = sparse.RowsOf(j);
                ReadOnlySpan<double> values = sparse.ValuesOf(j);
                for (int i = 0; i < inRows.Length; i++)
                {
                    for (int k = 0; k < classes; k++) found[k] += values[i] / unit * curvature[inRows[i], own, k];
                    square += values[i] / unit * (values[i] / unit) * curvature[inRows[i], own, own];
                }
            }
            else
            {
                matrix.CopyCentered(j, 0, 0, column);
                TensorPrimitives.Divide(column, unit, column);
                (found, square) = curvature.Products(own, column);
            }
            curvatures[c] = scale.Constant[j] ? 0 : square - (scale.Centred ? Kernels.Dot(found, curvature.Solve(found)) : 0);
            bySums[c] = scale.Constant[j] ? new double[classes] : found;
        }
    });
}
