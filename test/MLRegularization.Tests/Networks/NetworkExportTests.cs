using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Numerics;

namespace MLRegularization.Tests.Networks;

/// <summary>What is left of a trained network for inference gives what the network gives out of training.</summary>
[TestClass]
public sealed class NetworkExportTests
{
    private static readonly RegularizationSpec Noise = [new Dropout(0.2), new InputDropout(0.1), new GaussianInputNoise(0.1), new WeightNoise(0.05)];

    [TestMethod]
    public void Layers_NoiseAndNorms_GiveTheSameOutputs()
    {
        AssertSame(Noise, 7, 6);
        AssertSame([.. Noise, new BatchNorm(), new InputScaling()], 7, 37);
        AssertSame([.. Noise, new LayerNorm(), new BatchNorm { Layers = [2] }], 37, 6);
        AssertSame([new InputScaling(), new L2(0.01)]);
    }

    [TestMethod]
    public void Layers_Skips_GiveTheSameOutputs()
    {
        AssertSame([.. Noise, new SkipConnections(), new StochasticDepth(0.3)], 5, 7, 7);
        AssertSame([.. Noise, new SkipConnections(true), new BatchNorm()], 5, 7, 37);
        AssertSame([.. Noise, new SkipConnections(true), new InputScaling()], 7, 7);
        AssertSame([.. Noise, new SkipConnections(), new InputScaling(), new LayerNorm()], 5, 5);
    }

    private static void AssertSame(RegularizationSpec regularization, params int[] widths)
    {
        NetworkSpec spec = NetworkSpec.Of(Activation.Silu, widths) with { Regularization = regularization };
        using TrainedNetwork trained = new(spec);
        trained.Steps(6);
        double[] expected = trained.Outputs(0, 40);
        using NetworkEvaluator evaluator = new(NetworkExport.Layers(spec, trained.Network.Parameters));
        using NetworkEvaluator.Scratch scratch = evaluator.TakeScratch();
        for (int i = 0; i < 40; i++)
            for (int j = 0; j < 5; j++) scratch.Input[i, j] = trained.Table[i][j];
        FloatPanels actual = evaluator.Run(scratch, 40);
        for (int i = 0; i < 40; i++) Assert.AreEqual(expected[i], actual[i, 0], 1e-5 * (1 + Math.Abs(expected[i])), $"{spec.Regularization} Row {i}.");
    }
}
