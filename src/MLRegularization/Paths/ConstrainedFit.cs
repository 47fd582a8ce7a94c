using MLRegularization.Matrices;

namespace MLRegularization.Paths;

/// <summary>The norm that a constraint holds.</summary>
public enum NormKind
{
    /// <summary>Σ |b|: the lasso's constrained form.</summary>
    L1,

    /// <summary>√(Σ b²): ridge's constrained form.</summary>
    L2,
}

/// <summary>
/// The constrained forms of lasso and ridge: mean loss as small as it gets with ‖b‖ ≤ C, where b are the coefficients as the penalty would see
/// them (of standardised columns by default, times their penalty factors). By Lagrange duality the answer is the penalised fit at the multiplier λ
/// whose norm is C; λ is searched for on the falling norm, each fit started from the last.
/// </summary>
public sealed class ConstrainedFit
{
    private const int MostFits = 200;
    private const double Smallest = 1e-300;

    private ConstrainedFit(PathPoint point, NormKind kind, double radius, double norm)
    {
        Point = point;
        Kind = kind;
        Radius = radius;
        Norm = norm;
    }

    /// <summary>The fit, with its certificate: that of the penalised problem at <see cref="Multiplier"/>, which bounds the constrained one as well.</summary>
    public PathPoint Point { get; }

    /// <summary>Which norm is held.</summary>
    public NormKind Kind { get; }

    /// <summary>The bound C.</summary>
    public double Radius { get; }

    /// <summary>The norm of the fit: C, or less where the constraint does not bind.</summary>
    public double Norm { get; }

    /// <summary>
    /// The KKT multiplier of the constraint as a strength: the λ of the matching lasso (α = 1) or ridge (α = 0); 0 where the constraint does not bind.
    /// </summary>
    public double Multiplier => Point.Lambda;

    /// <summary>Fits under a bound on the norm.</summary>
    /// <param name="data">What to learn from.</param>
    /// <param name="kind">The norm.</param>
    /// <param name="radius">The bound C ≥ 0.</param>
    /// <param name="options">Loss, factors, bounds and the like; α and strengths are not used.</param>
    /// <param name="cancellation">Stops within a second.</param>
    /// <exception cref="ArgumentException">The bound is negative or an option is out of range.</exception>
    public static ConstrainedFit Run(TrainingSet data, NormKind kind, double radius, PathOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!(radius >= 0 && double.IsFinite(radius))) throw new ArgumentException($"The bound on the norm is {radius}; it must be 0 or more and finite.", nameof(radius));
        if (kind == NormKind.L2 && radius == 0) throw new ArgumentException("The bound on the L2 norm is 0, which no finite strength reaches; give one above 0, or fit without features.", nameof(radius));
        PathSettings settings = PathSettings.From(options ?? new PathOptions(), data) with { Alpha = kind == NormKind.L1 ? 1 : 0, Lambdas = null, Start = null };
        PathSolver.CheckResponse(data, settings);
        data = settings.Weighted(data);
        double[]? centres = PathSolver.FarCentres(data, settings, cancellation);
        TrainingSet near = centres is null ? data : PathSolver.Recentred(data, centres);
        Standardization scale = Standardization.Learn(near.Features, near.Weights, settings.Intercept, settings.Standardize, settings.Threads);
        IPathProblem problem = settings.Loss is not null ? GeneralizedProblem.Of(near, settings, [], cancellation)
            : ProblemBuilder.UsesGram(settings, near.Rows, near.Columns) ? ProblemBuilder.FromMoments(ProblemBuilder.Gather(near, settings, null, 1, cancellation)[0], settings)
            : ProblemBuilder.FromData(near, settings);
        double Norm(PathPoint point)
        {
            double sum = 0;
            for (int k = 0; k < point.NonZeros; k++)
            {
                int j = point.Indices[k] % scale.Scales.Length;
                double b = point.Values[k] * scale.Scales[j], f = settings.Factors?[j] ?? 1;
                sum += kind == NormKind.L1 ? f * Math.Abs(b) : f * b * b;
            }
            return kind == NormKind.L1 ? sum : Math.Sqrt(sum);
        }

        double high = Math.Max(problem.LambdaMax(cancellation), Smallest), low = high;
        PathPoint point = problem.Fit(high, null, cancellation);
        if (radius == 0) return Result(point);
        double over = Norm(point) - radius, under = over;
        // Down until the norm is too large, up (ridge) until it is small enough.
        for (; kind == NormKind.L2 && over > 0 && radius > 0; under = over)
        {
            (low, high) = (high, 4 * high);
            over = Norm(point = problem.Fit(high, null, cancellation)) - radius;
            if (high > 1e100) break;
        }
        for (int k = 0; under <= 0 && low > 1e-12 * high; k++)
        {
            (high, over) = (low, under);
            low *= k < 20 ? 0.5 : 0.1;
            under = Norm(point = problem.Fit(low, high, cancellation)) - radius;
        }
        if (under <= 0)
        {
            point = problem.Fit(0, low, cancellation);
            under = Norm(point) - radius;
            if (under <= 1e-9 * radius) return Result(point);
            low = 0;
        }
        // Regula falsi with the Illinois rule: the norm falls with λ, along straight lines for the lasso of squared loss.
        for (int fit = 0; fit < MostFits && high - low > 1e-15 * high; fit++)
        {
            double lambda = over < under ? low + ((high - low) * (under / (under - over))) : 0.5 * (low + high);
            if (!(lambda > low && lambda < high)) lambda = 0.5 * (low + high);
            point = problem.Fit(lambda, null, cancellation);
            double now = Norm(point) - radius;
            if (Math.Abs(now) <= 1e-12 * Math.Max(radius, Smallest)) break;
            if (now > 0)
            {
                if (under == now || fit % 3 == 2) over *= 0.5;
                (low, under) = (lambda, now);
            }
            else
            {
                if (fit % 3 == 2) under *= 0.5;
                (high, over) = (lambda, now);
            }
        }
        return Result(point);

        ConstrainedFit Result(PathPoint found) => new(centres is null ? found : found.Recentred(centres), kind, radius, Norm(found));
    }
}
