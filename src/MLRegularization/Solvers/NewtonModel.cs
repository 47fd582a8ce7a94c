using System.Numerics.Tensors;
using MLRegularization.Matrices;

namespace MLRegularization.Solvers;

/// <summary>
/// The model of a loss of one linear predictor, Σ u δη + ½ Σ v δη². Curvatures v that are those of an earlier point keep Gram matrix
/// and factor.
/// </summary>
internal sealed class NewtonModel : INewtonModel
{
    /// <summary>Up to here all columns have a Gram matrix.</summary>
    private const int MostGramColumns = 1024;

    /// <summary>Products from here on are taken in single precision.</summary>
    private const double ManyProducts = 1e8;

    /// <summary>Added to the Gram matrix's diagonal: by itself, enough for <see cref="ActiveFactor"/> to take any column up, and by its mean.</summary>
    private const double Damping = 1e-9, MeanDamping = 1e-16, RoundedDamping = 1e-6;

    private readonly LossState state;
    private readonly Standardization scale; // centres under v
    private readonly double[] curvatures;
    private readonly double[]? offset;
    private readonly bool[]? known;
    private readonly IColumnMatrix matrix;
    private readonly int threads;

    /// <summary>Models the loss with the curvatures of the present point.</summary>
    /// <param name="matrix">n × p features.</param>
    /// <param name="state">The loss at its point.</param>
    /// <param name="offset">n offsets, or null.</param>
    /// <param name="share">Curvatures are raised to this share of their bound.</param>
    /// <param name="threads">Threads at most.</param>
    /// <param name="cancellation">Checked while products are gathered.</param>
    public NewtonModel(IColumnMatrix matrix, LossState state, double[]? offset, double share, int threads, CancellationToken cancellation)
    {
        (this.state, this.offset, this.matrix, this.threads) = (state, offset, matrix, threads);
        curvatures = state.Curvatures(share);
        Weight = curvatures.Sum();
        bool centred = state.Scale.Centred;
        int p = matrix.Columns;
        if (UsesGram(matrix))
        {
            // Single precision is enough for a model, whose slopes are those of the data. A little is added to the diagonal: where columns
            // depend on each other rounding would leave the model without a minimum.
            bool rounded = (double)matrix.Rows * p * p >= ManyProducts;
            double[] none = new double[matrix.Rows];
            Moments moments = (rounded ? MomentPass<float>.Run(matrix, none, curvatures, null, 1, state.Scale.Centres, 0, threads, cancellation)
                : MomentPass<double>.Run(matrix, none, curvatures, null, 1, state.Scale.Centres, 0, threads, cancellation))[0];
            double[] centres = new double[p];
            for (int j = 0; j < p; j++) centres[j] = centred ? state.Scale.Centres[j] + (moments.Sums[j] / moments.Weight) : 0;
            scale = state.Scale with { Centres = centres };
            double[] gram = moments.Gram(scale, centred, threads);
            double mean = Enumerable.Range(0, p).Average(j => gram[(j * p) + j]);
            for (int j = 0; j < p; j++) gram[(j * p) + j] += (Damping * gram[(j * p) + j]) + ((rounded ? RoundedDamping : MeanDamping) * mean);
            Quadratic = new GramQuadratic(gram, new double[p], 1, threads);
        }
        else
        {
            // Means and squares under v are worked out for a column when it is first a candidate.
            scale = state.Scale with { Centres = new double[p], SquareMeans = new double[p] };
            known = new bool[p];
            Quadratic = new ResidualQuadratic(new StandardizedColumns(matrix, curvatures, scale), new double[matrix.Rows], threads);
        }
    }

    /// <summary>Whether all columns have a Gram matrix.</summary>
    public static bool UsesGram(IColumnMatrix matrix) => matrix.Columns <= MostGramColumns && matrix.Columns <= matrix.Rows && matrix is not SparseColumns;

    public IQuadratic Quadratic { get; }

    /// <summary>Σ v.</summary>
    public double Weight { get; }

    public double[] Anchor(int[] candidates)
    {
        double mean = state.Scale.Centred ? -state.RowSlopeSums[0] / Weight : 0;
        if (known is not null) Learn([.. candidates.Where(j => !known[j])]);
        double[] slopes = new double[state.Slopes.Length];
        foreach (int j in candidates)
            slopes[j] = scale.Constant[j] ? 0 : (state.Slopes[j] + ((scale.Centres[j] - state.Scale.Centres[j]) * state.RowSlopeSums[0] / scale.Scales[j])) / Weight;
        if (Quadratic is ResidualQuadratic residual)
        {
            double[] rest = new double[curvatures.Length], fitted = new double[curvatures.Length];
            for (int i = 0; i < rest.Length; i++)
            {
                rest[i] = curvatures[i] > 0 ? (-state.RowSlopes[i] / curvatures[i]) - mean : 0;
                fitted[i] = state.Eta[i] - (offset?[i] ?? 0) - state.Intercepts[0];
            }
            state.Beta.CopyTo(residual.Beta, 0);
            residual.Anchor(rest, fitted);
            return slopes;
        }
        double squares = -mean * mean;
        for (int i = 0; i < curvatures.Length; i++)
            if (curvatures[i] > 0) squares += state.RowSlopes[i] / curvatures[i] * (state.RowSlopes[i] / Weight);
        ((GramQuadratic)Quadratic).Anchor(state.Beta, slopes, Math.Max(0, squares));
        return slopes;
    }

    // Means and mean squares under v.
    private void Learn(int[] columns)
    {
        const int block = 32;
        Numerics.Parallelism.For((columns.Length + block - 1) / block, threads, b =>
        {
            int rowsHeld = matrix is SparseColumns ? 0 : curvatures.Length;
            double[] values = new double[rowsHeld], product = new double[rowsHeld];
            for (int k = b * block; k < Math.Min(columns.Length, (b + 1) * block); k++)
            {
                int j = columns[k];
                double reference = 0, shift = 0, square = 0;
                if (matrix is SparseColumns sparse)
                {
                    ReadOnlySpan<int> rows = sparse.RowsOf(j);
                    ReadOnlySpan<double> stored = sparse.ValuesOf(j);
                    for (int i = 0; i < rows.Length; i++)
                    {
                        double share = curvatures[rows[i]] / Weight * stored[i];
                        shift += share;
                        square += share * stored[i];
                    }
                }
                else
                {
                    reference = state.Scale.Centres[j];
                    matrix.CopyCentered(j, 0, reference, values);
                    TensorPrimitives.Multiply(values, curvatures, product);
                    shift = TensorPrimitives.Sum<double>(product) / Weight;
                    square = Numerics.Kernels.Dot(values, product) / Weight;
                }
                if (state.Scale.Centred) scale.Centres[j] = reference + shift;
                scale.SquareMeans[j] = scale.Constant[j] ? 0 : (square - (state.Scale.Centred ? shift * shift : 0)) / (scale.Scales[j] * scale.Scales[j]);
                known![j] = true;
            }
        });
    }

    public ModelStep Step()
    {
        int[] columns = [.. Enumerable.Range(0, Quadratic.Count).Where(j => Quadratic.Beta[j] != state.Beta[j])];
        double[] steps = [.. columns.Select(j => Quadratic.Beta[j] - state.Beta[j])];
        double shift = state.Scale.Centred ? -state.RowSlopeSums[0] / Weight : 0;
        for (int k = 0; k < columns.Length; k++) shift -= steps[k] * scale.Centres[columns[k]] / scale.Scales[columns[k]];
        return new ModelStep(columns, steps, [shift]);
    }
}
