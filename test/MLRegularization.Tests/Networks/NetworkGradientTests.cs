using MLRegularization.Losses;
using MLRegularization.Models;
using MLRegularization.Networks;

namespace MLRegularization.Tests.Networks;

/// <summary>Every activation and every loss: gradients are those of central differences.</summary>
[TestClass]
public sealed class NetworkGradientTests
{
    [TestMethod]
    [DataRow(Activation.Identity)]
    [DataRow(Activation.Relu)]
    [DataRow(Activation.LeakyRelu)]
    [DataRow(Activation.Selu)]
    [DataRow(Activation.Mish)]
    [DataRow(Activation.Silu)]
    [DataRow(Activation.Gelu)]
    [DataRow(Activation.Tanh)]
    [DataRow(Activation.Sigmoid)]
    public void Step_EveryActivation_GradientIsTheSlope(Activation activation)
        => new GradientCheck { Spec = NetworkSpec.Of(activation, 7, 6) }.Run();

    [TestMethod]
    public void Step_OutputActivation_GradientIsTheSlope()
        => new GradientCheck { Spec = NetworkSpec.Of(Activation.Tanh, 7) with { OutputActivation = Activation.Sigmoid } }.Run();

    [TestMethod]
    public void Step_NoHiddenLayer_IsALinearModel() => new GradientCheck { Spec = NetworkSpec.Of(Activation.Relu) }.Run();

    [TestMethod]
    public void Step_LogisticLoss_GradientIsTheSlope()
        => new GradientCheck { Spec = NetworkSpec.Of(Activation.Tanh, 7, 6), Loss = new LogisticLoss(), Label = (i, _) => i % 2 }.Run();

    [TestMethod]
    public void Step_SoftBinaryLabels_GradientIsTheSlope()
        => new GradientCheck { Spec = NetworkSpec.Of(Activation.Tanh, 7, 6), Loss = new LogisticLoss(), Label = (i, random) => random.NextUniform() }.Run();

    [TestMethod]
    public void Step_MultinomialLoss_GradientIsTheSlope()
        => new GradientCheck { Spec = NetworkSpec.Of(Activation.Silu, 7, 6), Loss = new MultinomialLoss(4), Label = (i, _) => i % 4 }.Run();

    [TestMethod]
    public void Step_SoftClasses_GradientIsTheSlope()
        => new GradientCheck
        {
            Spec = NetworkSpec.Of(Activation.Silu, 7, 6),
            Loss = new MultinomialLoss(4),
            Label = (i, _) => i % 4,
            SoftLabels = [.. Enumerable.Range(0, 19 * 4).Select(i => i % 4 == i / 4 % 4 ? 0.7 : 0.1)],
        }.Run();

    [TestMethod]
    public void Step_PoissonAndHuberLoss_GradientIsTheSlope()
    {
        new GradientCheck { Spec = NetworkSpec.Of(Activation.Gelu, 7, 6), Loss = new PoissonLoss(), Label = (i, _) => i % 5 }.Run();
        new GradientCheck { Spec = NetworkSpec.Of(Activation.Gelu, 7, 6), Loss = new HuberLoss(0.3) }.Run();
    }

    // Panels, tiles and depth blocks are cut where the layers are wider than 8, 32 and 256 and the rows more than 64.
    [TestMethod]
    public void Step_WideLayersAndManyRows_GradientIsTheSlope()
        => new GradientCheck { Spec = NetworkSpec.Of(Activation.Tanh, 37, 9), Inputs = 43, Rows = 83, Loss = new MultinomialLoss(3), Label = (i, _) => i % 3 }.Run();
}
