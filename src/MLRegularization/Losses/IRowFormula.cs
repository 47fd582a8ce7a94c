using System.Runtime.Intrinsics;

namespace MLRegularization.Losses;

/// <summary>The formulas of one loss for eight rows, without weights: what <see cref="RowSweep"/> runs over all rows.</summary>
internal interface IRowFormula
{
    /// <summary>ℓ(y, η).</summary>
    Vector512<double> Value(Vector512<double> eta, Vector512<double> y);

    /// <summary>ℓ, ∂ℓ/∂η and ∂²ℓ/∂η².</summary>
    void Derivatives(Vector512<double> eta, Vector512<double> y, out Vector512<double> value, out Vector512<double> slope, out Vector512<double> curvature);

    /// <summary>ℓ*(y, v) = sup over η of vη − ℓ(y, η).</summary>
    Vector512<double> Conjugate(Vector512<double> v, Vector512<double> y);

    /// <summary>The mean at η.</summary>
    Vector512<double> Mean(Vector512<double> eta);
}
