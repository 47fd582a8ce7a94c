using System.Buffers;
using System.Numerics.Tensors;
using MLRegularization.Losses;
using MLRegularization.Matrices;
using MLRegularization.Numerics;

namespace MLRegularization.Solvers;

/// <summary>
/// A loss at a point that moves: linear predictors, value and slopes for the present coefficients. Where rows are many, a move reads
/// each block of rows from memory once, for its linear predictors, and again from cache, for its share of the slopes. Of K linear
/// predictors everything lies class after class: value (i, k) at k·n + i, coordinate (j, k) at k·p + j.
/// </summary>
internal sealed class LossState
{
    private const int BlockRows = 2048;
    private const int MostFusedColumns = 2048;
    private const int ColumnBlock = 128;

    /// <summary>Steps along so many sparse columns are taken on several threads.</summary>
    private const int ManySparse = 1024;

    /// <summary>A sum of slopes of this share of their sizes is rounding.</summary>
    private const double SmallSum = 1e-12;

    private readonly IColumnMatrix matrix;
    private readonly double[] response;
    private readonly double[] direction, origin; // of the last move
    private readonly double[]?[] parts = new double[4][]; // of it, along sparse columns
    private readonly double[][] sums; // of each block of rows: value, derivative, Σ u of each class, and the slopes' share where they are gathered on the way
    private readonly bool fused; // whether they are
    private (ModelStep Step, double[] Start, double[] Intercepts) last;
    private readonly int[] all;
    private int[] watched;
    private readonly int rows, columns, threads;

    /// <summary>Starts at β = 0 and the given intercepts.</summary>
    /// <param name="matrix">n × p features.</param>
    /// <param name="scale">How columns are standardised.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="response">n responses.</param>
    /// <param name="weights">n weights ω with sum 1.</param>
    /// <param name="offset">n × K offsets, or null.</param>
    /// <param name="intercepts">The first K intercepts, on the original scale.</param>
    /// <param name="threads">Threads at most.</param>
    public LossState(IColumnMatrix matrix, Standardization scale, ILoss loss, double[] response, double[] weights, double[]? offset, double[] intercepts, int threads)
    {
        (this.matrix, this.response, this.threads, rows, columns) = (matrix, response, threads, matrix.Rows, matrix.Columns);
        (Scale, Loss, Weights, Intercepts) = (scale, loss, weights, [.. intercepts]);
        Beta = new double[columns * Outputs];
        Slopes = new double[columns * Outputs];
        RowSlopes = new double[rows * Outputs];
        RowSlopeSums = new double[Outputs];
        Eta = new double[rows * Outputs];
        for (int i = 0; i < Eta.Length; i++) Eta[i] = intercepts[i / rows] + (offset?[i] ?? 0);
        (direction, origin) = (new double[Eta.Length], new double[Eta.Length]);
        fused = rows >= 2 * BlockRows && columns <= MostFusedColumns;
        sums = [.. Enumerable.Range(0, (rows + BlockRows - 1) / BlockRows).Select(_ => new double[2 + Outputs + (fused ? columns * Outputs : 0)])];
        all = watched = [.. Enumerable.Range(0, columns)];
        Evaluate(null);
    }

    /// <summary>How columns are standardised.</summary>
    public Standardization Scale { get; }

    /// <summary>The loss.</summary>
    public ILoss Loss { get; }

    /// <summary>Linear predictors per row K.</summary>
    public int Outputs => Loss.Outputs;

    /// <summary>n weights ω with sum 1.</summary>
    public double[] Weights { get; }

    /// <summary>p × K coefficients of the standardised columns.</summary>
    public double[] Beta { get; }

    /// <summary>The K intercepts on the original scale: what is added to every row beside Σ xβ/s and its offset.</summary>
    public double[] Intercepts { get; }

    /// <summary>n × K linear predictors, offset included.</summary>
    public double[] Eta { get; }

    /// <summary>u = ω ∂ℓ/∂η, n × K values.</summary>
    public double[] RowSlopes { get; }

    /// <summary>Σ u of each class.</summary>
    public double[] RowSlopeSums { get; }

    /// <summary>−X̃ᵀu, p × K values: what penalties are held against; of columns not watched those of an earlier point.</summary>
    public double[] Slopes { get; }

    /// <summary>Whether all slopes are those of the present point.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Σ ω ℓ.</summary>
    public double Value { get; private set; }

    /// <summary>From the next move on, slopes of these columns alone are worked out where that saves time.</summary>
    public void Watch(int[] columns) => watched = columns;

    /// <summary>Works out the slopes of all columns.</summary>
    public void Complete()
    {
        if (!IsComplete) TakeSlopes(all);
    }

    /// <summary>Moves β by steps on some coordinates, and the intercepts by what goes with them.</summary>
    /// <returns>The loss's derivative along the move, where it began.</returns>
    public double Move(ModelStep step)
    {
        last = (step, [.. step.Coordinates.Select(c => Beta[c])], [.. Intercepts]);
        for (int k = 0; k < step.Coordinates.Length; k++) Beta[step.Coordinates[k]] += step.Steps[k];
        for (int k = 0; k < Outputs; k++) Intercepts[k] += step.Shifts[k];
        return Evaluate(step);
    }

    /// <summary>Goes back to a share of the last move: 0 is where it began, to the bit, however far it went.</summary>
    public void Shorten(double share)
    {
        (ModelStep step, double[] start, double[] intercepts) = last;
        for (int k = 0; k < start.Length; k++) Beta[step.Coordinates[k]] = share == 0 ? start[k] : start[k] + (share * step.Steps[k]);
        for (int k = 0; k < Outputs; k++) Intercepts[k] = share == 0 ? intercepts[k] : intercepts[k] + (share * step.Shifts[k]);
        for (int i = 0; i < Eta.Length; i++) Eta[i] = share == 0 ? origin[i] : origin[i] + (share * direction[i]);
        Evaluate(null);
    }

    // Follows a move if there is one, and works everything out anew.
    private double Evaluate(ModelStep? step)
    {
        int classes = Outputs;
        (int[] Columns, double[] Steps)[] moves = step is ModelStep given ? ByClass(given) : [];
        // Sparse columns are walked once, not once for every block.
        bool whole = step is not null && matrix is SparseColumns;
        if (whole)
            for (int k = 0; k < classes; k++)
            {
                Span<double> along = direction.AsSpan(k * rows, rows);
                along.Fill(step!.Value.Shifts[k]);
                AddSparse(moves[k].Columns, moves[k].Steps, along);
            }
        Parallelism.For(sums.Length, threads, block =>
        {
            int first = block * BlockRows, count = Math.Min(BlockRows, rows - first);
            double[] own = sums[block];
            own.AsSpan(0, 2 + classes).Clear();
            for (int k = 0; k < classes && step is not null; k++)
            {
                Span<double> along = direction.AsSpan((k * rows) + first, count);
                if (!whole)
                {
                    along.Fill(step.Value.Shifts[k]);
                    matrix.AddScaled(moves[k].Columns, moves[k].Steps, first, along);
                }
                own[1] += Kernels.Dot(RowSlopes.AsSpan((k * rows) + first, count), along);
                Span<double> eta = Eta.AsSpan((k * rows) + first, count);
                eta.CopyTo(origin.AsSpan((k * rows) + first, count));
                Kernels.AddScaled(along, 1, eta);
            }
            own[0] = TakeRowSlopes(first, count);
            for (int k = 0; k < classes; k++)
            {
                ReadOnlySpan<double> u = RowSlopes.AsSpan((k * rows) + first, count);
                for (int i = 0; i < count; i++) own[2 + k] += u[i];
                if (fused) matrix.Dot(all, first, u, own.AsSpan(2 + classes + (k * columns), columns));
            }
        });
        // In order: threads do not change a bit.
        double[] total = new double[sums[0].Length];
        foreach (double[] own in sums) Kernels.AddScaled(own, 1, total);
        Value = total[0];
        total.AsSpan(2, classes).CopyTo(RowSlopeSums);
        if (fused) for (int c = 0; c < Slopes.Length; c++) Slopes[c] = Slope(c, total[2 + classes + c]);
        else TakeSlopes(watched);
        IsComplete |= fused;
        return total[1];
    }

    // Many columns by quarters with sums of their own, whatever the threads.
    private void AddSparse(int[] moving, double[] steps, Span<double> along)
    {
        if (moving.Length < ManySparse)
        {
            matrix.AddScaled(moving, steps, 0, along);
            return;
        }
        Parallelism.For(parts.Length, threads, part =>
        {
            double[] own = parts[part] ??= new double[rows];
            Array.Clear(own);
            int from = moving.Length * part / parts.Length, to = moving.Length * (part + 1) / parts.Length;
            matrix.AddScaled(moving.AsSpan(from..to), steps.AsSpan(from..to), 0, own);
        });
        foreach (double[]? own in parts) Kernels.AddScaled(own, 1, along);
    }

    private void TakeSlopes(int[] wanted)
    {
        int parts = (wanted.Length + ColumnBlock - 1) / ColumnBlock;
        Parallelism.For(parts * Outputs, threads, part =>
        {
            int k = part / parts, from = part % parts * ColumnBlock, count = Math.Min(ColumnBlock, wanted.Length - from);
            double[] products = new double[count];
            matrix.Dot(wanted.AsSpan(from, count), 0, RowSlopes.AsSpan(k * rows, rows), products);
            for (int i = 0; i < count; i++) Slopes[(k * columns) + wanted[from + i]] = Slope((k * columns) + wanted[from + i], products[i]);
        });
        IsComplete = wanted.Length == columns;
    }

    // Of a standardised column, from its product with u.
    private double Slope(int coordinate, double product)
    {
        int j = coordinate % columns;
        return Scale.Constant[j] ? 0 : ((Scale.Centres[j] * RowSlopeSums[coordinate / columns]) - product) / Scale.Scales[j];
    }

    // The steps of each class, for columns as they are.
    private (int[] Columns, double[] Steps)[] ByClass(ModelStep step)
    {
        if (Outputs == 1) return [(step.Coordinates, [.. step.Steps.Select((s, k) => s / Scale.Scales[step.Coordinates[k]])])];
        return [.. Enumerable.Range(0, Outputs).Select(k =>
        {
            int[] own = [.. Enumerable.Range(0, step.Coordinates.Length).Where(c => step.Coordinates[c] / columns == k)];
            int[] moving = [.. own.Select(c => step.Coordinates[c] % columns)];
            return (moving, own.Select((c, at) => step.Steps[c] / Scale.Scales[moving[at]]).ToArray());
        })];
    }

    // The loss of a stretch of rows, and its slopes.
    private double TakeRowSlopes(int first, int count)
    {
        if (Outputs == 1 || count == rows)
            return Loss.Slopes(Stretch(Eta, first, count), response.AsSpan(first, count), Weights.AsSpan(first, count), Stretch(RowSlopes, first, count));
        double[] eta = new double[count * Outputs], u = new double[count * Outputs];
        for (int k = 0; k < Outputs; k++) Eta.AsSpan((k * rows) + first, count).CopyTo(eta.AsSpan(k * count));
        double value = Loss.Slopes(eta, response.AsSpan(first, count), Weights.AsSpan(first, count), u);
        for (int k = 0; k < Outputs; k++) u.AsSpan(k * count, count).CopyTo(RowSlopes.AsSpan((k * rows) + first));
        return value;
    }

    private Span<double> Stretch(double[] values, int first, int count) => Outputs == 1 ? values.AsSpan(first, count) : values;

    /// <summary>n curvatures ω ∂²ℓ/∂η² of a single predictor, raised to a share of their bound, so that a model with them has a minimum: with a share of 1 it lies above the loss.</summary>
    public double[] Curvatures(double share)
    {
        double[] curvatures = new double[Eta.Length], slopes = new double[Eta.Length];
        Loss.SlopesAndCurvatures(Eta, response, Weights, slopes, curvatures);
        double least = share * (double.IsFinite(Loss.CurvatureBound) ? Loss.CurvatureBound : Math.Clamp(curvatures.Sum(), share, 1));
        for (int i = 0; i < curvatures.Length; i++) curvatures[i] = Math.Max(curvatures[i], least * Weights[i]);
        return curvatures;
    }

    /// <summary>Moves the intercepts alone, to where Σ u is rounding; stays where that does not lower the loss.</summary>
    public void FitIntercepts()
    {
        double[] before = [.. Eta], start = [.. Intercepts], by = Loss.Null(response, Weights, Eta).Intercepts;
        double value = Value;
        for (int i = 0; i < Eta.Length; i++) Eta[i] += by[i / rows];
        for (int k = 0; k < by.Length; k++) Intercepts[k] += by[k];
        Evaluate(null);
        if (Value <= value + (1e-14 * Math.Abs(value))) return;
        start.CopyTo(Intercepts, 0);
        before.CopyTo(Eta, 0);
        Evaluate(null);
    }

    /// <summary>The dual value at u, scaled by t and freed of its sums where intercepts are fitted.</summary>
    public double Dual(double scale, double[]? offset, bool intercept)
    {
        // ω is orthogonal to centred columns: taking it off u changes no slope.
        double dual = Dual(scale, offset, RowSlopes, intercept ? RowSlopeSums : new double[Outputs]);
        if (!double.IsInfinity(dual) || !intercept || !(RowSlopeSums.Max(Math.Abs) <= SmallSum * RowSlopes.Sum(Math.Abs))) return dual;
        // A sum that is rounding is more than a row near the edge can give: then each gives by its curvature, which no slope feels either.
        double[] u = [.. RowSlopes];
        if (Outputs == 1)
        {
            double[] curvatures = Curvatures(0);
            double share = RowSlopeSums[0] / curvatures.Sum();
            for (int i = 0; i < u.Length; i++) u[i] -= share * curvatures[i];
        }
        else
        {
            MultinomialCurvature curvature = new(this, 0, true);
            double[] by = curvature.Solve(RowSlopeSums);
            for (int k = 0; k < Outputs; k++) curvature.Subtract(k, [.. Enumerable.Repeat(by[k], rows)], u);
        }
        return Dual(scale, offset, u, new double[Outputs]);
    }

    // At u less its share of sums by ω, scaled.
    private double Dual(double scale, double[]? offset, double[] u, double[] sums)
    {
        double[] values = new double[(rows + BlockRows - 1) / BlockRows];
        Parallelism.For(values.Length, threads, block =>
        {
            int first = block * BlockRows, count = Math.Min(BlockRows, rows - first);
            double[] rented = ArrayPool<double>.Shared.Rent(count * Outputs);
            Span<double> own = rented.AsSpan(0, count * Outputs);
            ReadOnlySpan<double> omega = Weights.AsSpan(first, count);
            for (int k = 0; k < Outputs; k++)
            {
                Span<double> ofClass = own.Slice(k * count, count);
                TensorPrimitives.Multiply(u.AsSpan((k * rows) + first, count), scale, ofClass);
                Kernels.AddScaled(omega, -scale * sums[k], ofClass);
                if (offset is not null) values[block] += Kernels.Dot(ofClass, offset.AsSpan((k * rows) + first, count));
            }
            values[block] -= Loss.Conjugate(own, response.AsSpan(first, count), omega);
            ArrayPool<double>.Shared.Return(rented);
        });
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum;
    }
}

/// <summary>A step of a model: some coordinates, by how much on the standardised scale, and the K intercepts' part on the original scale.</summary>
internal readonly record struct ModelStep(int[] Coordinates, double[] Steps, double[] Shifts);
