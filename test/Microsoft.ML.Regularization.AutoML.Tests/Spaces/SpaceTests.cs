using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Networks;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Tuning;

namespace Microsoft.ML.Regularization.AutoML.Tests.Spaces;

/// <summary>What the spaces hold, none above all.</summary>
[TestClass]
public sealed class SpaceTests
{
    [TestMethod]
    public void ElasticNet_AtTheEndOfItsRange_HasNoPenalty()
    {
        MLContext ml = new(seed: 1);
        SweptTrainer trainer = SweptTrainer.All.First();
        SweepableEstimator swept = trainer.Sweepable(ml);
        foreach (double none in (double[])[0.0, 0.08])
        {
            Parameter parameter = swept.SearchSpace.SampleFromFeatureSpace([0.99, none]);
            ElasticNetFitDetails details = Details(swept.BuildFromOption(ml, parameter).Fit(trainer.Data(ml)));
            Assert.AreEqual((0.0, 6, 1.0), (details.Lambda, details.Point.NonZeros, details.Alpha));
        }
        ElasticNetFitDetails full = Details(swept.BuildFromOption(ml, swept.SearchSpace.SampleFromFeatureSpace([0.99, 1])).Fit(trainer.Data(ml)));
        Assert.AreEqual(full.Path.LambdaMax, full.Lambda, 1e-12);
        Assert.AreEqual(0, full.Point.NonZeros);
    }

    [TestMethod]
    public void ElasticNet_Alpha_HasTheSixMixtures()
    {
        SearchSpace<ElasticNetSweepOptions> space = new();
        double[] alphas = [.. Enumerable.Range(0, 60).Select(k => space.SampleFromFeatureSpace([k / 60.0, 0.5]).Alpha).Distinct()];
        CollectionAssert.AreEqual(new[] { 0, 0.1, 0.5, 0.9, 0.95, 1 }, alphas);
        double[] ratios = [.. Enumerable.Range(0, 50).Select(k => space.SampleFromFeatureSpace([0, k / 49.0]).Ratio)];
        Assert.AreEqual(0, ratios[0]);
        Assert.AreEqual(1, ratios[^1], 1e-9);
        Assert.IsTrue(ratios.All(r => r == 0 || r >= 1e-4));
    }

    [TestMethod]
    [DataRow(NetworkTask.Regression)]
    [DataRow(NetworkTask.Binary)]
    [DataRow(NetworkTask.Multiclass)]
    public void Mlp_WithAllAtNone_HasNoRegulariser(NetworkTask task)
    {
        MlpSweepOptions none = new() { Dropout = 0, WeightDecay = 2e-4, LabelSmoothing = 0 };
        SearchPoint point = Cocktail.PointOf(none, task, 0.05);
        RegularizedMlpOptions options = Cocktail.OptionsOf(point, new RegularizedMlpOptions(), task);
        Assert.IsEmpty(options.Regularization!.Where(m => m is not (InputScaling or EarlyStopping)), string.Join(", ", options.Regularization!));
        Assert.AreEqual(0.05, options.LearningRate);
    }

    [TestMethod]
    public void Mlp_Knobs_EachAddTheirRegulariser()
    {
        (Action<MlpSweepOptions> Set, Type Member)[] knobs =
        [
            (o => o.InputDropout = 0.2, typeof(InputDropout)), (o => o.L1 = 1e-4, typeof(L1)), (o => o.L2 = 1e-4, typeof(L2)), (o => o.InputGroups = 1e-4, typeof(GroupLasso)),
            (o => o.Norm = "batch norm", typeof(BatchNorm)), (o => o.Norm = "layer norm", typeof(LayerNorm)), (o => o.Skip = true, typeof(SkipConnections)),
            (o => (o.Skip, o.StochasticDepth) = (true, 0.3), typeof(StochasticDepth)), (o => o.Mixup = 0.3, typeof(Mixup)), (o => o.CutMix = 0.5, typeof(CutMix)), (o => o.CutOut = 0.3, typeof(CutOut)),
            (o => o.AdversarialStep = 0.01, typeof(AdversarialRows)), (o => o.LabelSmoothing = 0.05, typeof(LabelSmoothing)), (o => o.InputNoise = 0.1, typeof(GaussianInputNoise)),
            (o => o.WeightNoise = 0.01, typeof(WeightNoise)), (o => o.MaxNorm = 2, typeof(MaxNorm)), (o => o.Average = "EMA", typeof(Ema)), (o => o.Average = "SWA", typeof(Swa)),
        ];
        foreach ((Action<MlpSweepOptions> set, Type member) in knobs)
        {
            MlpSweepOptions sweep = new();
            set(sweep);
            RegularizedMlpOptions options = Cocktail.OptionsOf(Cocktail.PointOf(sweep, NetworkTask.Binary, 0.05), new RegularizedMlpOptions(), NetworkTask.Binary);
            Assert.IsTrue(options.Regularization!.Any(m => m.GetType() == member), $"{member.Name} is not in {string.Join(", ", options.Regularization!)}.");
        }
        MlpSweepOptions ahead = new() { Lookahead = true };
        Assert.IsInstanceOfType<Lookahead>(Cocktail.OptionsOf(Cocktail.PointOf(ahead, NetworkTask.Binary, 0.05), new RegularizedMlpOptions(), NetworkTask.Binary).Optimizer);
    }

    [TestMethod]
    public void Mlp_Spaces_HaveTheKnobsOfTheEngine()
    {
        foreach (NetworkTask task in (NetworkTask[])[NetworkTask.Regression, NetworkTask.Binary, NetworkTask.Multiclass])
        {
            MlpSweepOptions all = new() { Skip = true, AdversarialStep = 0.01 };
            CollectionAssert.AreEqual(NetworkSpace.Cocktail(task).Dimensions.Select(d => d.Name).ToArray(), Cocktail.PointOf(all, task, 0.05).Select(v => v.Name).ToArray());
        }
    }

    private static ElasticNetFitDetails Details(ITransformer model) => ((ISingleFeaturePredictionTransformer<Trainers.LinearRegressionModelParameters>)model).FitDetails();
}
