using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Tests.Networks.Regularizers;

/// <summary>What acts on inputs: scales, noise, embeddings.</summary>
[TestClass]
public sealed class InputTests
{
    // Wide tables and pieces that cross panels of 32.
    private static readonly CategoricalInput[] Columns = [new("colour", 3), new("place", 5, 40), new("day", 7, 1)];

    [TestMethod]
    [DataRow(5), DataRow(43)]
    public void Step_InputScaling_GradientIsTheSlope(int inputs)
        => new GradientCheck { Spec = NetworkSpec.Of(Activation.Tanh, 7) with { Regularization = [new InputScaling()] }, Inputs = inputs }.Run();

    [TestMethod]
    public void Step_Embeddings_GradientIsTheSlope()
    {
        new GradientCheck { Spec = NetworkSpec.Of(Activation.Tanh, 7), Categories = Columns }.Run();
        new GradientCheck { Spec = NetworkSpec.Of(Activation.Tanh, 7), Inputs = 0, Categories = Columns, Rows = 70 }.Run();
    }

    [TestMethod]
    public void Step_NoiseScaleEmbeddingAndDropout_GradientIsTheSlope()
    {
        Func<int, int, double> noise = NoiseProbe.Of(70, 40, 0, s => new InputNoiseLayer(s, 40, 0.5)), mask = NoiseProbe.Of(70, 89, 1, s => new DropoutLayer(s, 0, _ => 0.25));
        double[] drawn = [.. Enumerable.Range(0, 70 * 40).Select(k => noise(k / 40, k % 40))];
        Assert.AreEqual(0, drawn.Average(), 0.05);
        Assert.AreEqual(0.25, drawn.Average(v => v * v), 0.03);
        new GradientCheck
        {
            Spec = NetworkSpec.Of(Activation.Tanh, 6) with { Regularization = [new GaussianInputNoise(0.5), new InputScaling(), new InputDropout(0.25)] },
            Inputs = 40,
            Rows = 70,
            Categories = Columns,
            InputSlopes = true,
            Noise = new() { Input = noise, Mask = (layer, row, unit) => layer == 0 ? mask(row, unit) : 1 },
        }.Run(training: true);
    }

    [TestMethod]
    public void Forward_InputNoise_KeepsTheMean() => TrainedNetwork.AssertMeanIsThatOfTheFittedModel([new GaussianInputNoise(0.5)], 12);

    [TestMethod]
    public void Initialize_InputScaling_BeginsAtOne()
    {
        NetworkSpec plain = NetworkSpec.Of(Activation.Relu, 20);
        using TrainedNetwork scaled = new(plain with { Regularization = [new InputScaling()] }), without = new(plain);
        CollectionAssert.AreEqual(without.Outputs(), scaled.Outputs());
        scaled.Steps(3);
        Assert.IsTrue(scaled.Read("input.scale").All(s => s != 1));
    }

    // Codes that no training row has leave the row of zeros alone, so an unseen category says nothing.
    [TestMethod]
    public void Forward_CodeNotSeen_CountsAsARowOfZeros()
    {
        using TrainedNetwork trained = new(NetworkSpec.Of(Activation.Tanh, 9), 4, 1, Columns);
        trained.Steps(10);
        foreach (CategoricalInput column in Columns)
        {
            float[] table = trained.Read($"embedding.{column.Name}");
            Assert.IsTrue(table.AsSpan(0, column.Width).ContainsAnyExcept(0f));
            Assert.IsFalse(table.AsSpan(column.Categories * column.Width).ContainsAnyExcept(0f));
        }
        trained.Load(0, 3);
        trained.Network.Pass.Training = false;
        int[][] unseen = [[3, 5, 7], [-1, 6, int.MaxValue], [int.MinValue, 99, 8]];
        for (int i = 0; i < 3; i++)
        {
            unseen[i].CopyTo(trained.Network.Codes, i * 3);
            for (int j = 0; j < 4; j++) trained.Network.Input.Values[i, j] = trained.Table[0][j];
        }
        trained.Network.Forward();
        Assert.AreEqual(trained.Network.Output.Values[0, 0], trained.Network.Output.Values[1, 0]);
        Assert.AreEqual(trained.Network.Output.Values[0, 0], trained.Network.Output.Values[2, 0]);
    }

    [TestMethod]
    public void Step_Embeddings_PaddingStaysZero()
    {
        using TrainedNetwork trained = new(NetworkSpec.Of(Activation.Sigmoid, 9) with { Regularization = [new InputScaling()] }, 5, 1, Columns);
        trained.Steps(5);
        trained.AssertPaddingIsZero();
    }

    [TestMethod]
    public void Step_Embeddings_BitsDoNotDependOnThreads()
        => TrainedNetwork.AssertSameBits(NetworkSpec.Of(Activation.Relu, 96, 64) with { Regularization = [new InputScaling()] }, Columns);

    [TestMethod]
    public void Build_WrongInputs_AreRefused()
    {
        static string Message(InputLayout layout) => Assert.ThrowsExactly<ArgumentException>(layout.Check).Message;
        Assert.AreEqual("The network has no inputs; give it at least one number or one categorical column.", Message(new InputLayout(0)));
        Assert.AreEqual("'day' has 0 categories; give at least 1, or leave the column out.", Message(new InputLayout(1, [new("day", 0)])));
        Assert.AreEqual("The embedding of 'day' is 0 wide; give from 1 to 65536: 8 is usual.", Message(new InputLayout(1, [new("day", 7, 0)])));
        Assert.AreEqual("The deviation of input noise is -1; it must be 0 or more: 0.1 is much for inputs of deviation 1.", new GaussianInputNoise(-1).Problem());
    }
}
