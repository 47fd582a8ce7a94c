using System.Numerics.Tensors;
using MLRegularization.Matrices;
using MLRegularization.Penalties;

namespace MLRegularization.Solvers;

/// <summary>
/// One λ after another on any smooth convex loss: the loss's quadratic model and the penalty are solved together, the step is shortened
/// until the objective falls (Lee, Sun, Saunders 2014). Curvatures are kept from step to step, and from λ to λ, while steps with
/// them still bring the gap down quickly; slopes are always those of the data.
/// </summary>
/// <param name="matrix">n × p features.</param>
/// <param name="state">The loss; its β is the state.</param>
/// <param name="offset">n offsets, or null.</param>
/// <param name="loose">Of a fold, the relative gap to reach on large tables; null: coefficients are wanted to more digits than the gap gives.</param>
/// <param name="threads">Threads at most.</param>
internal sealed class ProximalNewton(IColumnMatrix matrix, LossState state, double[]? offset, double? loose, int threads)
{
    /// <summary>A step that leaves more of the violation than this asks for curvatures anew.</summary>
    private const double SlowStep = 0.3;

    private const int MostHalvings = 40;

    /// <summary>Of descent on one model; more while steps stall. Where columns all but depend on each other it has no end, and a next model is worth more.</summary>
    private const int FewestSweeps = 1000;

    /// <summary>The model is solved to this share of the violation: by exact steps, and by descent, where each digit costs.</summary>
    private const double InnerShare = 1e-4, DescentShare = 0.1;

    /// <summary>The same along many sparse columns: the next model differs from the present one by more.</summary>
    private const double SparseShare = 0.01;

    /// <summary>Violation sought in folds, by the steepest slope and the tolerance: a gap may be small where slopes are not, and errors on other rows go with slopes.</summary>
    private const double LooseShare = 10;

    private const double LeastShare = 1e-5;

    /// <summary>Of the objective's value is rounding.</summary>
    private const double Noise = 1e-14;

    /// <summary>Steps in a row at a pace for which the limit of steps is too small; one without a fall beyond rounding counts for ten.</summary>
    private const int MostStalled = 40;

    /// <summary>Below so many products curvatures are taken anew for every step.</summary>
    private const double FewProducts = 5e7;

    /// <summary>Violation sought, by the steepest slope at the start and the root of the tolerance: on small tables, and on others.</summary>
    private const double FinePolish = 1e-9, Polish = 1e-7;

    // Many sparse columns are descended along: there digits beyond the gap cost the most and say the least.
    private readonly bool cheap = matrix is SparseColumns || Products(matrix, state) < FewProducts;
    private readonly double? loose = Products(matrix, state) < FewProducts ? null : loose;
    private readonly int mostPolishing = Products(matrix, state) < FewProducts || loose is not null ? 6 : matrix is SparseColumns ? 0 : 1;
    private readonly double polish = Products(matrix, state) < FewProducts ? FinePolish : Polish;

    private readonly double steepest = state.Slopes.Length == 0 ? 0 : state.Slopes.Max(Math.Abs);
    private readonly bool[] candidate = new bool[state.Beta.Length];
    private readonly double[] violations = new double[state.Beta.Length]; // at the present point

    private readonly SparseNewton? sparse = matrix is SparseColumns columns && state.Outputs == 1 && Products(matrix, state) >= FewProducts ? new(columns, state, threads) : null;

    private INewtonModel? model;
    private ActiveSet? activeSet;
    private GroupDescent? groupDescent;
    private double share = LeastShare; // of the curvatures' bound, to which the model's are raised
    private bool shortened; // the last step: β is not where the model's solver left it

    /// <summary>Whether models are Gram matrices of all columns, which need no screening.</summary>
    public bool UsesGram { get; } = state.Outputs == 1 ? NewtonModel.UsesGram(matrix) : MultinomialModel.UsesGram(matrix, state.Outputs);

    /// <summary>Moves to where a first search is to begin, unless the objective is no lower there.</summary>
    /// <param name="step">The step from the present point.</param>
    /// <param name="penalty">The penalty at the first λ.</param>
    public void Begin(ModelStep step, IJointPenalty penalty)
    {
        double before = state.Value + penalty.Value(state.Beta);
        state.Move(step);
        if (!(state.Value + penalty.Value(state.Beta) < before && penalty.Violations(state.Beta, state.Slopes, []) < double.PositiveInfinity)) state.Shorten(0);
    }

    /// <summary>Solves at one λ to a relative gap.</summary>
    /// <param name="penalty">The penalty at this λ, multiplied by a factor.</param>
    /// <param name="screen">The penalty at a screening strength, 2λ − λ before: coordinates whose slopes it holds at zero are not looked at first. Null: no screening.</param>
    /// <param name="guess">A step that may lead towards the answer, or null.</param>
    /// <param name="nullLoss">What the gap is relative to.</param>
    /// <param name="tolerance">Relative gap to reach.</param>
    /// <param name="limit">Steps at most.</param>
    /// <param name="cancellation">Checked at every step.</param>
    public Certificate Solve(Func<double, IJointPenalty> penalty, IJointPenalty? screen, ModelStep? guess, double nullLoss, double tolerance, int limit, CancellationToken cancellation)
    {
        IJointPenalty own = penalty(1);
        tolerance = loose ?? tolerance;
        double before = double.PositiveInfinity, smallest = before;
        int iterations = 0, stalled = 0, polishing = 0;
        screen?.Violations(new double[candidate.Length], state.Slopes, violations);
        for (int j = 0; j < candidate.Length; j++) candidate[j] = screen is null || state.Beta[j] != 0 || violations[j] > 0;
        if (guess is ModelStep likely) Try(likely, own);
        bool fresh = false;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            (double primal, double gap, double violation) = Gap(own);
            if (double.IsInfinity(gap) && state.Scale.Centred)
            {
                state.FitIntercepts();
                (primal, gap, violation) = Gap(own);
            }
            double relative = gap / nullLoss;
            if (violation <= 0.5 * smallest) (smallest, stalled) = (violation, 0);
            // The gap falls with the square of the slopes' error, so a small one may leave coefficients with few digits.
            double enough = loose is null ? polish * Math.Sqrt(tolerance) * steepest : LooseShare * tolerance * Math.Abs(TensorPrimitives.MaxMagnitude<double>(state.Slopes));
            bool exact = violation <= enough || (relative <= tolerance && (stalled > 0 || polishing++ >= mostPolishing));
            StopReason? reason = relative <= tolerance && exact ? StopReason.Converged : iterations >= limit ? StopReason.IterationLimit : stalled >= MostStalled ? StopReason.PrecisionLimit : null;
            if (reason is StopReason known)
            {
                if (state.IsComplete) return new Certificate(primal, relative, violation, iterations, known);
                state.Complete();
                continue;
            }
            for (int j = 0; j < candidate.Length; j++) candidate[j] |= violations[j] > 0;
            int[] candidates = Candidates();
            // Screened columns wait until the others are solved; their last slopes do not break their conditions.
            Watch(candidates);
            double change;
            // The gap of a scaled dual point goes with the violation: near the tolerance no more is asked for than that.
            double last = Math.Min(Math.Min(1, tolerance / relative) * violation, loose is null ? violation : enough);
            if (sparse?.Step(penalty, candidate, violations, share, Math.Max(SparseShare * violation, 0.5 * last), cancellation) is ModelStep packed)
            {
                (change, shortened) = Step(own, primal, packed, sparse.Ends);
                EndStep();
                continue;
            }
            if (model is null || cheap || shortened || (violation > SlowStep * before && !fresh))
            {
                model = state.Outputs == 1 ? new NewtonModel(matrix, state, offset, share, threads, cancellation) : new MultinomialModel(matrix, state, share, threads, cancellation);
                activeSet = new ActiveSet(model.Quadratic, threads);
                groupDescent = own is IGroupPenalty ? new GroupDescent(model.Quadratic, matrix.Columns, threads) : null;
                fresh = true;
            }
            else fresh = false;
            before = violation;
            double[] slopes = model.Anchor(candidates);
            SolveModel(penalty(1 / model.Weight), candidates, slopes, violation / model.Weight, limit, FewestSweeps << Math.Min(stalled, 6), cancellation);
            (change, shortened) = Step(own, primal, model.Step(), null);
            EndStep();

            void EndStep()
            {
                // Where curvature vanishes the model steps too far: then it is bent up, at worst to one that lies above the loss.
                share = shortened ? Math.Min(1, 100 * share) : Math.Max(LeastShare, 0.1 * share);
                stalled = change >= -Noise * Math.Abs(primal) ? stalled + 10 : double.IsFinite(gap) && change > -gap / limit ? stalled + 1 : 0;
                iterations++;
            }
        }
    }

    // Begins where the guess leads, unless the objective is no lower there. Who would change its sign stops at zero.
    private void Try(ModelStep guess, IJointPenalty penalty)
    {
        double[] steps = [.. guess.Coordinates.Select((c, k) => state.Beta[c] > 0 ? Math.Max(guess.Steps[k], -state.Beta[c]) : state.Beta[c] < 0 ? Math.Min(guess.Steps[k], -state.Beta[c]) : guess.Steps[k])];
        Watch(Candidates());
        Begin(guess with { Steps = steps }, penalty);
        for (int c = 0; c < candidate.Length; c++) candidate[c] |= state.Beta[c] != 0;
    }

    private int[] Candidates()
    {
        List<int> found = [];
        for (int c = 0; c < candidate.Length; c++)
            if (candidate[c]) found.Add(c);
        return [.. found];
    }

    private void Watch(int[] candidates) => state.Watch(state.Outputs == 1 ? candidates : [.. candidates.Select(c => c % matrix.Columns).Distinct().Order()]);

    private static double Products(IColumnMatrix matrix, LossState state) => matrix.Rows * Math.Pow(Math.Min(matrix.Rows, state.Beta.Length), 2);

    // The quadratic model on the candidates: exact steps, coordinate descent where those give up; groups by a descent of their own.
    private void SolveModel(IJointPenalty joint, int[] candidates, double[] slopes, double tolerance, int limit, int sweeps, CancellationToken cancellation)
    {
        int steps = 0;
        if (joint is IGroupPenalty grouped)
        {
            groupDescent!.Solve(grouped, [.. candidates.Select(c => c % matrix.Columns).Distinct()], InnerShare * tolerance, Math.Min(limit, 1000), ref steps, cancellation);
            return;
        }
        IPiecewiseQuadraticPenalty penalty = (IPiecewiseQuadraticPenalty)joint;
        if (shortened) activeSet!.Restart(penalty, penalty.L2);
        if (activeSet!.Solve(penalty, penalty.L2, candidates, slopes, InnerShare * tolerance, Math.Min(limit, 1000), ref steps, cancellation))
        {
            if (ActiveViolation(penalty) <= DescentShare * tolerance) return;
            // The factor of columns that nearly depend on each other led anywhere.
            state.Beta.CopyTo(model!.Quadratic.Beta, 0);
            model.Quadratic.Refresh();
        }
        new CoordinateDescent(model!.Quadratic).Solve(penalty, candidates, DescentShare * tolerance, Math.Min(limit, steps + sweeps), ref steps, cancellation, settle: false);
        activeSet.Restart(penalty, penalty.L2);
    }

    private double ActiveViolation(IPenalty penalty)
    {
        int[] active = [.. activeSet!.Active];
        double[] slopes = new double[active.Length];
        model!.Quadratic.Slopes(active, slopes);
        return active.Select((j, k) => penalty.Violation(j, model.Quadratic.Beta[j], slopes[k])).DefaultIfEmpty().Max();
    }

    // Takes the model's step, halved until the objective falls by a part of what the slope promises; else none. Change: of the objective.
    private (double Change, bool Shortened) Step(IJointPenalty penalty, double primal, ModelStep step, double[]? ends)
    {
        double loss = state.Value, before = penalty.Value(state.Beta), slope = state.Move(step) + penalty.Value(state.Beta) - before, share = 1;
        // Below the rounding of the objective nothing can be asked of it.
        double noise = Noise * Math.Abs(primal);
        for (int halvings = 0; halvings < MostHalvings; halvings++)
        {
            double change = state.Value - loss + penalty.Value(state.Beta) - before;
            if (change <= (1e-4 * share * Math.Min(slope, 0)) + noise)
            {
                // A whole step ends where the model says, to the bit: there signs are what its active set takes them for.
                if (halvings == 0 && ends is null) model!.Quadratic.Beta.CopyTo(state.Beta, 0);
                for (int k = 0; k < ends?.Length && halvings == 0; k++) state.Beta[step.Coordinates[k]] = ends[k];
                return (change, halvings > 0);
            }
            state.Shorten(share *= 0.5);
        }
        state.Shorten(0);
        return (0, true);
    }

    private (double Primal, double Gap, double Violation) Gap(IJointPenalty penalty)
    {
        double value = penalty.Value(state.Beta), scale = penalty.DualScale(state.Slopes), conjugates = penalty.Conjugate(state.Slopes, scale, state.Beta);
        double violation = Math.Max(state.Scale.Centred ? state.RowSlopeSums.Max(Math.Abs) : 0, penalty.Violations(state.Beta, state.Slopes, violations));
        double primal = state.Value + value, dual = state.Dual(scale, offset, state.Scale.Centred);
        // At the edge of the conjugate's domain a rounding leads out of it: a little less of u, else a sum of u that is rounding itself.
        if (double.IsInfinity(dual)) dual = state.Dual(scale * (1 - 1e-10), offset, state.Scale.Centred);
        return (primal, Math.Abs(primal - (dual - conjugates)), violation);
    }
}
