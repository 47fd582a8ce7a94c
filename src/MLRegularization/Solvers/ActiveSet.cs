using MLRegularization.Penalties;

namespace MLRegularization.Solvers;

/// <summary>
/// Exact steps for a quadratic loss and a piecewise quadratic penalty: on the active coordinates and their present pieces the
/// minimiser is one linear system, solved by a Cholesky factor that is kept while coordinates come and go along the path.
/// Coordinates that leave their piece are stopped at its end (projection, else the first kink), so the objective always falls.
/// Not a whole solver: where columns depend on each other it gives up and coordinate descent goes on.
/// </summary>
internal sealed class ActiveSet(IQuadratic quadratic, int threads)
{
    /// <summary>Up to here the factor is made anew for every weight of ½b².</summary>
    private const int SmallFactor = 256;

    /// <summary>Else it preconditions until the weight has fallen by this.</summary>
    private const double MostStale = 1.6;

    private readonly ActiveFactor factor = new();
    private readonly List<int> active = [];
    private readonly int[] direction = new int[quadratic.Count]; // 0: not active
    private double presentL2, factoredL2; // of the penalty, and of the factor's diagonal

    /// <summary>The active coordinates, in the factor's order.</summary>
    public IReadOnlyList<int> Active => active;

    /// <summary>Solves on the candidates; other coordinates keep their values.</summary>
    /// <param name="penalty">The penalty at the present λ.</param>
    /// <param name="l2">Its weight of ½b², by which the factor's diagonal is known.</param>
    /// <param name="candidates">Coordinates that may move.</param>
    /// <param name="slopes">The slopes of all coordinates at the present β.</param>
    /// <param name="tolerance">Violation below which a coordinate counts as solved.</param>
    /// <param name="limit">Steps at most.</param>
    /// <param name="steps">Counts the steps taken.</param>
    /// <param name="cancellation">Checked at every step.</param>
    /// <returns>Whether all candidates are solved.</returns>
    public bool Solve(IPiecewiseQuadraticPenalty penalty, double l2, int[] candidates, double[] slopes, double tolerance, int limit, ref int steps, CancellationToken cancellation)
    {
        if (active.Count == 0 && IsFull()) return false;
        presentL2 = l2;
        if (active.Count == 0) factoredL2 = l2;
        else if (l2 != factoredL2 && (active.Count <= SmallFactor || !(l2 < factoredL2 && factoredL2 < MostStale * l2))) Rebuild(penalty, l2);
        // First the active ones follow λ; who still violates then has come to stay.
        bool mayEnter = active.Count == 0;
        List<double> left = [.. active.Select(j => Remainder(penalty, j, slopes[j]))];
        for (int step = 0; step < limit; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            int before = active.Count;
            if (mayEnter)
            {
                (List<int> entering, Dictionary<int, double> found) = Entering(penalty, candidates, tolerance);
                if (entering.Count + active.Count > quadratic.MostActive) return Refuse(entering);
                if (entering.Count > 0)
                {
                    Append(penalty, entering);
                    for (int k = before; k < active.Count; k++) left.Add(Remainder(penalty, active[k], found[active[k]]));
                    if (active.Count == before) return false;
                }
            }
            double[] move = [.. left];
            if (active.Count == before && Array.TrueForAll(move, m => Math.Abs(m) <= tolerance))
            {
                if (mayEnter) return true;
                mayEnter = true;
                continue;
            }
            steps++;
            if (l2 == factoredL2) factor.Solve(move, threads);
            else SolveByStaleFactor(penalty, move, 0.1 * tolerance);
            (bool whole, bool falls) = Step(penalty, move);
            mayEnter = falls;
            // A whole step leaves nothing but rounding; the slopes that end a strength tell how much.
            left = [.. whole ? new double[active.Count] : Remainders(penalty)];
        }
        return false;
    }

    /// <summary>Takes up the state that another solver left in β.</summary>
    public void Restart(IPiecewiseQuadraticPenalty penalty, double l2)
    {
        foreach (int j in active) direction[j] = 0;
        active.Clear();
        factor.Clear();
        if (IsFull()) return;
        for (int j = 0; j < quadratic.Count; j++)
        {
            double b = quadratic.Beta[j];
            if (b == 0) continue;
            Piece piece = penalty.PieceAt(j, Math.Sign(b));
            if (b <= piece.Lower || b >= piece.Upper) continue;
            direction[j] = Math.Sign(b);
            active.Add(j);
        }
        Rebuild(penalty, l2);
    }

    private bool IsFull() => quadratic.Count - quadratic.Beta.AsSpan().Count(0.0) > quadratic.MostActive;

    private bool Refuse(List<int> entering)
    {
        foreach (int j in entering) direction[j] = 0;
        return false;
    }

    private (List<int> Entering, Dictionary<int, double> Slopes) Entering(IPiecewiseQuadraticPenalty penalty, int[] candidates, double tolerance)
    {
        int[] idle = Array.FindAll(candidates, j => direction[j] == 0);
        double[] slopes = new double[idle.Length];
        quadratic.Slopes(idle, slopes);
        List<int> entering = [];
        Dictionary<int, double> found = [];
        for (int k = 0; k < idle.Length; k++)
        {
            int j = idle[k];
            double b = quadratic.Beta[j];
            if (penalty.Violation(j, b, slopes[k]) <= tolerance) continue;
            // At zero the slope says which way it leaves; at a bound it stays on the bound's side. Doubled until appended.
            direction[j] = 2 * (b != 0 ? Math.Sign(b) : slopes[k] >= 0 ? 1 : -1);
            entering.Add(j);
            found[j] = slopes[k];
        }
        return (entering, found);
    }

    private void Append(IPiecewiseQuadraticPenalty penalty, List<int> entering)
    {
        int m = entering.Count;
        int[] fresh = [.. entering];
        double[] cross = new double[active.Count * m], inner = new double[m * m];
        bool[] accepted = new bool[m];
        quadratic.Cross(active.ToArray(), fresh, cross);
        quadratic.Cross(fresh, fresh, inner);
        double stale = presentL2 > 0 ? factoredL2 / presentL2 : 1;
        for (int c = 0; c < m; c++) inner[(c * m) + c] += stale * penalty.PieceAt(fresh[c], Math.Sign(direction[fresh[c]])).Curvature;
        factor.Append(cross, inner, m, accepted, threads);
        for (int c = 0; c < m; c++)
        {
            int j = fresh[c];
            direction[j] = accepted[c] ? Math.Sign(direction[j]) : 0;
            if (accepted[c]) active.Add(j);
        }
    }

    private void Rebuild(IPiecewiseQuadraticPenalty penalty, double l2)
    {
        presentL2 = factoredL2 = l2;
        List<int> entering = [.. active];
        active.Clear();
        factor.Clear();
        const int batch = 128;
        for (int from = 0; from < entering.Count; from += batch)
            Append(penalty, entering.GetRange(from, Math.Min(batch, entering.Count - from)));
    }

    private void SolveByStaleFactor(IPiecewiseQuadraticPenalty penalty, double[] move, double tolerance)
    {
        int[] coordinates = [.. active];
        double[] curvatures = [.. coordinates.Select(j => penalty.PieceAt(j, direction[j]).Curvature)];
        ConjugateGradient.Solve((vector, product) =>
        {
            quadratic.Multiply(coordinates, vector, product);
            for (int k = 0; k < product.Length; k++) product[k] += curvatures[k] * vector[k];
        }, vector => factor.Solve(vector, threads), move, tolerance, 50);
    }

    // What is left of a coordinate's equation on its piece.
    private double Remainder(IPiecewiseQuadraticPenalty penalty, int coordinate, double slope)
    {
        Piece piece = penalty.PieceAt(coordinate, direction[coordinate]);
        return slope - piece.Slope - (piece.Curvature * quadratic.Beta[coordinate]);
    }

    private double[] Remainders(IPiecewiseQuadraticPenalty penalty)
    {
        double[] left = new double[active.Count];
        quadratic.Slopes(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(active), left);
        for (int k = 0; k < left.Length; k++) left[k] = Remainder(penalty, active[k], left[k]);
        return left;
    }

    // Whether the step went the whole way, and whether new coordinates may enter next: not after a step cut short, whose wrong ways must be sorted out first.
    private (bool Whole, bool Falls) Step(IPiecewiseQuadraticPenalty penalty, double[] move)
    {
        Span<int> coordinates = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(active);
        double[] projected = new double[move.Length];
        double firstKink = 1;
        List<int> stopped = [];
        for (int k = 0; k < move.Length; k++)
        {
            double b = quadratic.Beta[active[k]];
            Piece piece = penalty.PieceAt(active[k], direction[active[k]]);
            projected[k] = move[k];
            if (b + move[k] >= piece.Lower && b + move[k] <= piece.Upper) continue;
            projected[k] = (move[k] > 0 ? piece.Upper : piece.Lower) - b;
            firstKink = Math.Min(firstKink, projected[k] / move[k]);
            stopped.Add(k);
        }
        if (stopped.Count == 0)
        {
            quadratic.Move(coordinates, move);
            return (true, true);
        }
        double before = Objective(penalty);
        quadratic.Move(coordinates, projected);
        bool falls = Objective(penalty) <= before;
        if (!falls)
        {
            for (int k = 0; k < move.Length; k++) projected[k] = (firstKink * move[k]) - projected[k];
            quadratic.Move(coordinates, projected);
            stopped.RemoveAll(k => !StopsHere(penalty, k, move[k], firstKink));
        }
        for (int s = stopped.Count - 1; s >= 0; s--)
        {
            int k = stopped[s], j = active[k];
            Piece piece = penalty.PieceAt(j, direction[j]);
            quadratic.Beta[j] = move[k] > 0 ? piece.Upper : piece.Lower;
            direction[j] = 0;
        }
        Drop(stopped);
        return (false, falls);
    }

    // Whether its end is no further off than the rounding of the part of the move just made: it is put there without the residual's knowledge.
    private bool StopsHere(IPiecewiseQuadraticPenalty penalty, int k, double move, double made)
    {
        int j = active[k];
        Piece piece = penalty.PieceAt(j, direction[j]);
        double room = (move > 0 ? piece.Upper : piece.Lower) - quadratic.Beta[j];
        return Math.Abs(room) <= (1e-12 * Math.Abs(made * move)) + (1e-15 * Math.Abs(quadratic.Beta[j]));
    }

    private void Drop(List<int> positions)
    {
        for (int s = positions.Count - 1; s >= 0; s--)
        {
            factor.Remove(positions[s]);
            active.RemoveAt(positions[s]);
        }
    }

    private double Objective(IPiecewiseQuadraticPenalty penalty)
    {
        double value = 0.5 * quadratic.ResidualProducts().Squares;
        foreach (int j in active) value += penalty.Value(j, quadratic.Beta[j]);
        return value;
    }
}
