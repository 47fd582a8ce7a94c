using MLRegularization.Penalties;
using MLRegularization.Solvers;

namespace MLRegularization.Paths;

/// <summary>Effective degrees of freedom of an elastic-net fit: the trace of G(G + D)⁻¹ on its non-zero columns (Zou, Hastie, Tibshirani 2007).</summary>
internal static class SmootherTrace
{
    public static double Of(IQuadratic quadratic, ElasticNet penalty, int[] indices)
    {
        int k = indices.Length;
        double[] products = new double[k * k];
        quadratic.Cross(indices, indices, products);
        double[] ridge = [.. indices.Select(j => penalty.PieceAt(j, 1).Curvature)];
        for (int i = 0; i < k; i++) products[(i * k) + i] += ridge[i];
        ActiveFactor factor = new();
        bool[] accepted = new bool[k];
        factor.Append([], products, k, accepted, 1);
        int[] kept = [.. Enumerable.Range(0, k).Where(i => accepted[i])];
        double trace = kept.Length;
        double[] unit = new double[kept.Length];
        for (int i = 0; i < kept.Length; i++)
        {
            Array.Clear(unit);
            unit[i] = 1;
            factor.Solve(unit, 1);
            trace -= ridge[kept[i]] * unit[i];
        }
        return trace;
    }
}
