using MLRegularization.Matrices;
using MLRegularization.Numerics;

namespace MLRegularization.Paths;

/// <summary>One fitted ridge strength in working units.</summary>
/// <param name="Beta">The coefficients.</param>
/// <param name="Squares">‖r‖², weighted mean.</param>
/// <param name="Primal">The objective.</param>
/// <param name="Gap">The duality gap.</param>
/// <param name="Violation">The largest violation of the stationarity conditions, or a bound on it.</param>
internal readonly record struct RidgeFit(double[] Beta, double Squares, double Primal, double Gap, double Violation);

/// <summary>The equations (A + λI)x = b of ridge regression with A = Q T Qᵀ decomposed for every λ.</summary>
internal abstract class RidgeSystem : IDisposable
{
    /// <summary>Equations.</summary>
    public int Size => T.Size;

    /// <summary>The problem they come from.</summary>
    public required PathProblem Problem { get; init; }

    /// <summary>The standardised columns.</summary>
    public required StandardizedColumns Columns { get; init; }

    /// <summary>The response in working units.</summary>
    public required double[] Response { get; init; }

    /// <summary>√ω of every row.</summary>
    public required double[] Roots { get; init; }

    /// <summary>T.</summary>
    public required Tridiagonal T { get; init; }

    /// <summary>Q: columns that T's rows stand for.</summary>
    public required Panels Q { get; init; }

    /// <summary>Qᵀ.</summary>
    public required Panels Transposed { get; init; }

    /// <summary>Qᵀb.</summary>
    public required double[] Right { get; init; }

    /// <summary>The solutions of all strengths at once, each with its certificate.</summary>
    public abstract RidgeFit[] Solve(double[] grid, int threads, CancellationToken cancellation);

    public virtual void Dispose()
    {
        Q.Dispose();
        Transposed.Dispose();
    }

    /// <summary>T, Q and Qᵀ of a symmetric matrix, of which the upper half is given and which is overwritten.</summary>
    protected static (Tridiagonal T, Panels Q, Panels Transposed) Decompose(AlignedMatrix matrix, int threads, CancellationToken cancellation)
    {
        (Tridiagonal t, double[] scales) = HouseholderReduction.Reduce(matrix, threads, cancellation);
        Panels q = BlockReflectors.Form(matrix, scales, threads, cancellation);
        return (t, q, q.TransposedSquare(threads));
    }

    /// <summary>Qᵀb.</summary>
    protected static double[] Rotate(Panels q, double[] right, int threads)
    {
        using AlignedMatrix row = new(1, q.Columns), result = new(1, q.Columns);
        right.CopyTo(row.Row(0));
        using Panels column = Panels.OfColumns(row, threads);
        PanelProduct.Add(column, q, result, 0, false, threads, default);
        return result.Row(0).ToArray();
    }

    /// <summary>(A + λI)⁻¹b for every λ, a row each.</summary>
    protected AlignedMatrix Solutions(double[] grid, int threads, CancellationToken cancellation)
    {
        using ShiftedFactors factors = new(T, grid);
        using Panels solved = factors.Solve(Right);
        AlignedMatrix result = new(grid.Length, Size);
        PanelProduct.Add(solved, Transposed, result, 0, false, threads, cancellation);
        return result;
    }

    /// <summary>√ω of every row.</summary>
    protected static double[] RootsOf(StandardizedColumns columns, int rows) => [.. Enumerable.Range(0, rows).Select(i => Math.Sqrt(columns.Weight(i)))];
}
