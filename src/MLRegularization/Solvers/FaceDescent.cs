using System.Numerics.Tensors;
using MLRegularization.Matrices;
using MLRegularization.Numerics;
using MLRegularization.Penalties;

namespace MLRegularization.Solvers;

/// <summary>
/// Conjugate gradients on a quadratic and a piecewise quadratic penalty (Moré and Toraldo 1991): coordinates that move are taken to the
/// minimum of their present pieces together; those that leave their piece stop at its end, and the others go on without them.
/// </summary>
/// <param name="packed">The columns X, whose XᵀΩX is the quadratic's matrix.</param>
internal sealed class FaceDescent(PackedRows packed)
{
    private const int MostRounds = 20, MostSteps = 50;

    /// <summary>A round is ended at this share of the violation it began with: who leaves his piece is found sooner.</summary>
    private const double RoundShare = 0.02;

    private double[] ahead = [], inverses = [], left = [], conditioned = [], image = [], moved = [], step = [], face = [];
    private Piece[] pieces = [];

    /// <summary>Moves coefficients until no coordinate violates its condition by more than the tolerance.</summary>
    /// <param name="penalty">The penalty at the present λ.</param>
    /// <param name="omega">Ω: weights of the rows with sum 1.</param>
    /// <param name="means">The columns' means under them, or zeros.</param>
    /// <param name="curvatures">The matrix's diagonal, roughly; 0 where a column does not move.</param>
    /// <param name="beta">The coefficients, in the order of the packed columns.</param>
    /// <param name="slopes">Their slopes; they follow.</param>
    /// <param name="tolerance">Violation at which a coordinate counts as solved.</param>
    /// <param name="cancellation">Checked at every step.</param>
    /// <returns>Whether all are solved.</returns>
    public bool Solve(IPiecewiseQuadraticPenalty penalty, double[] omega, double[] means, double[] curvatures, double[] beta, double[] slopes, double tolerance, CancellationToken cancellation)
    {
        if (face.Length != beta.Length) Resize(beta.Length);
        for (int round = 0; round < MostRounds; round++)
        {
            double worst = Begin(penalty, curvatures, beta, slopes);
            if (worst <= tolerance) return true;
            if (!Descend(penalty.L2 > 0, omega, means, Math.Max(0.5 * tolerance, RoundShare * worst), cancellation)) return false;
            if (!Move(omega, means, beta, slopes)) return false;
        }
        return false;
    }

    private void Resize(int count)
    {
        (ahead, inverses, left, conditioned) = (new double[count], new double[count], new double[count], new double[count]);
        (image, moved, step, face, pieces) = (new double[count], new double[count], new double[count], new double[count], new Piece[count]);
    }

    // Who moves, along which piece, and what is left of its equation. Returns the largest violation.
    private double Begin(IPiecewiseQuadraticPenalty penalty, double[] curvatures, double[] beta, double[] slopes)
    {
        double worst = 0;
        for (int k = 0; k < beta.Length; k++)
        {
            face[k] = left[k] = inverses[k] = 0;
            if (curvatures[k] <= 0) continue;
            int j = packed.Columns[k];
            double violation = penalty.Violation(j, beta[k], slopes[k]);
            if (violation == 0 && beta[k] == 0) continue;
            worst = Math.Max(worst, violation);
            Piece piece = penalty.PieceAt(j, beta[k] != 0 ? Math.Sign(beta[k]) : Math.Sign(slopes[k]));
            if (violation == 0 && (beta[k] <= piece.Lower || beta[k] >= piece.Upper)) continue;
            pieces[k] = piece;
            face[k] = 1;
            left[k] = Remainder(k, beta, slopes);
            inverses[k] = 1 / (curvatures[k] + piece.Curvature);
        }
        return worst;
    }

    private double Remainder(int k, double[] beta, double[] slopes) => slopes[k] - pieces[k].Slope - (pieces[k].Curvature * beta[k]);

    // Solves the linear system of the face: step, and moved, the matrix's product with it.
    private bool Descend(bool curved, double[] omega, double[] means, double tolerance, CancellationToken cancellation)
    {
        Array.Clear(step);
        Array.Clear(moved);
        TensorPrimitives.Multiply<double>(left, inverses, ahead);
        double product = Kernels.Dot(left, ahead);
        for (int taken = 0; taken < MostSteps; taken++)
        {
            cancellation.ThrowIfCancellationRequested();
            Multiply(curved, omega, means, ahead, image);
            double bend = Kernels.Dot(image, ahead);
            if (!(bend > 0)) return false;
            double length = product / bend;
            Kernels.AddScaled(image, length, moved);
            Kernels.AddScaled(ahead, length, step);
            Kernels.AddScaled(image, -length, left);
            TensorPrimitives.Multiply<double>(left, face, left);
            if (Math.Abs(TensorPrimitives.MaxMagnitude<double>(left)) <= tolerance) break;
            TensorPrimitives.Multiply<double>(left, inverses, conditioned);
            double next = Kernels.Dot(left, conditioned);
            TensorPrimitives.MultiplyAdd<double>(ahead, next / product, conditioned, ahead);
            product = next;
        }
        return true;
    }

    private void Multiply(bool curved, double[] omega, double[] means, double[] vector, double[] product)
    {
        packed.Multiply(omega, means, vector, product);
        for (int k = 0; k < product.Length && curved; k++)
            if (face[k] != 0) product[k] += pieces[k].Curvature * vector[k];
    }

    // Takes the step, as far as everyone's piece goes and then as far as the objective falls.
    private bool Move(double[] omega, double[] means, double[] beta, double[] slopes)
    {
        bool stopped = false, curved = false;
        for (int k = 0; k < beta.Length; k++)
        {
            if (face[k] == 0) continue;
            curved |= pieces[k].Curvature > 0;
            double to = beta[k] + step[k];
            if (to >= pieces[k].Lower && to <= pieces[k].Upper) continue;
            step[k] = (to < pieces[k].Lower ? pieces[k].Lower : pieces[k].Upper) - beta[k];
            stopped = true;
        }
        double share = 1;
        if (stopped)
        {
            Multiply(curved, omega, means, step, moved);
            double fall = 0;
            for (int k = 0; k < beta.Length; k++)
                if (face[k] != 0) fall += Remainder(k, beta, slopes) * step[k];
            if (!(fall > 0)) return false;
            share = Math.Min(1, fall / Kernels.Dot(step, moved));
        }
        for (int k = 0; k < beta.Length; k++)
        {
            slopes[k] -= share * moved[k];
            if (face[k] == 0) continue;
            slopes[k] += share * pieces[k].Curvature * step[k];
            double to = beta[k] + (share * step[k]);
            // To the end of its piece to the bit.
            beta[k] = share == 1 && step[k] == pieces[k].Lower - beta[k] ? pieces[k].Lower : share == 1 && step[k] == pieces[k].Upper - beta[k] ? pieces[k].Upper : to;
        }
        return true;
    }
}
