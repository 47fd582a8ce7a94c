using MLRegularization.Matrices;
using MLRegularization.Numerics;

namespace MLRegularization.Solvers;

/// <summary>The model of the multinomial loss: all classes together, with a Gram matrix of all coordinates where that is small.</summary>
internal sealed class MultinomialModel : INewtonModel
{
    /// <summary>Up to here all coordinates have a Gram matrix.</summary>
    private const int MostGramCoordinates = 1024;

    /// <summary>Products from here on are taken in single precision.</summary>
    private const double ManyProducts = 1e8;

    /// <summary>Added to the Gram matrix's diagonal: by itself, and by its mean, more of that where products are rounded.</summary>
    private const double Damping = 1e-9, MeanDamping = 1e-16, RoundedDamping = 1e-6;

    private readonly LossState state;
    private readonly MultinomialCurvature curvature;
    private readonly IColumnMatrix matrix;
    private readonly double[][] bySums; // Gram: the derivative of Σ of each class's slopes by a centred coordinate

    /// <summary>Models the loss with the curvatures of the present point.</summary>
    /// <param name="matrix">n × p features.</param>
    /// <param name="state">The loss at its point.</param>
    /// <param name="share">This share of the curvatures' bound is added to them.</param>
    /// <param name="threads">Threads at most.</param>
    /// <param name="cancellation">Checked while products are gathered.</param>
    public MultinomialModel(IColumnMatrix matrix, LossState state, double share, int threads, CancellationToken cancellation)
    {
        (this.state, this.matrix) = (state, matrix);
        curvature = new MultinomialCurvature(state, share, UsesGram(matrix, state.Outputs));
        bySums = UsesGram(matrix, state.Outputs) ? new double[state.Beta.Length][] : [];
        Quadratic = bySums.Length > 0 ? new GramQuadratic(Gram(threads, cancellation), new double[state.Beta.Length], 0, threads)
            : new MultinomialQuadratic(matrix, state, curvature, threads);
    }

    /// <summary>Whether all coordinates have a Gram matrix.</summary>
    public static bool UsesGram(IColumnMatrix matrix, int classes)
        => matrix is not SparseColumns && (long)matrix.Columns * classes <= MostGramCoordinates && matrix.Columns <= matrix.Rows;

    public IQuadratic Quadratic { get; }

    public double Weight => 1;

    public double[] Anchor(int[] candidates)
    {
        if (Quadratic is MultinomialQuadratic quadratic) return quadratic.Anchor(candidates);
        double[] slopes = [.. state.Slopes], shift = state.Scale.Centred ? curvature.Solve(state.RowSlopeSums) : new double[state.Outputs];
        for (int c = 0; c < slopes.Length; c++)
            if (!state.Scale.Constant[c % matrix.Columns]) slopes[c] += Kernels.Dot(bySums[c], shift);
        ((GramQuadratic)Quadratic).Anchor(state.Beta, slopes, 0);
        return slopes;
    }

    public ModelStep Step()
    {
        int[] moved = [.. Enumerable.Range(0, Quadratic.Count).Where(c => Quadratic.Beta[c] != state.Beta[c])];
        double[] steps = [.. moved.Select(c => Quadratic.Beta[c] - state.Beta[c])];
        if (Quadratic is MultinomialQuadratic quadratic) return new ModelStep(moved, steps, quadratic.Shifts());
        double[] shifts = new double[state.Outputs];
        if (!state.Scale.Centred) return new ModelStep(moved, steps, shifts);
        double[] sums = [.. state.RowSlopeSums];
        for (int k = 0; k < moved.Length; k++) Kernels.AddScaled(bySums[moved[k]], steps[k], sums);
        shifts = [.. curvature.Solve(sums).Select(b => -b)];
        // Centred columns move the intercept too.
        for (int k = 0; k < moved.Length; k++)
        {
            int j = moved[k] % matrix.Columns;
            shifts[moved[k] / matrix.Columns] -= steps[k] * state.Scale.Centres[j] / state.Scale.Scales[j];
        }
        return new ModelStep(moved, steps, shifts);
    }

    // Products of all coordinates under the curvatures of each pair of classes, intercepts minimised out.
    private double[] Gram(int threads, CancellationToken cancellation)
    {
        int p = matrix.Columns, classes = state.Outputs, count = p * classes;
        Standardization scale = state.Scale;
        bool rounded = (double)matrix.Rows * count * count >= ManyProducts;
        double[] gram = new double[(long)count * count], none = new double[matrix.Rows], weights = new double[matrix.Rows];
        for (int c = 0; c < count; c++) bySums[c] = new double[classes];
        for (int k = 0; k < classes; k++)
            for (int l = 0; l <= k; l++)
            {
                curvature.Weights(k, l, weights);
                Moments moments = (rounded ? MomentPass<float>.Run(matrix, none, weights, null, 1, scale.Centres, 0, threads, cancellation)
                    : MomentPass<double>.Run(matrix, none, weights, null, 1, scale.Centres, 0, threads, cancellation))[0];
                for (int i = 0; i < p; i++)
                {
                    if (scale.Constant[i]) continue;
                    bySums[(k * p) + i][l] = bySums[(l * p) + i][k] = moments.Sums[i] / scale.Scales[i];
                    for (int j = 0; j < p; j++)
                    {
                        if (scale.Constant[j]) continue;
                        long a = (k * p) + i, b = (l * p) + j;
                        gram[(a * count) + b] = gram[(b * count) + a] = moments[i, j] / (scale.Scales[i] * scale.Scales[j]);
                    }
                }
            }
        if (scale.Centred)
            Parallelism.For(count, threads, a =>
            {
                double[] solved = curvature.Solve(bySums[a]);
                for (int b = 0; b < count; b++) gram[((long)a * count) + b] -= Kernels.Dot(bySums[b], solved);
            }, cancellation);
        double damping = (rounded ? RoundedDamping : MeanDamping) * Enumerable.Range(0, count).Average(c => gram[((long)c * count) + c]);
        for (int c = 0; c < count; c++) gram[((long)c * count) + c] += damping + (Damping * gram[((long)c * count) + c]);
        return gram;
    }
}
