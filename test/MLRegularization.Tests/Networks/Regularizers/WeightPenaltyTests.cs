using MLRegularization.Networks;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Networks.Schedules;
using MLRegularization.Networks.Training;

namespace MLRegularization.Tests.Networks.Regularizers;

/// <summary>What all penalties and constraints share: gradients, exemptions, words and refusals.</summary>
[TestClass]
public sealed unsafe class WeightPenaltyTests
{
    public static IEnumerable<object[]> Smooth => [[new L2(0.3)], [new L2(0.3) { IncludeBiases = true }], [new NormPenalty(0.3)], [new NormPenalty(0.3) { IncludeBiases = true }], [new ElasticNetPenalty(0.3, 0)]];

    [TestMethod]
    [DynamicData(nameof(Smooth))]
    public void Before_SmoothPenalty_GradientIsThatOfTheValue(WeightPenalty penalty)
    {
        using UpdateBench bench = new(new Sgd(), []);
        SmoothObjective objective = new(bench.Parameters, [penalty], () =>
        {
            bench.Parameters.Gradients.All.Clear();
            return 0;
        });
        double[] point = objective.Point(), gradient = new double[point.Length], ignored = new double[point.Length];
        objective.At(point, gradient);
        double error = 0, size = 0;
        for (int i = 0; i < point.Length; i++)
        {
            // A step that floats hold exactly; the third derivative of a norm leaves h².
            double kept = point[i], h = Math.Pow(2, -11);
            point[i] = (float)(kept + h);
            double up = point[i], above = objective.At(point, ignored);
            point[i] = (float)(kept - h);
            double difference = (above - objective.At(point, ignored)) / (up - point[i]);
            point[i] = kept;
            error += Math.Pow(difference - gradient[i], 2);
            size += difference * difference;
        }
        Assert.IsGreaterThan(0, size);
        Assert.IsLessThanOrEqualTo(1e-6, Math.Sqrt(error / size));
    }

    [TestMethod]
    public void Begin_NormOfZeroMatrix_HasNoGradient()
    {
        using UpdateBench bench = new(new Sgd(), [new NormPenalty(1)]);
        bench.Values.Clear();
        bench.Run(1, _ => 0.1, (_, _, _) => 0);
        Assert.IsTrue(bench.IsZero);
    }

    [TestMethod]
    public void Run_NormPenalty_TakesTheNormOfTheWholeMatrixBeforeTheStep()
    {
        using UpdateBench bench = new(new Sgd(), [new NormPenalty(0.5)]);
        bench.Run(1, _ => 0.1, (_, _, _) => 0);
        int[] places = [.. UpdateBench.Places(bench.Tensor("hidden1.weight"))];
        double norm = Math.Sqrt(places.Sum(p => (double)bench.First[p] * bench.First[p]));
        foreach (int p in places) Assert.AreEqual(bench.First[p] * (1 - (0.1 * 0.5 / norm)), bench.Values[p], 1e-7);
    }

    [TestMethod]
    public void Run_EveryWeightRegularizer_SparesBiasesAndPaddingAndOtherLayers()
    {
        foreach (WeightRegularizer member in Members)
        {
            using UpdateBench plain = new(new Adam(), []), bench = new(new Adam(), [member with { Layers = [1] }]);
            plain.Run(5, 0.05);
            bench.Run(5, 0.05);
            foreach (ParameterTensor tensor in bench.Parameters.Tensors)
                Assert.AreNotEqual(tensor.Name == "hidden1.weight", plain.Parameters.Read(tensor).SequenceEqual(bench.Parameters.Read(tensor)), $"{member}: {tensor.Name}");
            bench.CheckPadding();
        }
    }

    [TestMethod]
    public void Describe_EveryMember_PlainWordsWithNumbersAndLayers()
    {
        foreach (Regularizer member in (Regularizer[])[.. Members, new Ema(), new Swa()])
        {
            Assert.IsNotEmpty(member.Describe());
            Assert.IsNull(member.Problem());
            if (member is LayerRegularizer layer) Assert.Contains("of layers 1, 2", (layer with { Layers = [1, 2] }).Describe());
        }
        Assert.AreEqual("an L1 penalty of 0.1 on the weights and biases of layer 1, by proximal steps that make weights exactly 0", (new L1(0.1) { Layers = [1], IncludeBiases = true }).Describe());
        Assert.AreEqual("decoupled decay of 0.02 on the weights, constant for half of training, then falling to 0 along half a cosine", new WeightDecay(0.02, new FlatCos()).Describe());
    }

    [TestMethod]
    public void Check_BadNumbers_OneSentenceWithTheNumber()
    {
        (Regularizer Member, string Number)[] wrong =
        [
            (new L1(-1), "-1"), (new L1(double.NaN), "NaN"), (new L2(double.PositiveInfinity), "Infinity"), (new ElasticNetPenalty(-2), "-2"), (new ElasticNetPenalty(1, 1.5), "1.5"), (new WeightDecay(-0.1), "-0.1"),
            (new WeightDecay(0.1, new Step(4)), "4"), (new GroupLasso(-3), "-3"), (new GroupLasso(1, (WeightGroups)9), "9"), (new GroupLasso(1) { IncludeBiases = true }, "biases"), (new NormPenalty(-5), "-5"),
            (new MaxNorm(0), "0"), (new L1Ball(-1), "-1"), (new L2Ball(double.NaN), "NaN"), (new Ema(1), "1"), (new Swa(1), "1"),
        ];
        foreach ((Regularizer member, string number) in wrong)
        {
            RegularizationSpec spec = [member];
            string message = Assert.ThrowsExactly<ArgumentException>(() => spec.Check(2)).Message;
            Assert.Contains(number, message);
            Assert.EndsWith(".", message);
        }
        RegularizationSpec averages = [new Ema(), new Swa()];
        Assert.AreEqual("Ema and Swa exclude each other; leave one of the two out.", Assert.ThrowsExactly<ArgumentException>(() => averages.Check(2)).Message);
    }

    [TestMethod]
    public void Run_StrengthOfZero_ChangesNoBit()
    {
        using UpdateBench plain = new(new Adam(), []), bench = new(new Adam(), [new L1(0), new L2(0), new ElasticNetPenalty(0), new WeightDecay(0), new GroupLasso(0), new NormPenalty(0)]);
        plain.Run(5, 0.05);
        bench.Run(5, 0.05);
        Assert.IsTrue(plain.Values.SequenceEqual(bench.Values));
        Assert.IsFalse(bench.Update.HasTensorRules);
    }

    private static WeightRegularizer[] Members =>
    [
        new L1(0.1), new L2(0.1), new ElasticNetPenalty(0.1), new WeightDecay(0.1), new GroupLasso(0.1), new GroupLasso(0.1, WeightGroups.Units), new NormPenalty(0.1),
        new MaxNorm(0.5), new L1Ball(5), new L2Ball(1), new NonNegative(),
    ];
}
