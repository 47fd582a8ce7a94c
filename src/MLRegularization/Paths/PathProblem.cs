using MLRegularization.Matrices;
using MLRegularization.Penalties;
using MLRegularization.Solvers;

namespace MLRegularization.Paths;

/// <summary>
/// One path's problem in the units solvers work in: columns standardised, the response divided by its standard deviation.
/// The only place where results are brought back to the original scale.
/// </summary>
internal sealed class PathProblem : IPathProblem
{
    private readonly PathSettings settings;
    private readonly Standardization scale;
    private readonly double responseMean;
    private readonly double[]? factors, lower, upper;
    private readonly QuadraticSolver solver;
    private double[]? measuredResponse;
    private readonly double nullSquares;
    private PathStart? start;

    /// <summary>Wraps a quadratic.</summary>
    /// <param name="settings">The path's settings.</param>
    /// <param name="scale">Of the columns.</param>
    /// <param name="responseMean">Mean of response less offset; 0 without intercept.</param>
    /// <param name="responseScale">Root mean square of the centred response; 1 if that is 0.</param>
    /// <param name="quadratic">The loss in working units.</param>
    public PathProblem(PathSettings settings, Standardization scale, double responseMean, double responseScale, IQuadratic quadratic)
    {
        this.settings = settings;
        this.scale = scale;
        this.responseMean = responseMean;
        ResponseScale = responseScale;
        Quadratic = quadratic;
        solver = new QuadraticSolver(quadratic, settings.ExactSteps, settings.Threads);
        nullSquares = quadratic.ResidualProducts().Response;
        if (nullSquares <= 0) nullSquares = 1;
        int p = quadratic.Count;
        if (settings.Factors is not null || scale.Constant.Contains(true))
        {
            factors = new double[p];
            for (int j = 0; j < p; j++) factors[j] = scale.Constant[j] ? double.PositiveInfinity : settings.Factors?[j] ?? 1;
        }
        double[]? Scaled(double[]? bounds) => bounds is null ? null : [.. bounds.Select((b, j) => b == 0 ? 0 : b * scale.Scales[j] / responseScale)];
        lower = Scaled(settings.Lower);
        upper = Scaled(settings.Upper);
        start = settings.Start;
    }

    /// <summary>The loss in working units.</summary>
    public IQuadratic Quadratic { get; }

    /// <summary>The standardised columns, where the problem was made of data.</summary>
    public StandardizedColumns? Columns { get; init; }

    /// <summary>The response in working units, where the problem was made of data.</summary>
    public double[]? Response { get; init; }

    /// <summary>What the response was divided by.</summary>
    public double ResponseScale { get; }

    /// <summary>The penalty at λ, in working units.</summary>
    public ElasticNet Penalty(double lambda) => new(lambda * settings.Alpha / ResponseScale, lambda * (1 - settings.Alpha), factors, lower, upper);

    /// <summary>λmax: the largest |slope| / (α f) with all penalised coefficients at zero and the unpenalised ones fitted.</summary>
    public double LambdaMax(CancellationToken cancellation)
    {
        double alpha = Math.Max(settings.Alpha, 0.001);
        double[] slopes = new double[Quadratic.Count];
        if (factors is not null && factors.Contains(0.0))
        {
            // Only what is never penalised may move.
            double[] only = [.. factors.Select(f => f == 0 ? 0 : double.PositiveInfinity)];
            new QuadraticSolver(Quadratic, true, settings.Threads).Solve(new ElasticNet(1, 0, only, lower, upper), null, 0.5, settings.Tolerance, settings.MaxIterations, cancellation);
        }
        Quadratic.AllSlopes(slopes);
        double largest = 0;
        for (int j = 0; j < slopes.Length; j++)
        {
            double f = factors?[j] ?? 1;
            if (f > 0 && !double.IsInfinity(f)) largest = Math.Max(largest, Math.Abs(slopes[j]) / f);
        }
        return largest * ResponseScale / alpha;
    }

    public PathPoint Fit(double lambda, double? before, CancellationToken cancellation)
    {
        ElasticNet penalty = Penalty(lambda);
        ElasticNet? screen = settings.Alpha > 0 && before is double last && Quadratic is ResidualQuadratic ? Penalty(Math.Max(0, (2 * lambda) - last)) : null;
        if (start is PathStart given && Quadratic is ResidualQuadratic residual) Begin(given, residual, penalty);
        start = null;
        Certificate c = solver.Solve(penalty, screen, 0.5 * nullSquares, settings.Tolerance, settings.MaxIterations, cancellation);
        (double intercept, int[] indices, double[] values) = Unscale(Quadratic.Beta);
        double squares = Math.Max(0, Quadratic.ResidualProducts().Squares), unit = ResponseScale * ResponseScale;
        return new PathPoint(lambda, [intercept], indices, values, 0.5 * squares * unit, 1 - (squares / nullSquares), c with { Objective = c.Objective * unit })
        {
            Smoother = penalty.L2 > 0 ? () => SmootherTrace.Of(Quadratic, penalty, indices) : null,
        };
    }

    // Moves to a model on the original scale, within the bounds, unless the objective is no lower there.
    private void Begin(PathStart model, ResidualQuadratic quadratic, ElasticNet penalty)
    {
        double[] before = [.. quadratic.Beta], beta = [.. model.Coefficients.Select((b, j) => double.IsPositiveInfinity(factors?[j] ?? 1) ? 0
            : Math.Clamp(b * scale.Scales[j] / ResponseScale, lower?[j] ?? double.NegativeInfinity, upper?[j] ?? double.PositiveInfinity))];
        double Objective() => (0.5 * quadratic.ResidualProducts().Squares) + penalty.Value(quadratic.Beta);
        double value = Objective();
        quadratic.MoveTo(beta);
        if (!(Objective() < value)) quadratic.MoveTo(before);
    }

    /// <summary>As in glmnet for squared loss: one step gained less than 1e-5 of what is explained.</summary>
    public bool IsFlat(IReadOnlyList<PathPoint> points) => points[^1].ExplainedDeviance - points[^2].ExplainedDeviance < 1e-5 * points[^1].ExplainedDeviance;

    public double[]? Predictor(int[] rows) => Quadratic is ResidualQuadratic quadratic && Response is double[] response
        ? [.. rows.Select(i => responseMean + (ResponseScale * (response[i] - quadratic.Residual[i])))] : null;

    /// <summary>
    /// The relative gap of the present solution on the data themselves, in double precision: what rounded moments leave. From here on
    /// the moments' slopes are those of the data at this solution.
    /// </summary>
    public double MeasureGap(TrainingSet data, double lambda, CancellationToken cancellation)
    {
        GramQuadratic gram = (GramQuadratic)Quadratic;
        measuredResponse ??= [.. ProblemBuilder.Response(data).Select(y => (y - responseMean) / ResponseScale)];
        double[] slopes = new double[gram.Count];
        double squares = ResidualPass.Run(data.Features, measuredResponse, data.Weights, scale, gram.Beta, slopes, settings.Threads, cancellation);
        gram.Correct(slopes, squares);
        solver.Forget();
        return DualityGap.Evaluate(gram, Penalty(lambda), slopes).Gap / 0.5;
    }

    /// <summary>The present solution on the original scale.</summary>
    public (double Intercept, int[] Indices, double[] Values) Unscale(double[] beta)
    {
        int count = beta.Length - beta.AsSpan().Count(0.0);
        List<int> indices = new(count);
        List<double> values = new(count);
        double intercept = responseMean;
        for (int j = 0; j < beta.Length; j++)
        {
            if (beta[j] == 0) continue;
            double b = beta[j] * ResponseScale / scale.Scales[j];
            // At a bound it is the user's own number, not one rounded twice.
            if (lower is not null && beta[j] <= lower[j]) b = settings.Lower![j];
            if (upper is not null && beta[j] >= upper[j]) b = settings.Upper![j];
            indices.Add(j);
            values.Add(b);
            intercept -= b * scale.Centres[j];
        }
        return (settings.Intercept ? intercept : 0, [.. indices], [.. values]);
    }
}
