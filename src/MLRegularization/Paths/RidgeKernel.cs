using System.Numerics.Tensors;
using MLRegularization.Matrices;
using MLRegularization.Numerics;

namespace MLRegularization.Paths;

/// <summary>Ridge by the kernel K = √ω X̃X̃ᵀ √ω of rows, for no more rows than columns: the unknowns a give β = X̃ᵀ√ω a.</summary>
internal sealed unsafe class RidgeKernel : RidgeSystem
{
    /// <summary>The kernel.</summary>
    public required Panels Kernel { get; init; }

    /// <summary>Computes and decomposes the kernel.</summary>
    public static RidgeKernel Of(TrainingSet data, PathSettings settings, CancellationToken cancellation)
    {
        PathProblem problem = ProblemBuilder.FromData(data, settings);
        StandardizedColumns columns = problem.Columns!;
        double[] response = problem.Response!, roots = RootsOf(columns, data.Rows);
        int threads = settings.Threads;
        using AlignedMatrix matrix = RowKernel.Of(columns, roots, threads, cancellation);
        Panels kernel = Panels.OfUpper(matrix, threads);
        (Tridiagonal t, Panels q, Panels transposed) = Decompose(matrix, threads, cancellation);
        return new RidgeKernel
        {
            Problem = problem, Columns = columns, Response = response, Roots = roots, T = t, Q = q, Transposed = transposed,
            Right = Rotate(q, [.. response.Select((y, i) => y * roots[i])], threads), Kernel = kernel,
        };
    }

    // The certificate takes ‖X̃ᵀ√ω v‖² = vᵀKv; β itself is summed from the data.
    public override RidgeFit[] Solve(double[] grid, int threads, CancellationToken cancellation)
    {
        int n = Size, count = grid.Length;
        double[] right = [.. Response.Select((y, i) => y * Roots[i])];
        using AlignedMatrix solution = Solutions(grid, threads, cancellation), residual = new(count, n), products = new(count, n), residualProducts = new(count, n);
        using Panels packed = Panels.OfColumns(solution, threads);
        PanelProduct.Add(packed, Kernel, products, 0, false, threads, cancellation);
        for (int l = 0; l < count; l++) TensorPrimitives.Subtract(right, products.Row(l), residual.Row(l));
        using Panels packedResidual = Panels.OfColumns(residual, threads);
        PanelProduct.Add(packedResidual, Kernel, residualProducts, 0, false, threads, cancellation);
        double[][] betas = Coefficients(solution, threads, cancellation);
        RidgeFit[] fits = new RidgeFit[count];
        Parallelism.For(count, threads, l =>
        {
            double lambda = grid[l];
            ReadOnlySpan<double> r = residual.Row(l);
            double squares = Kernels.Dot(r, r), value = 0.5 * lambda * Kernels.Dot(betas[l], betas[l]);
            double conjugates = lambda > 0 ? 0.5 * Kernels.Dot(r, residualProducts.Row(l)) / lambda : 0;
            // slopes − λβ = X̃ᵀ√ω (r − λa): its length bounds every one of them.
            double[] rest = [.. r], image = residualProducts.Row(l).ToArray();
            Kernels.AddScaled(solution.Row(l), -lambda, rest);
            Kernels.AddScaled(products.Row(l), -lambda, image);
            double primal = (0.5 * squares) + value, dual = Kernels.Dot(r, right) - (0.5 * squares) - conjugates;
            fits[l] = new RidgeFit(betas[l], squares, primal, Math.Abs(primal - dual), Math.Sqrt(Math.Max(0, Kernels.Dot(rest, image))));
        }, cancellation);
        return fits;
    }

    public override void Dispose()
    {
        Kernel.Dispose();
        base.Dispose();
    }

    // β = X̃ᵀ√ω a for every λ, a panel of columns at a time.
    private double[][] Coefficients(AlignedMatrix solution, int threads, CancellationToken cancellation)
    {
        int n = Size, count = solution.Rows;
        const int width = Panels.Width;
        using AlignedMatrix weighted = new(count, n);
        for (int l = 0; l < count; l++) TensorPrimitives.Multiply(solution.Row(l), Roots, weighted.Row(l));
        using Panels packed = Panels.OfColumns(weighted, threads);
        double[][] betas = [.. Enumerable.Range(0, count).Select(_ => new double[Columns.Count])];
        const int group = 8;
        Parallelism.For((Columns.Count + (group * width) - 1) / (group * width), threads, block =>
        {
            double[] buffer = new double[width * n];
            using Panels panel = new(n, width);
            using AlignedMatrix products = new(count, width);
            for (int first = block * group * width; first < Math.Min(Columns.Count, (block + 1) * group * width); first += width)
            {
                int present = Math.Min(width, Columns.Count - first);
                for (int c = 0; c < present; c++) Columns.Stretch(first + c, 0, buffer.AsSpan(c * n, n));
                fixed (double* source = buffer) PanelPacking.Transpose(source, n, width, panel[0]);
                new Span<double>(products.Values, products.PaddedRows * width).Clear();
                PanelProduct.Add(packed, 0, PanelProduct.Tiles(packed), panel, 0, 1, 0, products.Values, width, width);
                for (int l = 0; l < count; l++) products.Row(l)[..present].CopyTo(betas[l].AsSpan(first));
            }
        }, cancellation);
        return betas;
    }
}
