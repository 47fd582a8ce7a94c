using MLRegularization.Losses;
using MLRegularization.Matrices;
using MLRegularization.Numerics;

namespace MLRegularization.Solvers;

/// <summary>
/// A loss at a point that moves: linear predictor, value and slopes for the present coefficients. Where rows are many, a move reads
/// each block of rows from memory once, for its linear predictor, and again from cache, for its share of the slopes.
/// </summary>
internal sealed class LossState
{
    private const int BlockRows = 2048;
    private const int MostFusedColumns = 2048;
    private const int ColumnBlock = 128;

    /// <summary>A sum of slopes of this share of their sizes is rounding.</summary>
    private const double SmallSum = 1e-12;

    private readonly IColumnMatrix matrix;
    private readonly double[] response;
    private readonly double[] direction, origin; // of the last move
    private (int[] Columns, double[] Start, double[] Steps, double Intercept, double Shift) last;
    private readonly int[] all;
    private readonly int threads;

    /// <summary>Starts at β = 0 and the given intercept.</summary>
    /// <param name="matrix">n × p features.</param>
    /// <param name="scale">How columns are standardised.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="response">n responses.</param>
    /// <param name="weights">n weights ω with sum 1.</param>
    /// <param name="offset">n offsets, or null.</param>
    /// <param name="intercept">The first intercept, on the original scale.</param>
    /// <param name="threads">Threads at most.</param>
    public LossState(IColumnMatrix matrix, Standardization scale, ILoss loss, double[] response, double[] weights, double[]? offset, double intercept, int threads)
    {
        (this.matrix, this.response, this.threads) = (matrix, response, threads);
        (Scale, Loss, Weights, Intercept) = (scale, loss, weights, intercept);
        int n = matrix.Rows, p = matrix.Columns;
        Beta = new double[p];
        Slopes = new double[p];
        RowSlopes = new double[n];
        Eta = new double[n];
        for (int i = 0; i < n; i++) Eta[i] = intercept + (offset?[i] ?? 0);
        (direction, origin) = (new double[n], new double[n]);
        all = [.. Enumerable.Range(0, p)];
        Evaluate([], [], 0, false);
    }

    /// <summary>How columns are standardised.</summary>
    public Standardization Scale { get; }

    /// <summary>The loss.</summary>
    public ILoss Loss { get; }

    /// <summary>n weights ω with sum 1.</summary>
    public double[] Weights { get; }

    /// <summary>p coefficients of the standardised columns.</summary>
    public double[] Beta { get; }

    /// <summary>The intercept on the original scale: what is added to every row beside Σ xβ/s and its offset.</summary>
    public double Intercept { get; private set; }

    /// <summary>n linear predictors, offset included.</summary>
    public double[] Eta { get; }

    /// <summary>u = ω ∂ℓ/∂η, n values.</summary>
    public double[] RowSlopes { get; }

    /// <summary>Σ u.</summary>
    public double RowSlopeSum { get; private set; }

    /// <summary>−X̃ᵀu, p values: what penalties are held against.</summary>
    public double[] Slopes { get; }

    /// <summary>Σ ω ℓ.</summary>
    public double Value { get; private set; }

    /// <summary>Moves β by steps on some columns, and the intercept by what goes with them.</summary>
    /// <param name="columns">The columns that move.</param>
    /// <param name="steps">By how much, on the standardised scale.</param>
    /// <param name="shift">By how much the intercept moves, on the original scale.</param>
    /// <returns>The loss's derivative along the move, where it began.</returns>
    public double Move(int[] columns, double[] steps, double shift)
    {
        double[] scaled = new double[steps.Length];
        last = (columns, [.. columns.Select(j => Beta[j])], steps, Intercept, shift);
        for (int k = 0; k < steps.Length; k++)
        {
            Beta[columns[k]] += steps[k];
            scaled[k] = steps[k] / Scale.Scales[columns[k]];
        }
        Intercept += shift;
        return Evaluate(columns, scaled, shift, true);
    }

    /// <summary>Goes back to a share of the last move: 0 is where it began, to the bit, however far it went.</summary>
    public void Shorten(double share)
    {
        for (int k = 0; k < last.Steps.Length; k++) Beta[last.Columns[k]] = last.Start[k] + (share * last.Steps[k]);
        Intercept = last.Intercept + (share * last.Shift);
        for (int i = 0; i < Eta.Length; i++) Eta[i] = share == 0 ? origin[i] : origin[i] + (share * direction[i]);
        Evaluate([], [], 0, false);
    }

    private double Evaluate(int[] columns, double[] scaled, double shift, bool moves)
    {
        int n = Eta.Length, p = Beta.Length;
        bool fused = n >= 2 * BlockRows && p <= MostFusedColumns;
        int blocks = (n + BlockRows - 1) / BlockRows;
        // By block: value, Σ u, derivative, and the slopes' share where they are gathered on the way. Added up in order: threads do not change a bit.
        double[][] sums = new double[blocks][];
        // Sparse columns are walked once, not once for every block.
        bool whole = moves && matrix is SparseColumns;
        if (whole)
        {
            Array.Fill(direction, shift);
            matrix.AddScaled(columns, scaled, 0, direction);
        }
        Parallelism.For(blocks, threads, block =>
        {
            int first = block * BlockRows, rows = Math.Min(BlockRows, n - first);
            Span<double> eta = Eta.AsSpan(first, rows), u = RowSlopes.AsSpan(first, rows), along = direction.AsSpan(first, rows);
            double[] own = sums[block] = new double[3 + (fused ? p : 0)];
            if (moves)
            {
                if (!whole)
                {
                    along.Fill(shift);
                    matrix.AddScaled(columns, scaled, first, along);
                }
                own[2] = Kernels.Dot(u, along);
                eta.CopyTo(origin.AsSpan(first, rows));
                Kernels.AddScaled(along, 1, eta);
            }
            own[0] = Loss.Slopes(eta, response.AsSpan(first, rows), Weights.AsSpan(first, rows), u);
            for (int i = 0; i < rows; i++) own[1] += u[i];
            if (fused) matrix.Dot(all, first, u, own.AsSpan(3));
        });
        double[] total = new double[sums[0].Length];
        foreach (double[] own in sums) Kernels.AddScaled(own, 1, total);
        (Value, RowSlopeSum) = (total[0], total[1]);
        if (fused) total.AsSpan(3).CopyTo(Slopes);
        else
            Parallelism.For((p + ColumnBlock - 1) / ColumnBlock, threads, block =>
            {
                int from = block * ColumnBlock, count = Math.Min(ColumnBlock, p - from);
                matrix.Dot(all.AsSpan(from, count), 0, RowSlopes, Slopes.AsSpan(from, count));
            });
        for (int j = 0; j < p; j++) Slopes[j] = Scale.Constant[j] ? 0 : ((Scale.Centres[j] * RowSlopeSum) - Slopes[j]) / Scale.Scales[j];
        return total[2];
    }

    /// <summary>n curvatures ω ∂²ℓ/∂η², raised to a share of their bound, so that a model with them has a minimum: with a share of 1 it lies above the loss.</summary>
    public double[] Curvatures(double share)
    {
        double[] curvatures = new double[Eta.Length], slopes = new double[Eta.Length];
        Loss.SlopesAndCurvatures(Eta, response, Weights, slopes, curvatures);
        double least = share * (double.IsFinite(Loss.CurvatureBound) ? Loss.CurvatureBound : Math.Clamp(curvatures.Sum(), share, 1));
        for (int i = 0; i < curvatures.Length; i++) curvatures[i] = Math.Max(curvatures[i], least * Weights[i]);
        return curvatures;
    }

    /// <summary>Moves the intercept alone, to where Σ u is rounding; stays where that does not lower the loss.</summary>
    public void FitIntercept()
    {
        double[] slopes = new double[Eta.Length], curvatures = new double[Eta.Length], before = [.. Eta];
        double start = Intercept, value = Value;
        for (int step = 0; step < 20; step++)
        {
            Loss.SlopesAndCurvatures(Eta, response, Weights, slopes, curvatures);
            double sum = slopes.Sum(), curvature = curvatures.Sum(), size = slopes.Sum(Math.Abs), shift = -sum / curvature;
            if (Math.Abs(sum) <= 1e-16 * size || !double.IsFinite(shift) || Math.Abs(shift) <= 1e-16 * Math.Abs(Intercept)) break;
            Intercept += shift;
            for (int i = 0; i < Eta.Length; i++) Eta[i] += shift;
        }
        if (Intercept == start) return;
        Evaluate([], [], 0, false);
        if (Value <= value + (1e-14 * Math.Abs(value))) return;
        Intercept = start;
        before.CopyTo(Eta, 0);
        Evaluate([], [], 0, false);
    }

    /// <summary>The dual value at u, scaled by t and freed of its sum where an intercept is fitted.</summary>
    public double Dual(double scale, double[]? offset, bool intercept)
    {
        // ω is orthogonal to centred columns: taking it off u changes no slope.
        double dual = Dual(scale, offset, Weights, intercept ? RowSlopeSum : 0);
        if (!double.IsInfinity(dual) || !intercept || !(Math.Abs(RowSlopeSum) <= SmallSum * RowSlopes.Sum(Math.Abs))) return dual;
        // A sum that is rounding is more than a row near the edge can give: then each gives by its curvature, which no slope feels either.
        double[] curvatures = Curvatures(0);
        return Dual(scale, offset, curvatures, RowSlopeSum / curvatures.Sum());
    }

    private double Dual(double scale, double[]? offset, double[] shares, double sum)
    {
        double[] u = new double[Eta.Length];
        double product = 0;
        for (int i = 0; i < u.Length; i++)
        {
            u[i] = scale * (RowSlopes[i] - (shares[i] * sum));
            product += u[i] * (offset?[i] ?? 0);
        }
        return product - Loss.Conjugate(u, response, Weights);
    }
}
