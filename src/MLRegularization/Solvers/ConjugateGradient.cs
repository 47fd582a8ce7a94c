using System.Numerics.Tensors;
using MLRegularization.Numerics;

namespace MLRegularization.Solvers;

/// <summary>Preconditioned conjugate gradients for a positive definite system (Golub and Van Loan, Matrix Computations, §11.5.2).</summary>
internal static class ConjugateGradient
{
    /// <summary>Solves A x = b in place.</summary>
    /// <param name="multiply">Sets its second argument to A times its first.</param>
    /// <param name="precondition">Solves in place with a matrix near A.</param>
    /// <param name="b">The right side; the solution after.</param>
    /// <param name="tolerance">Largest entry of what may be left of b.</param>
    /// <param name="limit">Iterations at most.</param>
    /// <returns>Iterations taken.</returns>
    public static int Solve(Action<double[], double[]> multiply, Action<double[]> precondition, double[] b, double tolerance, int limit)
    {
        double[] residual = [.. b], image = new double[b.Length], step = [], conditioned;
        Array.Clear(b);
        double product = 0;
        for (int iteration = 0; iteration < limit; iteration++)
        {
            if (b.Length == 0 || Math.Abs(TensorPrimitives.MaxMagnitude<double>(residual)) <= tolerance) return iteration;
            conditioned = [.. residual];
            precondition(conditioned);
            double before = product;
            product = Kernels.Dot(residual, conditioned);
            if (iteration > 0) Kernels.AddScaled(step, product / before, conditioned);
            step = conditioned;
            multiply(step, image);
            double length = product / Kernels.Dot(step, image);
            Kernels.AddScaled(step, length, b);
            Kernels.AddScaled(image, -length, residual);
        }
        return limit;
    }
}
