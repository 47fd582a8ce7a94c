using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Tests.Networks.Regularizers;

/// <summary>Mixtures that work badly get a word, and others none.</summary>
[TestClass]
public sealed class SpecWarningsTests
{
    private const string Shift = "comes before the batch norm of layer 2: sums vary more in training than in a fitted model and the running variance is wrong there; drop units above the last batch norm only, or take LayerNorm.";

    [TestMethod]
    public void Warnings_DropoutBeforeBatchNorm_SaysSo()
    {
        Assert.AreEqual($"Dropout of layer 1 {Shift}", Only(new Dropout(0.1), new BatchNorm()));
        Assert.AreEqual($"Dropout of the inputs {Shift}", Only(new InputDropout(0.1), new BatchNorm()));
        None(new Dropout(0.1) { Layers = [2] }, new BatchNorm());
        None(new Dropout(0), new InputDropout(0), new BatchNorm());
        None(new Dropout(0.1), new LayerNorm());
    }

    [TestMethod]
    public void Warnings_BatchNormOfFewRows_SaysSo()
    {
        RegularizationSpec spec = [new BatchNorm()];
        Assert.AreEqual("Batch norm has batches of 8 rows, whose mean and variance are mostly noise; take 16 rows or more, or LayerNorm.", spec.Warnings(Layers(Activation.Relu), 5, 8).Single());
        Assert.IsEmpty(spec.Warnings(Layers(Activation.Relu), 5, 16));
        Assert.IsEmpty(RegularizationSpec.None.Warnings(Layers(Activation.Relu), 5, 1));
    }

    [TestMethod]
    public void Warnings_NormsThatClash_SaySo()
    {
        RegularizationSpec batch = [new BatchNorm()], rows = [new LayerNorm { Layers = [2] }];
        Assert.AreEqual("Layer 1 has SELU and a norm, and SELU keeps mean and variance by itself; leave the norm out, or take another activation.", batch.Warnings(Layers(Activation.Selu), 5, 256).Single());
        Assert.Contains("Layer 2 has SELU", rows.Warnings(Layers(Activation.Selu), 5, 256).Single());
        Assert.AreEqual("Layer 2 has batch norm and layer norm, and the second takes away the means that the first has set; leave one of the two out.", Only(new BatchNorm(), new LayerNorm { Layers = [2] }));
        Assert.AreEqual("Layer norm leaves hardly anything of layer 2, whose width is 2; make the layer wider, or leave the norm out there.", rows.Warnings([new(9), new(2)], 5, 256).Single());
    }

    [TestMethod]
    public void Warnings_SkipsNowhere_SaySo()
    {
        const string nowhere = "Skip connections do nothing: no hidden layer they are for is as wide as its input; make widths equal, or map inputs with Projection.";
        Assert.AreEqual(nowhere, Only(new SkipConnections { Layers = [1] }));
        Assert.AreEqual(nowhere, RegularizationSpec.Of([new SkipConnections()]).Warnings([new(8), new(4)], 5, 256).Single());
        None(new SkipConnections());
        None(new SkipConnections(true) { Layers = [1] });
    }

    private static HiddenLayer[] Layers(Activation activation) => [new(9, activation), new(9, activation)];

    private static string Only(params RegularizationSpec spec) => spec.Warnings(Layers(Activation.Relu), 5, 256).Single();

    private static void None(params RegularizationSpec spec) => Assert.IsEmpty(spec.Warnings(Layers(Activation.Relu), 5, 256));
}
