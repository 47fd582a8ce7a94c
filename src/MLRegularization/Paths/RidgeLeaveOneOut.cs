using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLRegularization.Numerics;

namespace MLRegularization.Paths;

/// <summary>
/// Leave-one-out residuals of every row and λ from one decomposition (Allen 1974; Golub, Heath, Wahba 1979). A row without itself: its
/// weight ω is gone from the mean, and λ counts as λ(1 − ω) of what remains.
/// </summary>
internal sealed unsafe class RidgeLeaveOneOut
{
    private const int RowsAtATime = 256;
    private const int GroupPanels = 16;

    private readonly RidgeSystem system;
    private readonly RidgeFit[] fits;
    private readonly double[] grid;
    private readonly bool primal;
    private readonly bool intercept;
    private readonly double[][] errors;

    private RidgeLeaveOneOut(RidgeSystem system, RidgeFit[] fits, double[] grid, bool intercept)
    {
        this.system = system;
        this.fits = fits;
        this.grid = grid;
        this.intercept = intercept;
        primal = system is RidgeGram;
        errors = [.. grid.Select(_ => GC.AllocateUninitializedArray<double>(system.Roots.Length))];
    }

    /// <summary>The residuals by λ, then row.</summary>
    public static double[][] Residuals(RidgeSystem system, RidgeFit[] fits, double[] grid, bool intercept, int threads, CancellationToken cancellation)
    {
        RidgeLeaveOneOut task = new(system, fits, grid, intercept);
        double root = system.Roots[0];
        if (system.Roots.AsSpan().IndexOfAnyExcept(root) < 0) task.EqualWeights(root, threads, cancellation);
        else task.UnequalWeights(threads, cancellation);
        return task.errors;
    }

    // Rows of equal weight share their strengths: predictions are a matrix product, the forms go over 16 rows at a time.
    private void EqualWeights(double root, int threads, CancellationToken cancellation)
    {
        double omega = root * root;
        double[] lambdas = [.. grid.Select(l => l * (1 - omega))];
        using ShiftedFactors factors = new(system.T, lambdas);
        using Panels solved = factors.Solve(system.Right);
        Rotated(threads, (z, firstPanel, panels, firstRow) =>
        {
            int count = factors.PaddedCount, step = count * Panels.Width;
            using AlignedMatrix products = new(panels * count, Panels.Width), last = new(panels * count, Panels.Width), forms = new(panels * count, Panels.Width);
            PanelProduct.Add(solved, 0, PanelProduct.Tiles(solved), z, firstPanel, firstPanel + panels, 0, products.Values - ((long)firstPanel * step), step, Panels.Width);
            for (int k = 0; k < system.Size; k += RowsAtATime)
                for (int panel = 0; panel < panels; panel++)
                    factors.AddForms(z[firstPanel + panel], k, Math.Min(system.Size, k + RowsAtATime), last.Values + ((long)panel * step), forms.Values + ((long)panel * step));
            for (int l = 0; l < grid.Length; l++)
                for (int panel = 0; panel < panels; panel++)
                {
                    long at = ((long)panel * step) + (l * Panels.Width);
                    Store(l, firstRow + (panel * Panels.Width), products.Values + at, forms.Values + at, lambdas[l], omega, root);
                }
        }, cancellation);
    }

    private void Store(int strength, int row, double* products, double* forms, double lambda, double omega, double root)
    {
        double level = intercept ? omega : 0, scale = system.Problem.ResponseScale;
        Span<double> target = errors[strength].AsSpan(row, Math.Min(Panels.Width, errors[strength].Length - row));
        int i = 0;
        for (; i + 8 <= target.Length; i += 8)
        {
            Vector512<double> product = Vector512.Load(products + i), form = Vector512.Load(forms + i);
            Vector512<double> residual = primal ? Vector512.Create<double>(system.Response.AsSpan(row + i)) - product : product * lambda / Vector512.Create(root);
            Vector512<double> left = primal ? Vector512.Create(1 - level) - (form * omega) : (form * lambda) - Vector512.Create(level);
            (residual / left * scale).CopyTo(target[i..]);
        }
        for (; i < target.Length; i++)
        {
            double residual = primal ? system.Response[row + i] - products[i] : lambda * products[i] / root;
            target[i] = residual / Left(forms[i], lambda, omega, level) * scale;
        }
    }

    // What of a row's residual is its own doing.
    private double Left(double form, double lambda, double omega, double level) => primal ? 1 - level - (omega * form) : (lambda * form) - level;

    // Every weight has its own strengths: the factors of 16 of them at a time go along with the row.
    private void UnequalWeights(int threads, CancellationToken cancellation)
    {
        int padded = (grid.Length + 15) / 16 * 16;
        double[] strengths = [.. grid, .. Enumerable.Repeat(1.0, padded - grid.Length)];
        Rotated(threads, (z, firstPanel, panels, firstRow) =>
        {
            double[] column = new double[system.Size];
            Span<double> forms = stackalloc double[16], products = stackalloc double[16];
            for (int row = firstRow; row < Math.Min(system.Roots.Length, firstRow + (panels * Panels.Width)); row++)
            {
                int at = (firstPanel * Panels.Width) + row - firstRow;
                for (int k = 0; k < column.Length; k++) column[k] = z.At(k, at);
                double root = system.Roots[row], omega = root * root, level = intercept ? omega : 0;
                if (root == 0)
                {
                    OfAbsentRow(row);
                    continue;
                }
                for (int l = 0; l < grid.Length; l += 16)
                {
                    FormsAndProducts(strengths.AsSpan(l, 16), 1 - omega, column, forms, products);
                    for (int m = 0; m < Math.Min(16, grid.Length - l); m++)
                    {
                        double lambda = grid[l + m] * (1 - omega), residual = primal ? system.Response[row] - products[m] : lambda * products[m] / root;
                        errors[l + m][row] = residual / Left(forms[m], lambda, omega, level) * system.Problem.ResponseScale;
                    }
                }
            }
        }, cancellation);
    }

    // A row of weight 0 has no part in any fit.
    private void OfAbsentRow(int row)
    {
        double[] features = new double[system.Columns.Count];
        for (int j = 0; j < features.Length; j++) system.Columns.Stretch(j, row, features.AsSpan(j, 1));
        for (int l = 0; l < grid.Length; l++) errors[l][row] = (system.Response[row] - Kernels.Dot(features, fits[l].Beta)) * system.Problem.ResponseScale;
    }

    // zᵀ(T + λ)⁻¹z and zᵀ(T + λ)⁻¹Qᵀb for 16 λ side by side, in two vectors: each waits for its divisions.
    private void FormsAndProducts(ReadOnlySpan<double> strengths, double share, double[] z, Span<double> forms, Span<double> products)
    {
        double[] diagonal = system.T.Diagonal, off = system.T.Off, right = system.Right;
        Vector512<double> lambda0 = Vector512.Create(strengths) * share, lambda1 = Vector512.Create(strengths[8..]) * share;
        Vector512<double> inverse0 = default, left0 = default, other0 = default, form0 = default, product0 = default;
        Vector512<double> inverse1 = default, left1 = default, other1 = default, form1 = default, product1 = default;
        for (int k = 0; k < z.Length; k++)
        {
            double beside = k == 0 ? 0 : off[k - 1];
            Step(beside, diagonal[k], z[k], right[k], lambda0, ref inverse0, ref left0, ref other0, ref form0, ref product0);
            Step(beside, diagonal[k], z[k], right[k], lambda1, ref inverse1, ref left1, ref other1, ref form1, ref product1);
        }
        form0.CopyTo(forms);
        form1.CopyTo(forms[8..]);
        product0.CopyTo(products);
        product1.CopyTo(products[8..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(double beside, double diagonal, double z, double right, Vector512<double> lambda,
        ref Vector512<double> inverse, ref Vector512<double> left, ref Vector512<double> other, ref Vector512<double> form, ref Vector512<double> product)
    {
        Vector512<double> below = inverse * beside, pivot = Vector512.Create(diagonal) + lambda - (below * beside);
        inverse = Vector512.ConditionalSelect(Vector512.GreaterThan(pivot, Vector512<double>.Zero), Vector512<double>.One / pivot, Vector512<double>.Zero);
        left = Vector512.Create(z) - (below * left);
        other = Vector512.Create(right) - (below * other);
        Vector512<double> scaled = left * inverse;
        form = Vector512.FusedMultiplyAdd(scaled, left, form);
        product = Vector512.FusedMultiplyAdd(scaled, other, product);
    }

    private delegate void Visit(Panels z, int firstPanel, int panels, int firstRow);

    // Qᵀ x̃ of some rows at a time: with the kernel these are Q's own rows.
    private void Rotated(int threads, Visit visit, CancellationToken cancellation)
    {
        int n = system.Roots.Length, rows = (n + Panels.Width - 1) / Panels.Width;
        // Few rows are shared out evenly, many go in groups that stay in cache.
        int group = Math.Clamp(rows / 16, 1, GroupPanels);
        ConcurrentBag<(Panels X, Panels Z)> spaces = [];
        try
        {
            Parallelism.For((rows + group - 1) / group, threads, task =>
            {
                int first = task * group, count = Math.Min(group, rows - first), width = group * Panels.Width;
                if (!primal)
                {
                    visit(system.Transposed, first, count, first * Panels.Width);
                    return;
                }
                if (!spaces.TryTake(out (Panels X, Panels Z) space)) space = (new Panels(system.Q.Depth, width), new Panels(system.Q.Depth, width));
                Pack(space.X, first * Panels.Width, Math.Min(n - (first * Panels.Width), width));
                space.Z.Clear();
                PanelProduct.Add(system.Q, 0, PanelProduct.Tiles(system.Q), space.X, 0, count, 0, space.Z[0], space.Z.PanelStep, Panels.Width);
                visit(space.Z, 0, count, first * Panels.Width);
                spaces.Add(space);
            }, cancellation);
        }
        finally
        {
            foreach ((Panels x, Panels z) in spaces)
            {
                x.Dispose();
                z.Dispose();
            }
        }
    }

    private void Pack(Panels x, int firstRow, int rows)
    {
        double[] buffer = new double[x.Columns];
        for (int j = 0; j < system.Size; j++)
        {
            system.Columns.Stretch(j, firstRow, buffer.AsSpan(0, rows));
            x.SetRow(j, buffer);
        }
    }
}
