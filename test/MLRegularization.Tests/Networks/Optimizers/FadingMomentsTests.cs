using MLRegularization.Networks.Optimizers;
using MLRegularization.Numerics;

namespace MLRegularization.Tests.Networks.Optimizers;

/// <summary>Moments of parameters whose gradients stay 0 fade to exactly 0 and never linger as subnormal numbers, which are slow; NaN is never hidden.</summary>
[TestClass]
public sealed unsafe class FadingMomentsTests
{
    [TestMethod]
    public void Adam_GradientsOfZero_MomentsEndAtZero() => CheckFade(new Adam(0.9, 0.95));

    [TestMethod]
    public void Sgd_GradientsOfZero_MomentsEndAtZero() => CheckFade(new Sgd(0.9));

    [TestMethod]
    public void Adam_NaNGradient_IsSeen() => CheckNaN(new Adam());

    [TestMethod]
    public void Sgd_NaNGradient_IsSeen() => CheckNaN(new Sgd(0.9, Nesterov: true));

    private static void CheckFade(StepOptimizer optimizer)
    {
        float* w = stackalloc float[16], g = stackalloc float[16], m = stackalloc float[16], v = stackalloc float[16];
        Fill(w, 1);
        Fill(g, 0.5f);
        for (long step = 1; step <= 4000; step++)
        {
            optimizer.Update(optimizer.Begin(step), 0.001f, w, g, m, v, 16);
            if (step == 3) Fill(g, 0);
            if (step == 3) Assert.AreNotEqual(0, m[5]);
            Assert.IsFalse(float.IsSubnormal(m[5]) || float.IsSubnormal(v[5]), $"step {step}: {m[5]} and {v[5]}");
        }
        Assert.AreEqual(0, m[5]);
        Assert.AreEqual(0, v[5]);
        Assert.IsTrue(float.IsFinite(w[5]));
    }

    private static void CheckNaN(StepOptimizer optimizer)
    {
        float* w = stackalloc float[16], g = stackalloc float[16], m = stackalloc float[16], v = stackalloc float[16];
        Fill(w, 1);
        Fill(g, 0.5f);
        g[3] = float.NaN;
        optimizer.Update(optimizer.Begin(1), 0.001f, w, g, m, v, 16);
        Assert.IsTrue(float.IsNaN(w[3]));
        Assert.IsFalse(float.IsNaN(w[4]));
    }

    private static void Fill(float* values, float value) => new Span<float>(values, 16).Fill(value);
}
