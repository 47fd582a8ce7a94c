using System.Numerics.Tensors;
using MLRegularization.Matrices;
using MLRegularization.Numerics;

namespace MLRegularization.Paths;

/// <summary>
/// Exact leave-one-out errors of ridge regression, every λ and every row from one decomposition. A row's fit is that of all other rows
/// under the same objective; columns keep the scale that all rows give them.
/// </summary>
public sealed class LeaveOneOut
{
    private LeaveOneOut(RegularizationPath path, double[][] residuals, double[]? weights, int threads)
    {
        Path = path;
        Residuals = residuals;
        double total = weights?.Sum() ?? path.Rows;
        double[] means = new double[residuals.Length];
        Parallelism.For(means.Length, threads, k => means[k] = SquareSum(residuals[k], weights) / total);
        MeanError = means;
        MinIndex = Array.IndexOf(means, means.Min());
    }

    /// <summary>The ridge path of all rows.</summary>
    public RegularizationPath Path { get; }

    /// <summary>By λ, then row: response minus the prediction of the fit without that row.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Residuals { get; }

    /// <summary>Mean squared leave-one-out error by λ, weighted.</summary>
    public IReadOnlyList<double> MeanError { get; }

    /// <summary>Index of the λ with the smallest mean error.</summary>
    public int MinIndex { get; }

    /// <summary>Fits a ridge path and leaves every row out once.</summary>
    /// <param name="data">What to learn from.</param>
    /// <param name="options">The path; α is 0 whatever it says. No bounds, no penalty factors, every λ positive.</param>
    /// <param name="progress">Told of every λ.</param>
    /// <param name="cancellation">Stops within a second.</param>
    /// <exception cref="ArgumentException">Bounds, penalty factors or a λ of 0 are asked for.</exception>
    public static LeaveOneOut Run(TrainingSet data, PathOptions? options = null, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        PathSettings settings = PathSettings.From(options ?? new PathOptions(), data) with { Alpha = 0, Solver = SolverKind.Direct };
        PathSolver.CheckResponse(data, settings);
        if (settings.Loss is not null) throw new ArgumentException("Leave-one-out is for squared loss; cross-validate other losses.");
        if (!RidgeDirect.Applies(settings, data))
            throw new ArgumentException("Leave-one-out needs a ridge without bounds and penalty factors, positive lambdas, and at most 6000 rows or columns; cross-validate instead.");
        double[]? centres = PathSolver.FarCentres(data, settings, cancellation);
        (RegularizationPath path, double[][] residuals) = RidgeDirect.Fit(centres is null ? data : PathSolver.Recentred(data, centres), settings, true, progress, cancellation);
        if (centres is not null) path = path.Recentred(centres);
        return new LeaveOneOut(path, residuals, data.Weights, settings.Threads);
    }

    private static double SquareSum(double[] values, double[]? weights)
    {
        if (weights is null) return Kernels.Dot(values, values);
        double[] weighted = new double[values.Length];
        TensorPrimitives.Multiply(values, weights, weighted);
        return Kernels.Dot(weighted, values);
    }
}
