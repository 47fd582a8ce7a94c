using MLRegularization.Matrices;
using MLRegularization.Models;
using MLRegularization.Networks;

namespace MLRegularization.Tests.Models;

[TestClass]
public sealed class NetworkModelTests
{
    // Three columns: 12 bytes a row.
    [TestMethod]
    [DataRow(NetworkTask.Regression, 1)]
    [DataRow(NetworkTask.Regression, 12 * 7)]
    [DataRow(NetworkTask.Multiclass, 12 * 7)]
    [DataRow(NetworkTask.Multiclass, 12 * 50)]
    public void Predict_BlocksOfAnySize_SameNumbersInTheSamePlaces(NetworkTask task, int blockBytes)
    {
        const int rows = 150;
        double[] target = [.. Enumerable.Range(0, rows).Select(i => task == NetworkTask.Regression ? Math.Sin(i) : i % 3)];
        IColumnMatrix features = Sparse(rows);
        NetworkModel model = new MlpTrainer(new MlpOptions { Epochs = 2, Network = NetworkSpec.Of(Activation.Relu, 4) }).Fit(MlpData.Of(new TrainingSet(features, target)), task).Model;
        CollectionAssert.AreEqual(model.Predict(features), model.Predict(features, blockBytes));
    }

    [TestMethod]
    public void Predict_NumberTooLargeInALaterBlock_NamesItsRow()
    {
        NetworkModel model = new MlpTrainer(new MlpOptions { Epochs = 1, Network = new NetworkSpec { Hidden = [] }, Inputs = new() { SmoothClip = false } })
            .Fit(MlpData.Of(new TrainingSet(Sparse(40), [.. Enumerable.Range(0, 40).Select(i => (double)(i % 7))])), NetworkTask.Regression).Model;
        double[] large = new double[40];
        large[33] = 1e300;
        DenseColumns<double> features = DenseColumns.FromColumns<double>([new double[40], large, new double[40]]);
        foreach (int blockBytes in new[] { 12 * 10, 1 << 20 })
            Assert.Contains("holds 1E+300 in row 34", Assert.ThrowsExactly<ArgumentException>(() => model.Predict(features, blockBytes)).Message);
    }

    // Every second row has a value in each of three columns.
    private static SparseColumns Sparse(int rows)
    {
        int[] stored = [.. Enumerable.Range(0, 3).SelectMany(j => Enumerable.Range(0, rows).Where(i => (i + j) % 2 == 0))];
        long[] pointers = [0, .. Enumerable.Range(1, 3).Select(j => (long)j * rows / 2)];
        return new SparseColumns(rows, pointers, stored, [.. stored.Select((i, k) => Math.Cos(i + (2 * k)))]);
    }
}
