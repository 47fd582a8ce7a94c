using System.Text;
using MLRegularization.Diagnosis;
using MLRegularization.Models;
using MLRegularization.Preparation;
using MLRegularization.Solvers;

namespace MLRegularization.Tests.Models;

[TestClass]
public sealed class ModelFileTests
{
    private static LinearModel Example(int features = 40)
    {
        Random random = new(3);
        TrainingFacts facts = new("regression", "größe, \"y\"", 442, 0.5, 0.1 + 0.2, 45.16, "1se", true, 1.5, 2.5, double.NaN, double.PositiveInfinity, 10, ulong.MaxValue,
            new Certificate(123.456, 1e-9, double.NaN, 17, StopReason.Converged))
        { OffsetColumn = "log exposure", ExplainedDeviance = 0.4 };
        double[] coefficients = [.. Enumerable.Range(0, features).Select(j => j % 3 == 0 ? 0 : BitConverter.Int64BitsToDouble(random.NextInt64() & ~(1L << 62)))];
        coefficients[1] = -0.0;
        coefficients[2] = double.Epsilon;
        coefficients[4] = double.MaxValue;
        return new LinearModel([.. Enumerable.Range(0, features).Select(j => $"x{j},\"\n é")], coefficients, -1.0 / 3, facts);
    }

    private static LinearModel Encoded()
    {
        TableEncoding encoding = new(
        [
            new ColumnEncoding("age", ColumnKind.Numeric, [], 3.25, null, true),
            new ColumnEncoding("town", ColumnKind.OneHot, ["", "Köln", "a\"b"], null, "Köln", false),
        ]);
        return new LinearModel(encoding.FeatureNames(), [1.5, 0, 0, -2, 1e-300], 4, Example().Facts, encoding);
    }

    private static byte[] Bytes(LinearModel model)
    {
        using MemoryStream stream = new();
        ModelFile.Write(model, stream);
        return stream.ToArray();
    }

    private static LinearModel Read(byte[] bytes) => ModelFile.Read(new MemoryStream(bytes));

    private static string Refusal(byte[] bytes)
    {
        string message = Assert.ThrowsExactly<ModelFileException>(() => Read(bytes)).Message;
        Assert.DoesNotContain('\n', message);
        StringAssert.EndsWith(message, ".");
        return message;
    }

    [TestMethod]
    public void Model_WrittenAndRead_EveryBitTheSame()
    {
        LinearModel model = Example(), read = Read(Bytes(model));
        CollectionAssert.AreEqual(model.FeatureNames.ToArray(), read.FeatureNames.ToArray());
        CollectionAssert.AreEqual(model.Coefficients.Select(BitConverter.DoubleToInt64Bits).ToArray(), read.Coefficients.Select(BitConverter.DoubleToInt64Bits).ToArray());
        Assert.AreEqual(model.Intercept, read.Intercept);
        Assert.AreEqual(model.Facts, read.Facts);
        Assert.IsNull(read.Encoding);
        CollectionAssert.AreEqual(Bytes(model), Bytes(read));
    }

    [TestMethod]
    public void Model_WithEncoding_RoundTrips()
    {
        LinearModel model = Encoded(), read = Read(Bytes(model));
        Assert.AreEqual(3.25, read.Encoding!.Columns[0].Imputed);
        Assert.IsTrue(read.Encoding.Columns[0].MissingIndicator);
        Assert.AreEqual("Köln", read.Encoding.Columns[1].ImputedLevel);
        CollectionAssert.AreEqual(model.FeatureNames.ToArray(), read.FeatureNames.ToArray());
        CollectionAssert.AreEqual(Bytes(model), Bytes(read));
    }

    [TestMethod]
    public void Model_SavedAndLoaded_ThroughAFile()
    {
        string folder = Directory.CreateTempSubdirectory("mlreg-test-").FullName, path = Path.Combine(folder, "m.mlreg");
        ModelFile.Save(Encoded(), path);
        ModelFile.Save(Encoded(), path);
        CollectionAssert.AreEqual(new[] { path }, Directory.GetFiles(folder));
        Assert.AreEqual(4, ModelFile.Load(path).Intercept);
        Directory.Delete(folder, true);
    }

    [TestMethod]
    public void Model_LineEndsConverted_StillRead()
    {
        string text = Encoding.UTF8.GetString(Bytes(Encoded()));
        Assert.AreEqual(4, Read(Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n"))).Intercept);
    }

    [TestMethod]
    public void Text_OfModel_ReadableByPeople()
    {
        string text = Encoding.UTF8.GetString(Bytes(Encoded()));
        Assert.Contains("\"format\": \"MLRegularization linear model\"", text);
        Assert.Contains("{\"index\":3,\"feature\":\"town=Köln\",\"value\":-2}", text);
        System.Text.Json.JsonDocument.Parse(text);
    }

    [TestMethod]
    public void File_CutAnywhere_OneClearError()
    {
        byte[] whole = Bytes(Example());
        for (int length = 0; length < whole.Length; length += length < 200 ? 1 : 7) Refusal(whole[..length]);
        for (int length = whole.Length - 120; length < whole.Length; length++) Refusal(whole[..length]);
        Assert.Contains("empty", Refusal([]));
        Assert.Contains("cut off", Refusal(whole[..(whole.Length / 2)]));
    }

    [TestMethod]
    public void File_AnyBitFlipped_OneClearError()
    {
        byte[] whole = Bytes(Encoded());
        for (int at = 0; at < whole.Length; at++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                whole[at] ^= (byte)(1 << bit);
                Refusal(whole);
                whole[at] ^= (byte)(1 << bit);
            }
        }
        Read(whole);
    }

    [TestMethod]
    public void File_Alien_OneClearError()
    {
        byte[] whole = Bytes(Encoded());
        Assert.Contains("does not begin", Refusal("PK\u0003\u0004 something"u8.ToArray()));
        Assert.Contains("does not begin", Refusal("{\"format\": \"another\"}"u8.ToArray()));
        Assert.Contains("does not begin", Refusal(new byte[100_000]));
        Refusal([.. whole, .. whole]);
        Refusal([.. whole, (byte)'\n']);
        Random random = new(5);
        byte[] noise = new byte[5000];
        random.NextBytes(noise);
        Refusal(noise);
    }

    [TestMethod]
    [DataRow("\"version\": 2", "\"version\": 3", "version 3")]
    [DataRow("\"version\": 2", "\"version\": 0", "version 0")]
    [DataRow("\"version\": 2", "\"version\": 1e99", "cannot be read")]
    [DataRow("\"loss\": \"squared\"", "\"loss\": \"cubic\"", "'cubic'")]
    [DataRow("\"loss\": \"squared\"", "\"loss\": \"logistic\"", "class names")]
    [DataRow("\"value\":-2", "\"value\":1e999", "too large")]
    [DataRow("\"index\":3", "\"index\":99", "does not belong")]
    [DataRow("\"index\":3", "\"index\":-1", "does not belong")]
    [DataRow("\"index\":3", "\"index\":0", "does not belong")]
    [DataRow("town=Köln", "town=Bonn", "does not belong")]
    [DataRow("\"numeric\"", "\"script\"", "unknown kind")]
    [DataRow("\"Converged\"", "\"99\"", "reason")]
    [DataRow("\"intercept\": 4", "\"intercept\": null", "cannot be read")]
    [DataRow("\"intercept\": 4", "\"intercept\": [[[[[[[[[[4]]]]]]]]]]", "cannot be read")]
    [DataRow("\"coefficients\"", "\"other\"", "cannot be read")]
    [DataRow("\"rows\": 442", "\"rows\": \"many\"", "cannot be read")]
    public void File_ForgedWithValidChecksum_OneClearError(string from, string to, string expected)
    {
        Assert.Contains(expected, Refusal(Forged(Encoded(), from, to)));
    }

    [TestMethod]
    public void File_OfVersion1_ReadAsSquaredLoss()
    {
        string text = Encoding.UTF8.GetString(Forged(Encoded(), "    \"loss\": \"squared\",\n", ""));
        LinearModel read = Read(Forged(text, "\"version\": 2", "\"version\": 1"));
        Assert.AreEqual(4, read.Intercept);
        Assert.AreEqual("squared", read.Facts.Loss);
        Assert.IsEmpty(read.Facts.Classes);
    }

    [TestMethod]
    public void Model_OfClasses_RoundTrips()
    {
        LinearModel model = Encoded().WithFacts(Example().Facts with { Task = "binary", Loss = "logistic", Classes = ["no, \"never\"", "日"] }), read = Read(Bytes(model));
        CollectionAssert.AreEqual(model.Facts.Classes.ToArray(), read.Facts.Classes.ToArray());
        Assert.AreEqual(model.Facts with { Classes = [] }, read.Facts with { Classes = [] });
        double[] row = [1, 0, 0, 1, 0];
        Assert.AreEqual(1 / (1 + Math.Exp(-3.5)), read.Predict(row), 1e-15);
        CollectionAssert.AreEqual(Bytes(model), Bytes(read));
    }

    [TestMethod]
    public void Model_OfWeightedClasses_RoundTripsAndIsChecked()
    {
        LinearModel model = Encoded().WithFacts(Example().Facts with { Task = "binary", Loss = "logistic", Classes = ["a", "b"], ClassWeighting = "balanced", ClassWeights = [1.0 / 3, 7] }), read = Read(Bytes(model));
        CollectionAssert.AreEqual(model.Facts.ClassWeights.ToArray(), read.Facts.ClassWeights.ToArray());
        Assert.AreEqual("balanced", read.Facts.ClassWeighting);
        Assert.Contains("1 class weights for 2 classes", Refusal(Forged(model, "0.3333333333333333,", "")));
        Assert.Contains("not positive", Refusal(Forged(model, "0.3333333333333333,", "-1,")));
    }

    [TestMethod]
    public void Model_WithDiagnosis_RoundTrips()
    {
        ModelDiagnosis diagnosis = new()
        {
            Collinearity = new Collinearity
            {
                Conditioning = new Conditioning(442, 9, 4.5, 1e-3),
                RidgeFactor = double.NaN,
                DependentColumns = 3,
                ConstantColumns = ["same, \"always\""],
                TextColumns = ["town"],
                InflationFactors = [.. Enumerable.Range(0, 9).Select(k => new InflationFactor($"x{k}", k == 0 ? double.PositiveInfinity : 20.0 - k))],
                Combinations = [new Combination("größe", [new CombinationTerm("a", 1), new CombinationTerm("b", -0.25)], 3, 1e-3)],
                Correlated = [new CorrelatedColumns([.. Enumerable.Range(0, 50).Select(k => $"c{k}")], -0.995)],
            },
            ConditionWithPenalty = 12.5,
            Prior = new Prior(double.PositiveInfinity, 0.5, double.NaN, true, true),
            Balance = new FitBalance(new(1, 2, 3), 0.5, new(0.5, 1, 2.5), double.NaN, new(9, 9, 9), new(0.1, 0.2, 4), double.NaN, 0.2),
        };
        LinearModel model = Example().WithFacts(Example().Facts with { Diagnosis = diagnosis });
        ModelDiagnosis read = Read(Bytes(model)).Facts.Diagnosis!;
        Assert.AreEqual(diagnosis.Collinearity.Conditioning, read.Collinearity.Conditioning);
        Assert.AreEqual(diagnosis.Prior, read.Prior);
        Assert.AreEqual(diagnosis.Balance, read.Balance);
        CollectionAssert.AreEqual(diagnosis.Collinearity.InflationFactors.Take(5).ToArray(), read.Collinearity.InflationFactors.ToArray());
        foreach (Func<ModelDiagnosis, IReadOnlyList<string>> sentences in (Func<ModelDiagnosis, IReadOnlyList<string>>[])[d => d.CollinearitySentences(0.3, 0.5), d => d.CombinationSentences(), d => d.Alarms(), d => d.Balance!.Sentences("error")])
            CollectionAssert.AreEqual(sentences(diagnosis).ToArray(), sentences(read).ToArray());
        CollectionAssert.AreEqual(Bytes(model), Bytes(Read(Bytes(model))));
        Assert.Contains("one coefficient per column", Refusal(Forged(model, "\"a\",", "")));
    }

    private static LinearModel Several() => new(["a", "b", "c"], [1, 0, -2, 0, 0, 0, 0.1, 0.25, 0], [0.5, -0.75, 0.25],
        Example().Facts with { Task = "multiclass", Loss = "multinomial", Classes = ["x, \"y\"", "日", ""], Grouped = true });

    [TestMethod]
    public void Model_OfSeveralClasses_RoundTrips()
    {
        LinearModel model = Several(), read = Read(Bytes(model));
        CollectionAssert.AreEqual(model.Facts.Classes.ToArray(), read.Facts.Classes.ToArray());
        CollectionAssert.AreEqual(model.Coefficients.ToArray(), read.Coefficients.ToArray());
        CollectionAssert.AreEqual(model.Intercepts.ToArray(), read.Intercepts.ToArray());
        Assert.IsTrue(read.Facts.Grouped);
        CollectionAssert.AreEqual(model.Probabilities([1, 2, 3]), read.Probabilities([1, 2, 3]));
        CollectionAssert.AreEqual(Bytes(model), Bytes(read));
        Assert.Contains("{\"index\":6,\"feature\":\"a\",\"value\":0.1}", Encoding.UTF8.GetString(Bytes(model)));
    }

    [TestMethod]
    public void File_OfSeveralClassesCutAnywhere_OneClearError()
    {
        byte[] whole = Bytes(Several());
        for (int length = 0; length < whole.Length; length += 7) Refusal(whole[..length]);
    }

    [TestMethod]
    [DataRow("    0.25\n  ],", "    0.25,\n    1\n  ],", "class names")]
    [DataRow("    0.5,\n", "", "does not belong")]
    [DataRow("    0.5,\n", "    null,\n", "cannot be read")]
    [DataRow("    0.5,\n", "    1e999,\n", "too large")]
    [DataRow("    0.5,\n    -0.75,\n    0.25\n", "", "cannot be read")]
    [DataRow("    0.5,\n    -0.75,\n    0.25\n", "    0.5\n", "does not belong")]
    [DataRow("\"intercepts\"", "\"intercept\"", "cannot be read")]
    [DataRow("\"loss\": \"multinomial\"", "\"loss\": \"squared\"", "one linear predictor")]
    [DataRow("\"loss\": \"multinomial\"", "\"loss\": \"logistic\"", "cannot be read")]
    [DataRow("\"日\",", "", "class names")]
    [DataRow("\"index\":7", "\"index\":8", "does not belong")]
    [DataRow("\"index\":7", "\"index\":10", "does not belong")]
    [DataRow("\"index\":7", "\"index\":2147483648", "cannot be read")]
    [DataRow("\"index\":6,\"feature\":\"a\"", "\"index\":6,\"feature\":\"b\"", "does not belong")]
    public void File_OfSeveralClassesForged_OneClearError(string from, string to, string expected) => Assert.Contains(expected, Refusal(Forged(Several(), from, to)));

    private static byte[] Forged(LinearModel model, string from, string to) => Forged(Encoding.UTF8.GetString(Bytes(model)), from, to);

    // Changed, with the checksum of what it is now.
    private static byte[] Forged(string text, string from, string to)
    {
        Assert.Contains(from, text);
        string body = text[..text.IndexOf("  \"checksum\"", StringComparison.Ordinal)].Replace(from, to);
        string sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        return Encoding.UTF8.GetBytes($"{body}  \"checksum\": \"sha256:{sum}\"\n}}\n");
    }
}
