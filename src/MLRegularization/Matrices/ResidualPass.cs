using MLRegularization.Numerics;

namespace MLRegularization.Matrices;

/// <summary>
/// One pass over the data that gives the residual's mean square and the slopes at some β, in double precision: each block of rows is
/// read from memory once, for its residual, and again from cache, for its share of the slopes.
/// </summary>
internal static class ResidualPass
{
    private const int BlockRows = 2048;

    /// <summary>slopesⱼ = Σ ω r x̃ⱼ and Σ ω r² with r = y − X̃β.</summary>
    /// <param name="matrix">n × p features.</param>
    /// <param name="response">n responses, centred where columns are.</param>
    /// <param name="weights">n row weights of any sum, or null.</param>
    /// <param name="scale">How columns are standardised.</param>
    /// <param name="beta">p coefficients of the standardised columns.</param>
    /// <param name="slopes">Set to p slopes.</param>
    /// <param name="threads">Threads at most.</param>
    /// <param name="cancellation">Checked at every block.</param>
    public static double Run(IColumnMatrix matrix, double[] response, double[]? weights, Standardization scale, double[] beta, Span<double> slopes, int threads, CancellationToken cancellation)
    {
        int n = matrix.Rows, p = matrix.Columns, blocks = (n + BlockRows - 1) / BlockRows;
        int[] all = [.. Enumerable.Range(0, p)], active = [.. all.Where(j => beta[j] != 0)];
        double[] steps = [.. active.Select(j => -beta[j] / scale.Scales[j])];
        double shift = 0;
        for (int k = 0; k < active.Length; k++) shift -= steps[k] * scale.Centres[active[k]];
        // By block: weight, Σ w r, Σ w r² and Σ w r xⱼ; added up in order, so that threads do not change a bit.
        double[][] sums = new double[blocks][];
        Parallelism.For(blocks, threads, block =>
        {
            int first = block * BlockRows, rows = Math.Min(BlockRows, n - first);
            Span<double> residual = stackalloc double[rows], product = stackalloc double[rows];
            for (int i = 0; i < rows; i++) residual[i] = response[first + i] + shift;
            matrix.AddScaled(active, steps, first, residual);
            double[] own = sums[block] = new double[p + 3];
            for (int i = 0; i < rows; i++)
            {
                double weight = weights?[first + i] ?? 1;
                product[i] = weight * residual[i];
                own[p] += weight;
                own[p + 1] += product[i];
                own[p + 2] += product[i] * residual[i];
            }
            matrix.Dot(all, first, product, own);
        }, cancellation);
        double[] total = new double[p + 3];
        foreach (double[] own in sums) Kernels.AddScaled(own, 1, total);
        double mean = total[p + 1] / total[p];
        for (int j = 0; j < p; j++) slopes[j] = scale.Constant[j] ? 0 : ((total[j] / total[p]) - (scale.Centres[j] * mean)) / scale.Scales[j];
        return (total[p + 2] / total[p]) - (scale.Centred ? mean * mean : 0);
    }
}
