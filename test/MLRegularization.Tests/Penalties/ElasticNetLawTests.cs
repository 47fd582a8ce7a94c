using FsCheck;
using FsCheck.Fluent;
using MLRegularization.Penalties;

namespace MLRegularization.Tests.Penalties;

/// <summary>What makes a penalty's formulas right, for any strengths, factors and bounds.</summary>
[TestClass]
public class ElasticNetLawTests
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(20, 7);

    [TestMethod]
    public void Minimize_AnyQuadratic_NoPointIsLower() => ForAll((penalty, a, b, low, high) =>
    {
        double curvature = 0.1 + Math.Abs(b), best = penalty.Minimize(0, curvature, a);
        double Value(double at) => (0.5 * curvature * at * at) - (a * at) + penalty.Value(0, at);
        return best >= low && best <= high && Grid(low, high).All(at => Value(at) >= Value(best) - 1e-9);
    });

    [TestMethod]
    public void Minimize_TwoSlopes_IsNonExpansive() => ForAll((penalty, a, b, _, _)
        => Math.Abs(penalty.Minimize(0, 1, a) - penalty.Minimize(0, 1, b)) <= Math.Abs(a - b) + 1e-12);

    [TestMethod]
    public void Violation_AtTheMinimum_IsZeroAndElsewherePositive() => ForAll((penalty, a, b, low, high) =>
    {
        double best = penalty.Minimize(0, 1, a), other = Math.Clamp(b, low, high);
        return penalty.Violation(0, best, a - best) <= 1e-12 && (Math.Abs(other - best) < 1e-6 || penalty.Violation(0, other, a - other) > 0);
    });

    [TestMethod]
    public void Conjugate_AnySlope_IsTheSupremum() => ForAll((penalty, a, _, low, high) =>
    {
        const double box = 30;
        // A coordinate that only the box holds is looked at inside it.
        double reach = penalty.PieceAt(0, 1).Curvature > 0 ? 130 : box;
        double z = penalty.DualScale(0, a) * a, conjugate = penalty.Conjugate(0, z, box);
        double[] at = [.. Grid(Math.Max(low, -reach), Math.Min(high, reach))];
        double largest = at.Max(t => (z * t) - penalty.Value(0, t));
        // The grid's step bounds how far its best point is from the true one.
        return largest <= conjugate + 1e-9 && conjugate - largest <= 0.02 * (1 + Math.Abs(z));
    });

    [TestMethod]
    public void DualScale_AnySlope_IsTheLargestFiniteOne() => ForAll((penalty, a, _, low, high) =>
    {
        double t = penalty.DualScale(0, a);
        // Beyond it, zb − h(b) grows without limit; within, far out it falls or the box ends it.
        double Far(double s) => Grid(Math.Max(low, -1e4), Math.Min(high, 1e4)).Max(b => (s * a * b) - penalty.Value(0, b));
        return t is > 0 and <= 1 && (t == 1 || (Far(t) <= 1e-6 && Far(1.01 * t) > 1));
    });

    [TestMethod]
    public void PieceAt_EitherDirection_DescribesTheValue() => ForAll((penalty, a, b, low, high) =>
    {
        double at = Math.Clamp(b, low, high);
        if (at == 0) return true;
        Piece piece = penalty.PieceAt(0, Math.Sign(at));
        return at >= piece.Lower && at <= piece.Upper && Math.Abs(penalty.Value(0, at) - (piece.Slope * at) - (0.5 * piece.Curvature * at * at)) <= 1e-12 * (1 + (at * at));
    });

    [TestMethod]
    public void InfiniteFactor_AnySlope_StaysAtZero()
    {
        ElasticNet penalty = new(0.1, 0.2, [double.PositiveInfinity], null, null);
        Assert.AreEqual(0, penalty.Minimize(0, 1, 50));
        Assert.AreEqual(0, penalty.Violation(0, 0, 50));
    }

    private delegate bool Law(ElasticNet penalty, double a, double b, double low, double high);

    private static void ForAll(Law law)
    {
        Gen<double> number = Gen.Choose(-3000, 3000).Select(k => k / 1000.0), positive = Gen.Elements(0.0, 0.05, 0.4, 1.3);
        Gen<double> factor = Gen.Elements(0.0, 0.5, 1.0, 2.0), bound = Gen.Elements(0.0, 0.3, 2.0, double.PositiveInfinity);
        var cases = from l1 in positive from l2 in positive from f in factor from low in bound from high in bound from a in number from b in number
                    select (L1: l1, L2: l2, Factor: f, Low: -low, High: high, A: a, B: b);
        Prop.ForAll(cases.ToArbitrary(), c => law(new ElasticNet(c.L1, c.L2, [c.Factor], [c.Low], [c.High]), c.A, c.B, c.Low, c.High)).Check(Fixed);
    }

    private static IEnumerable<double> Grid(double low, double high)
    {
        double from = double.IsInfinity(low) ? -40 : low, to = double.IsInfinity(high) ? 40 : high;
        yield return Math.Clamp(0, low, high);
        for (int k = 0; k <= 8000; k++) yield return from + ((to - from) * k / 8000);
    }
}
