namespace MLRegularization.Solvers;

/// <summary>Why a solver stopped.</summary>
public enum StopReason
{
    /// <summary>The relative duality gap reached the tolerance.</summary>
    Converged,

    /// <summary>Further steps no longer lower the gap: the limit of double precision on this data.</summary>
    PrecisionLimit,

    /// <summary>The iteration limit was reached first.</summary>
    IterationLimit,
}

/// <summary>
/// What proves an answer: for the objective of docs/objective.md, how far it can be from its minimum at most.
/// </summary>
/// <param name="Objective">Primal objective: mean loss plus penalty.</param>
/// <param name="Gap">Relative duality gap: (primal − dual) / loss of the null model. The objective is at most this far above its minimum.</param>
/// <param name="KktViolation">Largest distance of a coordinate's negative gradient from its penalty's subdifferential, relative to λmax's gradient scale (standard deviation of the response).</param>
/// <param name="Iterations">Solver iterations: coordinate sweeps plus active-set steps.</param>
/// <param name="Reason">Why the solver stopped.</param>
public readonly record struct Certificate(double Objective, double Gap, double KktViolation, int Iterations, StopReason Reason);
