using MLRegularization.Losses;
using MLRegularization.Matrices;
using MLRegularization.Penalties;
using MLRegularization.Solvers;

namespace MLRegularization.Paths;

/// <summary>
/// One path's problem for a loss other than the squared one (a generalized linear model): columns standardised, the response as it is.
/// </summary>
internal sealed class GeneralizedProblem : IPathProblem
{
    /// <summary>Poisson paths look this many strengths back, as glmnet's do.</summary>
    private const int PoissonMemory = 4;

    private readonly PathSettings settings;
    private readonly PathForecast forecast;
    private readonly LossState state;
    private readonly ProximalNewton solver;
    private readonly double[]? offset, factors, lower, upper;
    private readonly double nullLoss, nullDeviance, saturated;
    private PathStart? start;

    private GeneralizedProblem(TrainingSet data, PathSettings settings, ILoss loss, Standardization scale, IReadOnlyList<PathPoint> guide)
    {
        forecast = new PathForecast(guide);
        this.settings = settings;
        offset = data.Offset;
        double[] weights = Weights(data);
        NullModel nullModel = Null(data, settings, loss);
        state = new LossState(data.Features, scale, loss, data.Target, weights, data.Offset, nullModel.Intercepts, settings.Threads);
        solver = new ProximalNewton(data.Features, state, data.Offset, settings.FoldTolerance, settings.Threads);
        saturated = loss.SaturatedValue(data.Target, weights);
        nullLoss = nullModel.Value;
        nullDeviance = nullLoss - saturated > 0 ? nullLoss - saturated : 1;
        // The same for every class.
        double[] Repeated(IEnumerable<double> values) => [.. Enumerable.Repeat(values, loss.Outputs).SelectMany(v => v)];
        if (settings.Factors is not null || scale.Constant.Contains(true))
            factors = Repeated(scale.Constant.Select((constant, j) => constant ? double.PositiveInfinity : settings.Factors?[j] ?? 1));
        double[]? Scaled(double[]? bounds) => bounds is null ? null : Repeated(bounds.Select((b, j) => b == 0 ? 0 : b * scale.Scales[j]));
        (lower, upper) = (Scaled(settings.Lower), Scaled(settings.Upper));
        start = settings.Start;
    }

    /// <summary>The problem of data.</summary>
    /// <param name="data">The data.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="guide">A path of nearly the same problem, or nothing.</param>
    /// <param name="cancellation">Checked before the data are read.</param>
    public static GeneralizedProblem Of(TrainingSet data, PathSettings settings, IReadOnlyList<PathPoint> guide, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new(data, settings, settings.Loss!, Standardization.Learn(data.Features, data.Weights, settings.Intercept, settings.Standardize, settings.Threads), guide);
    }

    /// <summary>The model with intercept and offset only.</summary>
    public static NullModel Null(TrainingSet data, PathSettings settings, ILoss loss)
    {
        double[] weights = Weights(data), offset = data.Offset ?? [];
        if (settings.Intercept) return loss.Null(data.Target, weights, offset);
        return new NullModel(new double[loss.Outputs], loss.Value(offset.Length > 0 ? offset : new double[data.Rows * loss.Outputs], data.Target, weights));
    }

    public double LambdaMax(CancellationToken cancellation)
    {
        if (factors is not null && factors.Contains(0.0))
        {
            double[] only = [.. factors.Select(f => f == 0 ? 0 : double.PositiveInfinity)];
            solver.Solve(_ => new ElasticNet(1, 0, only, lower, upper), null, null, nullDeviance, settings.Tolerance, settings.MaxIterations, cancellation);
        }
        double largest = 0;
        int columns = state.Scale.Scales.Length;
        for (int j = 0; j < columns; j++)
        {
            double f = factors?[j] ?? 1;
            if (!(f > 0) || double.IsInfinity(f)) continue;
            IEnumerable<double> slopes = Enumerable.Range(0, state.Outputs).Select(k => state.Slopes[(k * columns) + j]);
            largest = Math.Max(largest, (settings.Grouped ? Math.Sqrt(slopes.Sum(s => s * s)) : slopes.Max(Math.Abs)) / f);
        }
        return largest / Math.Max(settings.Alpha, 0.001);
    }

    public PathPoint Fit(double lambda, double? before, CancellationToken cancellation)
    {
        // Ridge is the same, grouped or not.
        IJointPenalty Penalty(double strength, double scale = 1) => settings.Grouped && settings.Alpha > 0
            ? new GroupedElasticNet(strength * settings.Alpha * scale, strength * (1 - settings.Alpha) * scale, state.Scale.Scales.Length, factors, lower, upper)
            : new ElasticNet(strength * settings.Alpha * scale, strength * (1 - settings.Alpha) * scale, factors, lower, upper);
        IJointPenalty? screen = settings.Alpha > 0 && before is double last && !solver.UsesGram ? Penalty(Math.Max(0, (2 * lambda) - last)) : null;
        if (start is PathStart given) solver.Begin(StepTo(given), Penalty(lambda));
        start = null;
        ModelStep? guess = forecast.Next(lambda, before, state);
        Certificate certificate = solver.Solve(scale => Penalty(lambda, scale), screen, guess, nullDeviance, settings.Tolerance, settings.MaxIterations, cancellation);
        (int[] indices, double[] values) = Unscaled(lambda);
        double explained = 1 - ((state.Value - saturated) / nullDeviance);
        return new PathPoint(lambda, settings.Intercept ? PathPoint.Balanced(state.Intercepts) : new double[state.Outputs], indices, values, state.Value, explained, certificate);
    }

    // The step from the present point to a model on the original scale, within the bounds.
    private ModelStep StepTo(PathStart model)
    {
        Standardization scale = state.Scale;
        double[] steps = [.. model.Coefficients.Select((b, c) => (double.IsPositiveInfinity(factors?[c] ?? 1) ? 0
            : Math.Clamp(b * scale.Scales[c % scale.Scales.Length], lower?[c] ?? double.NegativeInfinity, upper?[c] ?? double.PositiveInfinity)) - state.Beta[c])];
        int[] moving = [.. Enumerable.Range(0, steps.Length).Where(c => steps[c] != 0)];
        return new ModelStep(moving, [.. moving.Select(c => steps[c])], [.. state.Intercepts.Select((b, k) => settings.Intercept ? model.Intercepts[k] - b : 0)]);
    }

    // The coefficients on the original scale.
    private (int[] Indices, double[] Values) Unscaled(double lambda)
    {
        List<int> indices = [];
        List<double> values = [];
        int columns = state.Scale.Scales.Length;
        for (int c = 0; c < state.Beta.Length; c++)
        {
            if (state.Beta[c] == 0 && state.Outputs == 1) continue;
            int j = c % columns;
            double beta = state.Beta[c], low = lower?[c] ?? double.NegativeInfinity, high = upper?[c] ?? double.PositiveInfinity;
            // Where nothing else does, a sum of 0 says which of the classes' coefficients are meant: the loss knows their differences only.
            if (state.Outputs > 1 && (lambda == 0 || factors?[c] == 0) && double.IsInfinity(low) && double.IsInfinity(high))
                beta -= Enumerable.Range(0, state.Outputs).Average(k => state.Beta[(k * columns) + j]);
            if (beta == 0) continue;
            indices.Add(c);
            // At a bound it is the user's own number, not one rounded twice.
            values.Add(beta <= low ? settings.Lower![j] : beta >= high ? settings.Upper![j] : beta / state.Scale.Scales[j]);
        }
        return ([.. indices], [.. values]);
    }

    /// <summary>As in glmnet: a logistic or multinomial path ends when a step gains less than 1e-5; a Poisson one when four steps gain less than 1e-4 of what is explained.</summary>
    public bool IsFlat(IReadOnlyList<PathPoint> points)
    {
        double now = points[^1].ExplainedDeviance;
        if (state.Loss is PoissonLoss) return points.Count > PoissonMemory && now - points[^(PoissonMemory + 1)].ExplainedDeviance < 1e-4 * now;
        double gain = now - points[^2].ExplainedDeviance;
        return state.Loss is LogisticLoss or MultinomialLoss ? gain < 1e-5 : gain < 1e-5 * now;
    }

    public double[]? Predictor(int[] rows) => [.. Enumerable.Range(0, state.Outputs).SelectMany(k => rows.Select(i => (k * state.Weights.Length) + i)).Select(at => state.Eta[at] - (offset?[at] ?? 0))];

    private static double[] Weights(TrainingSet data)
    {
        double total = data.Weights?.Sum() ?? data.Rows;
        return data.Weights is null ? [.. Enumerable.Repeat(1 / total, data.Rows)] : [.. data.Weights.Select(w => w / total)];
    }
}
