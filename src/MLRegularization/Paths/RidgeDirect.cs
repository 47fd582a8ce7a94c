using MLRegularization.Matrices;
using MLRegularization.Numerics;
using MLRegularization.Penalties;
using MLRegularization.Solvers;

namespace MLRegularization.Paths;

/// <summary>
/// Ridge (α = 0, no bounds, equal factors) by one decomposition for every λ: of the Gram matrix where rows outnumber columns, else of
/// the n × n kernel of rows. Exact leave-one-out errors come from the same decomposition.
/// </summary>
internal static class RidgeDirect
{
    /// <summary>Whether the direct solver serves.</summary>
    public static bool Applies(PathSettings settings, TrainingSet data)
    {
        bool possible = settings.Alpha == 0 && settings.Lower is null && settings.Upper is null && settings.Factors is null
            && (settings.Lambdas is null || settings.Lambdas[^1] > 0) && Math.Min(data.Rows, data.Columns) <= 6000;
        return possible && (settings.Solver == SolverKind.Direct || (settings.Solver == SolverKind.Automatic && data.Columns > 64));
    }

    /// <summary>The path, and for each λ (and row) the leave-one-out residuals where they are asked for.</summary>
    public static (RegularizationPath Path, double[][] LeaveOneOut) Fit(TrainingSet data, PathSettings settings, bool leaveOneOut, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        int n = data.Rows, p = data.Columns;
        bool primal = n > p;
        PathProblem problem = ProblemBuilder.FromData(data, settings);
        StandardizedColumns columns = problem.Columns!;
        double[] response = problem.Response!;
        double lambdaMax = problem.LambdaMax(cancellation);
        double[] grid = PathRunner.Grid(settings, lambdaMax, n, p);
        double[] roots = new double[n]; // √ω
        for (int i = 0; i < n; i++) roots[i] = Math.Sqrt(columns.Weight(i));
        double[] matrix = primal ? Gram(problem.Quadratic, p) : Kernel(columns, roots, settings.Threads, cancellation);
        int size = primal ? p : n;
        Tridiagonal decomposition = Tridiagonal.Of(matrix, size, settings.Threads, cancellation);
        double[] right = new double[size];
        if (primal) problem.Quadratic.AllSlopes(right);
        else for (int i = 0; i < n; i++) right[i] = roots[i] * response[i];
        decomposition.ToTridiagonal(right);

        List<PathPoint> points = [];
        double square = problem.ResponseScale * problem.ResponseScale, before = 0;
        double nullLoss = 0.5 * problem.Quadratic.ResidualProducts().Response;
        PathEnd end = PathEnd.AllFitted;
        ResidualQuadratic quadratic = (ResidualQuadratic)problem.Quadratic;
        foreach (double lambda in grid)
        {
            cancellation.ThrowIfCancellationRequested();
            (double[] Pivots, double[] Below) factor = decomposition.Factor(lambda);
            double[] solution = [.. right], beta = solution;
            Tridiagonal.Solve(factor, solution);
            decomposition.FromTridiagonal(solution);
            if (!primal)
            {
                for (int i = 0; i < n; i++) solution[i] *= roots[i];
                double sum = solution.Sum();
                beta = new double[p];
                Parallelism.For((p + 127) / 128, settings.Threads, b =>
                {
                    for (int j = b * 128; j < Math.Min(p, (b + 1) * 128); j++) beta[j] = columns.Correlate(j, solution, sum);
                }, cancellation);
            }
            quadratic.MoveTo(beta);
            double[] slopes = new double[p];
            quadratic.AllSlopes(slopes);
            ElasticNet penalty = problem.Penalty(lambda);
            (double primalValue, double gap, double violation) = DualityGap.Evaluate(quadratic, penalty, slopes);
            (double intercept, int[] indices, double[] values) = problem.Unscale(beta);
            double squares = quadratic.ResidualProducts().Squares, explained = 1 - (0.5 * squares / nullLoss), relative = gap / nullLoss;
            StopReason reason = relative <= settings.Tolerance ? StopReason.Converged : StopReason.PrecisionLimit;
            points.Add(new PathPoint(lambda, intercept, indices, values, 0.5 * squares * square, explained, new Certificate(primalValue * square, relative, violation, 1, reason))
            {
                Smoother = () => Trace(decomposition, lambda, size),
            });
            progress?.Report(new FitProgress("fitting the path", points.Count, grid.Length));
            if (!leaveOneOut && settings.StopEarly && settings.Lambdas is null && points.Count >= 5 && points.Count < grid.Length)
            {
                if (explained > 0.999) end = PathEnd.DevianceExplained;
                else if (explained - before < 1e-5 * explained) end = PathEnd.DevianceFlat;
                if (end != PathEnd.AllFitted) break;
            }
            before = explained;
        }
        double[][] errors = leaveOneOut ? LeaveOneOut(columns, response, roots, decomposition, right, grid, primal, settings, problem.ResponseScale, cancellation) : [];
        return (PathSolver.Result(data, settings, lambdaMax, points, end, SolverKind.Direct), errors);
    }

    private static double Trace(Tridiagonal decomposition, double lambda, int size)
    {
        // trace A(A + λ)⁻¹ = size − λ trace (T + λ)⁻¹
        (double[], double[]) factor = decomposition.Factor(lambda);
        double trace = size;
        double[] unit = new double[size];
        for (int k = 0; k < size; k++)
        {
            Array.Clear(unit);
            unit[k] = 1;
            trace -= lambda * Tridiagonal.Form(factor, unit);
        }
        return trace;
    }

    private static double[] Gram(IQuadratic quadratic, int p)
    {
        double[] gram = new double[p * p];
        int[] all = [.. Enumerable.Range(0, p)];
        quadratic.Cross(all, all, gram);
        return gram;
    }

    // K = √ω X̃X̃ᵀ √ω, a column's outer product at a time.
    private static double[] Kernel(StandardizedColumns columns, double[] roots, int threads, CancellationToken cancellation)
    {
        int n = roots.Length;
        double[] kernel = new double[n * n];
        const int batch = 64;
        double[][] vectors = [.. Enumerable.Range(0, batch).Select(_ => new double[n])];
        for (int from = 0; from < columns.Count; from += batch)
        {
            int count = Math.Min(batch, columns.Count - from), first = from;
            Parallelism.For(count, threads, c =>
            {
                columns.Weighted(first + c, vectors[c]);
                for (int i = 0; i < n; i++) vectors[c][i] = roots[i] > 0 ? vectors[c][i] / roots[i] : 0;
            }, cancellation);
            const int rows = 32;
            Parallelism.For((n + rows - 1) / rows, threads, block =>
            {
                for (int i = block * rows; i < Math.Min(n, (block + 1) * rows); i++)
                {
                    Span<double> row = kernel.AsSpan(i * n, n);
                    int c = 0;
                    for (; c + 4 <= count; c += 4)
                        Kernels.AddScaled4(vectors[c], vectors[c + 1], vectors[c + 2], vectors[c + 3], vectors[c][i], vectors[c + 1][i], vectors[c + 2][i], vectors[c + 3][i], row);
                    for (; c < count; c++) Kernels.AddScaled(vectors[c], vectors[c][i], row);
                }
            }, cancellation);
        }
        return kernel;
    }

    // Row i without itself: its weight ω gone from the mean, λ counts as λ(1 − ω) of what remains.
    private static double[][] LeaveOneOut(StandardizedColumns columns, double[] response, double[] roots, Tridiagonal decomposition, double[] right, double[] grid, bool primal,
        PathSettings settings, double responseScale, CancellationToken cancellation)
    {
        int n = roots.Length, size = right.Length;
        double[][] errors = [.. grid.Select(_ => new double[n])];
        ((double[], double[]) Factor, double[] Solved) Solve(double lambda)
        {
            (double[], double[]) factor = decomposition.Factor(lambda);
            double[] solved = [.. right];
            Tridiagonal.Solve(factor, solved);
            return (factor, solved);
        }
        // Rows of equal weight share their strengths.
        bool equal = Array.TrueForAll(roots, r => r == roots[0]);
        ((double[], double[]) Factor, double[] Solved)[] shared = equal ? [.. grid.Select(l => Solve(l * (1 - (roots[0] * roots[0]))))] : [];
        const int block = 256;
        Parallelism.For((n + block - 1) / block, settings.Threads, b =>
        {
            int first = b * block, count = Math.Min(block, n - first);
            double[] rows = new double[count * size], copy = new double[size], buffer = new double[count];
            if (primal)
                for (int j = 0; j < size; j++)
                {
                    columns.Stretch(j, first, buffer);
                    for (int i = 0; i < count; i++) rows[(i * size) + j] = buffer[i];
                }
            for (int i = 0; i < count; i++)
            {
                int row = first + i;
                Span<double> z = rows.AsSpan(i * size, size);
                if (!primal) z[row] = 1;
                decomposition.ToTridiagonal(z);
                double omega = roots[row] * roots[row], level = settings.Intercept ? omega : 0;
                for (int k = 0; k < grid.Length; k++)
                {
                    double lambda = grid[k] * (1 - omega);
                    ((double[], double[]) factor, double[] solved) = equal ? shared[k] : Solve(lambda);
                    double product = Kernels.Dot(z, solved);
                    z.CopyTo(copy);
                    double form = Tridiagonal.Form(factor, copy);
                    double residual = primal ? response[row] - product : lambda * product / roots[row];
                    double left = primal ? 1 - level - (omega * form) : (lambda * form) - level;
                    errors[k][row] = residual / left * responseScale;
                }
            }
        }, cancellation);
        return errors;
    }
}
