using MLRegularization.Matrices;
using MLRegularization.Numerics;
using MLRegularization.Solvers;

namespace MLRegularization.Paths;

/// <summary>Ridge by the Gram matrix of columns, for more rows than columns: the unknowns are the coefficients.</summary>
internal sealed class RidgeGram : RidgeSystem
{
    /// <summary>The Gram matrix.</summary>
    public required Panels Gram { get; init; }

    /// <summary>Correlations of columns and response.</summary>
    public required double[] Correlation { get; init; }

    /// <summary>Gathers and decomposes the Gram matrix.</summary>
    public static RidgeGram Of(TrainingSet data, PathSettings settings, CancellationToken cancellation)
    {
        Moments moments = ProblemBuilder.Gather(data, settings, null, 1, cancellation)[0];
        PathProblem problem = ProblemBuilder.FromMoments(moments, settings);
        StandardizedColumns columns = new(data.Features, data.Weights, Standardization.Learn(moments, settings.Intercept, settings.Standardize));
        double mean = settings.Intercept ? moments.ResponseReference + (moments.ResponseSum / moments.Weight) : 0;
        double[] response = [.. ProblemBuilder.Response(data).Select(y => (y - mean) / problem.ResponseScale)];
        int p = data.Columns, threads = settings.Threads;
        double[] correlation = new double[p];
        problem.Quadratic.AllSlopes(correlation);
        using AlignedMatrix matrix = new(p, p);
        Parallelism.For((p + 15) / 16, threads, block =>
        {
            int[] all = [.. Enumerable.Range(0, p)];
            for (int i = block * 16; i < Math.Min(p, (block + 1) * 16); i++) problem.Quadratic.Cross(all, [i], matrix.Row(i));
        }, cancellation);
        Panels gram = Panels.OfUpper(matrix, threads);
        (Tridiagonal t, Panels q, Panels transposed) = Decompose(matrix, threads, cancellation);
        return new RidgeGram
        {
            Problem = problem, Columns = columns, Response = response, Roots = RootsOf(columns, data.Rows), T = t, Q = q, Transposed = transposed,
            Right = Rotate(q, correlation, threads), Gram = gram, Correlation = correlation,
        };
    }

    public override RidgeFit[] Solve(double[] grid, int threads, CancellationToken cancellation)
    {
        using AlignedMatrix beta = Solutions(grid, threads, cancellation), products = new(grid.Length, Size);
        using Panels packed = Panels.OfColumns(beta, threads);
        PanelProduct.Add(packed, Gram, products, 0, false, threads, cancellation);
        double responseSquares = Problem.Quadratic.ResidualProducts().Response;
        RidgeFit[] fits = new RidgeFit[grid.Length];
        Parallelism.For(grid.Length, threads, l =>
        {
            double[] b = beta.Row(l).ToArray(), slopes = new double[Size];
            System.Numerics.Tensors.TensorPrimitives.Subtract(Correlation, products.Row(l), slopes);
            double response = responseSquares - Kernels.Dot(Correlation, b), squares = response - Kernels.Dot(slopes, b);
            (double primal, double gap, double violation) = DualityGap.Evaluate(squares, response, b, Problem.Penalty(grid[l]), slopes);
            fits[l] = new RidgeFit(b, squares, primal, gap, violation);
        }, cancellation);
        return fits;
    }

    public override void Dispose()
    {
        Gram.Dispose();
        base.Dispose();
    }
}
