using System.Text;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Numerics;
using MLRegularization.Preparation;

namespace MLRegularization.Tests.Models;

/// <summary>Files of networks: what is read is what was written, and a broken, cut or foreign file is one clear error.</summary>
[TestClass]
public sealed class NetworkFileTests
{
    [TestMethod]
    [DataRow(NetworkTask.Regression)]
    [DataRow(NetworkTask.Multiclass)]
    public void Read_WrittenNetwork_SamePredictionsAndFacts(NetworkTask task)
    {
        (NetworkModel model, Table table) = Fitted(task);
        using MemoryStream file = new();
        ModelFile.Write(model, file);
        file.Position = 0;
        NetworkModel read = ModelFile.ReadNetwork(file);
        CollectionAssert.AreEqual(model.Predict(table), read.Predict(table));
        Assert.AreEqual(model.Facts with { Classes = [] }, read.Facts with { Classes = [] });
        CollectionAssert.AreEqual(model.Facts.Classes.ToArray(), read.Facts.Classes.ToArray());
        Assert.AreEqual(model.Parameters, read.Parameters);
        using MemoryStream again = new();
        ModelFile.Write(read, again);
        CollectionAssert.AreEqual(file.ToArray(), again.ToArray());
    }

    [TestMethod]
    public void Read_BrokenFiles_OneSentence()
    {
        using MemoryStream file = new();
        ModelFile.Write(Fitted(NetworkTask.Regression).Model, file);
        byte[] bytes = file.ToArray();
        RandomStream random = new(2);
        for (int k = 0; k < 200; k++)
        {
            byte[] broken = [.. bytes];
            if (k % 2 == 0) broken = broken[..random.NextBelow(broken.Length)];
            else broken[random.NextBelow(broken.Length)] ^= (byte)(1 + random.NextBelow(255));
            if (broken.SequenceEqual(bytes)) continue;
            Assert.ThrowsExactly<ModelFileException>(() => ModelFile.ReadNetwork(new MemoryStream(broken)));
        }
    }

    // Changed, and signed again: numbers that do not fit together are still refused, whatever they are.
    [TestMethod]
    public void Read_ForgedNumbers_AreRefused()
    {
        using MemoryStream file = new();
        ModelFile.Write(Fitted(NetworkTask.Regression).Model, file);
        string text = Encoding.UTF8.GetString(file.ToArray()), body = text[..text.LastIndexOf("  \"checksum\"", StringComparison.Ordinal)];
        foreach ((string from, string to) in new[]
        {
            ("\"inputs\": ", "\"inputs\": 9"), ("\"outputs\": ", "\"outputs\": -"), ("\"activation\": \"", "\"activation\": \"X"), ("\"codes\": ", "\"codes\": 7"), ("\"kind\": \"", "\"kind\": \"Z"),
            ("\"task\": \"regression\"", "\"task\": \"binary\""), ("\"deviation\": ", "\"deviation\": -"), ("\"bias\": \"", "\"bias\": \"AAAA"), ("\"version\": 1", "\"version\": 99"), ("\"factors\": [", "\"factors\": [1,"),
        })
        {
            int at = body.IndexOf(from, StringComparison.Ordinal);
            Assert.IsGreaterThanOrEqualTo(0, at, from);
            byte[] forged = Encoding.UTF8.GetBytes(body[..at] + to + body[(at + from.Length)..]);
            using MemoryStream signed = new();
            CheckedText.Write(forged, signed);
            signed.Position = 0;
            Assert.ThrowsExactly<ModelFileException>(() => ModelFile.ReadNetwork(signed), to);
        }
    }

    [TestMethod]
    public void Read_TheOtherKindOfModel_SaysSo()
    {
        using MemoryStream file = new();
        ModelFile.Write(Fitted(NetworkTask.Regression).Model, file);
        file.Position = 0;
        Assert.AreEqual("The file holds a network, not a linear model; read it with ModelFile.ReadNetwork.", Assert.ThrowsExactly<ModelFileException>(() => ModelFile.Read(file)).Message);
    }

    private static (NetworkModel Model, Table Table) Fitted(NetworkTask task)
    {
        RandomStream random = new(8);
        double[] a = [.. Enumerable.Range(0, 60).Select(i => i == 4 ? double.NaN : random.NextUniform())];
        Table table = new([new NumericColumn("a", a), TextColumn.FromTexts("many", [.. Enumerable.Range(0, 60).Select(i => $"level {i % 11}")]), TextColumn.FromTexts("two", [.. Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? "\"x\"" : "y")])]);
        double[] y = [.. Enumerable.Range(0, 60).Select(i => task == NetworkTask.Regression ? i % 11 : (double)(i % 3))];
        MlpOptions options = new()
        {
            Epochs = 3,
            Inputs = new NetworkInputOptions { Impute = true },
            Network = NetworkSpec.Of(Activation.Gelu, 9, 9) with { Regularization = [new LayerNorm { Layers = [1] }, new SkipConnections(Projection: true)] },
            LearningRate = 0.01,
        };
        return (new MlpTrainer(options).Fit(MlpData.Of(table, y), task).Model, table);
    }
}
