using MLRegularization.Matrices;
using MLRegularization.Penalties;

namespace MLRegularization.Solvers;

/// <summary>
/// Newton steps of a loss of one linear predictor along many sparse columns: the quadratic model at the present point is solved by <see cref="FaceDescent"/> on a
/// packed copy of the columns that move or may soon, which is kept while it holds them all.
/// </summary>
/// <param name="matrix">n × p features.</param>
/// <param name="state">The loss at its point.</param>
/// <param name="threads">Threads at most.</param>
internal sealed class SparseNewton(SparseColumns matrix, LossState state, int threads)
{
    /// <summary>Columns are packed ahead of need: those that would move under this share of the penalty.</summary>
    private const double Ahead = 0.95;

    /// <summary>Packed anew when more than this times what moves is held.</summary>
    private const double MostSpare = 1.5;

    private readonly PackedRows packed = new(matrix, state.Scale.Scales, state.Weights, threads);
    private readonly bool[] held = new bool[matrix.Columns];
    private FaceDescent? descent;
    private double[] means = [];

    /// <summary>The coefficients at the end of the last step, in its order.</summary>
    public double[] Ends { get; private set; } = [];

    /// <summary>The step from the present point to the model's minimum; null where the model is not solved.</summary>
    /// <param name="penalty">The penalty at the present λ, multiplied by a factor.</param>
    /// <param name="candidate">Coordinates that may move, whose slopes are those of the present point.</param>
    /// <param name="violations">The violations of all coordinates at the present point.</param>
    /// <param name="share">Curvatures are raised to this share of their bound.</param>
    /// <param name="tolerance">Violation to leave.</param>
    /// <param name="cancellation">Checked on the way.</param>
    public ModelStep? Step(Func<double, IJointPenalty> penalty, bool[] candidate, double[] violations, double share, double tolerance, CancellationToken cancellation)
    {
        if (!Hold(penalty, violations)) return null;
        int[] columns = packed.Columns;
        double[] omega = state.Curvatures(share), beta = new double[columns.Length], slopes = new double[columns.Length], curvatures = new double[columns.Length];
        double weight = omega.Sum(), sum = state.RowSlopeSums[0];
        for (int i = 0; i < omega.Length; i++) omega[i] /= weight;
        bool centred = state.Scale.Centred;
        if (centred) packed.Means(omega, means);
        for (int k = 0; k < columns.Length; k++)
        {
            int j = columns[k];
            beta[k] = state.Beta[j];
            curvatures[k] = candidate[j] ? state.Scale.SquareMeans[j] : 0;
            slopes[k] = state.Scale.Constant[j] ? 0 : (state.Slopes[j] + (centred ? (means[k] - (state.Scale.Centres[j] / state.Scale.Scales[j])) * sum : 0)) / weight;
        }
        if (!descent!.Solve((IPiecewiseQuadraticPenalty)penalty(1 / weight), omega, means, curvatures, beta, slopes, tolerance / weight, cancellation)) return null;
        List<int> moving = [];
        List<double> steps = [], ends = [];
        double shift = centred ? -sum / weight : 0;
        for (int k = 0; k < columns.Length; k++)
        {
            double step = beta[k] - state.Beta[columns[k]];
            if (step == 0) continue;
            moving.Add(columns[k]);
            steps.Add(step);
            ends.Add(beta[k]);
            shift -= step * means[k];
        }
        Ends = [.. ends];
        return new ModelStep([.. moving], [.. steps], [shift]);
    }

    private bool Hold(Func<double, IJointPenalty> penalty, double[] violations)
    {
        int needed = 0;
        bool missing = false;
        for (int j = 0; j < held.Length; j++)
        {
            if (state.Beta[j] == 0 && violations[j] == 0) continue;
            needed++;
            missing |= !held[j];
        }
        if (!missing && packed.Columns.Length <= MostSpare * needed) return true;
        double[] likely = new double[held.Length];
        penalty(Ahead).Violations(new double[held.Length], state.Slopes, likely);
        List<int> columns = [];
        for (int j = 0; j < held.Length; j++)
        {
            held[j] = state.Beta[j] != 0 || violations[j] > 0 || likely[j] > 0;
            if (held[j]) columns.Add(j);
        }
        if (columns.Count > PackedRows.MostColumns)
        {
            Array.Clear(held);
            return false;
        }
        packed.Hold([.. columns]);
        means = new double[columns.Count];
        descent = new FaceDescent(packed);
        return true;
    }
}
