using MLRegularization.Losses;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Networks.Training;
using MLRegularization.Numerics;

namespace MLRegularization.Tests.Networks;

/// <summary>Steps of a network that is wide enough to be shared out.</summary>
[TestClass]
public sealed class NetworkThreadTests
{
    private const int Inputs = 40, Rows = 300, Classes = 3;

    [TestMethod]
    public void Step_OneTwoAndFourThreads_SameBitsAndNothingAllocated()
    {
        float[] one = ParametersAfterSteps(1);
        Assert.IsTrue(one.Any(v => v != 0) && one.All(float.IsFinite));
        CollectionAssert.AreEqual(one, ParametersAfterSteps(2));
        CollectionAssert.AreEqual(one, ParametersAfterSteps(4));
    }

    private static float[] ParametersAfterSteps(int threads)
    {
        RandomStream random = new(5);
        using Crew crew = new(threads);
        NetworkSpec spec = NetworkSpec.Of(Activation.Mish, 300, 100) with { Regularization = [new BatchNorm(), new Dropout(0.3), new WeightDecay(0.01), new L1(1e-4), new MaxNorm(3)] };
        using Network network = NetworkBuilder.Build(spec, Inputs, Classes, Rows, trainable: true, crew);
        Initializer.Run(network.Parameters, Initialization.HeNormal, 1);
        network.Refresh();
        network.Pass.Training = true;
        OutputLoss top = new(new MultinomialLoss(Classes), network, Rows);
        using ParameterUpdate update = new(network.Parameters, new Adam(), spec.Regularization, crew: crew);
        (Action<RowRange> loss, Action<ParameterSlice> changed) = (top.Backward, update.Apply);
        long allocated = 0;
        // Batches of several sizes: the last rows of a block and of a tile move.
        foreach (int rows in new[] { Rows, 257, 131, 65 })
        {
            network.Pass.Rows = rows;
            for (int r = 0; r < rows; r++)
            {
                network.Pass.RowIds[r] = r;
                top.Labels[r] = r % Classes;
                top.Weights[r] = 1.0 / rows;
                for (int i = 0; i < Inputs; i++) network.Input.Values[r, i] = (float)(random.NextUniform() - 0.5);
            }
            long before = GC.GetAllocatedBytesForCurrentThread();
            update.Begin(0.01, 0);
            network.Step(null, loss, changed);
            update.Finish();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.AreEqual(0, allocated, "bytes of the last step");
        return network.Parameters.Values.All.ToArray();
    }
}
