using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Regularizers;

namespace Microsoft.ML.Regularization.Tests.Pipelines;

/// <summary>No lock-in: a process that has never seen an assembly of ours loads every saved model and scores as we do.</summary>
[TestClass]
public class StockScoringTests
{
    /// <summary>Single arithmetic in another order, on scores of some tens.</summary>
    private const double Tolerance = 1e-5;

    private static readonly MLContext Ml = new(seed: 1);

    [TestMethod]
    public void Regression_SavedInAPipeline_ScoresTheSameInAnotherProcess()
    {
        using StockProcess stock = AssertScoresTheSame(Features().Append(Ml.Regression.Trainers.ElasticNet("Label", "Inputs")));
    }

    [TestMethod]
    public void Lasso_WithZeroCoefficients_ScoresTheSameInAnotherProcess()
    {
        using StockProcess stock = AssertScoresTheSame(Features().Append(Ml.Regression.Trainers.Lasso("Label", "Inputs", lambda: 0.5)));
    }

    [TestMethod]
    public void Poisson_SavedInAPipeline_ScoresTheSameInAnotherProcess()
    {
        using StockProcess stock = AssertScoresTheSame(Features().Append(Ml.Regression.Trainers.RegularizedPoisson("Count", "Inputs")));
    }

    [TestMethod]
    public void Logistic_SavedInAPipeline_ScoresTheSameInAnotherProcess()
    {
        using StockProcess stock = AssertScoresTheSame(Features().Append(Ml.BinaryClassification.Trainers.ElasticNetLogisticRegression("IsLarge", "Inputs")), "Score", "Probability", "PredictedLabel");
    }

    [TestMethod]
    public void MaximumEntropy_OfTextLabels_ScoresAndNamesTheSameInAnotherProcess()
    {
        using StockProcess stock = AssertScoresTheSame(
            Ml.Transforms.Conversion.MapValueToKey("Key", "Kind").Append(Features()).Append(Ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy("Key", "Inputs")),
            "Score", "PredictedLabel");
        AssertNamesKinds(stock);
    }

    [TestMethod]
    public void MaximumEntropy_WithKeysMappedBack_PredictsTheSameTextsInAnotherProcess()
    {
        IEstimator<ITransformer> pipeline = Ml.Transforms.Conversion.MapValueToKey("Key", "Kind")
            .Append(Ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy("Key"))
            .Append(Ml.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel"));
        using StockProcess stock = AssertScoresTheSame(pipeline, "Score", "PredictedLabel");
        string[] answers = [.. stock.Scored.GetColumn<string>("Answer")];
        double right = answers.Zip(Tables.Rows(50, seed: 2)).Count(p => p.First == p.Second.Kind) / 50.0;
        Assert.IsGreaterThan(0.7, right);
    }

    [TestMethod]
    public void MlpRegression_SavedInAPipeline_ScoresTheSameInAnotherProcess()
    {
        using StockProcess stock = AssertScoresTheSame(Features().Append(Ml.Regression.Trainers.RegularizedMlp(Network("Label"))));
    }

    [TestMethod]
    public void MlpOfTwoClasses_SavedInAPipeline_ScoresTheSameInAnotherProcess()
    {
        using StockProcess stock = AssertScoresTheSame(Features().Append(Ml.BinaryClassification.Trainers.RegularizedMlp(Network("IsLarge"))), "Score", "Probability", "PredictedLabel");
    }

    [TestMethod]
    public void MlpOfTextLabels_SavedInAPipeline_ScoresAndNamesTheSameInAnotherProcess()
    {
        using StockProcess stock = AssertScoresTheSame(
            Ml.Transforms.Conversion.MapValueToKey("Key", "Kind").Append(Features()).Append(Ml.MulticlassClassification.Trainers.RegularizedMlp(Network("Key"))),
            "Score", "PredictedLabel");
        AssertNamesKinds(stock);
        string[] left = [.. stock.Scored.Schema.Select(c => c.Name).Except(Tables.View(Ml).Schema.Select(c => c.Name))];
        CollectionAssert.AreEquivalent(new[] { "Key", "Groups", "Inputs", "Score", "PredictedLabel" }, left);
    }

    [TestMethod]
    public void MlpOfTheDefaultPreset_WithoutAChain_ScoresTheSameInAnotherProcess()
    {
        IEstimator<ITransformer> pipeline = Ml.Transforms.Conversion.MapValueToKey("Key", "Kind")
            .Append(Ml.MulticlassClassification.Trainers.RegularizedMlp("Key", numberOfEpochs: 3));
        using StockProcess stock = AssertScoresTheSame(pipeline, "Score", "PredictedLabel");
    }

    // A network that is quick to fit, with all that a fitted network keeps: scaling, smooth clip, norms, two kinds of layers.
    private static RegularizedMlpOptions Network(string label) => new()
    {
        LabelColumnName = label,
        FeatureColumnName = "Inputs",
        Network = NetworkSpec.Of(Activation.Mish, 16, 8),
        Regularization = [new BatchNorm(), new Dropout(0.1)],
        NumberOfEpochs = 15,
        BatchSize = 32,
        LearningRate = 0.02,
    };

    private static void AssertNamesKinds(StockProcess stock)
    {
        string[] kinds = [.. Tables.Rows(300).Select(r => r.Kind).Distinct()];
        CollectionAssert.AreEqual(kinds, Scores.Texts(stock.Scored.Schema["Score"], "SlotNames"));
        CollectionAssert.AreEqual(kinds, Scores.Texts(stock.Scored.Schema["PredictedLabel"], "KeyValues"));
    }

    /// <summary>What precedes trainers in real chains: a category among numbers.</summary>
    private static EstimatorChain<ColumnConcatenatingTransformer> Features() => Ml.Transforms.Categorical.OneHotEncoding("Groups", "Group")
        .Append(Ml.Transforms.Concatenate("Inputs", "Features", "Groups"));

    // The columns are those that must be there: Score alone unless others are named.
    private static StockProcess AssertScoresTheSame(IEstimator<ITransformer> pipeline, params string[] columns)
    {
        IDataView data = Tables.View(Ml), unseen = Tables.View(Ml, 50, seed: 2);
        ITransformer model = pipeline.Fit(data);
        IDataView scored = model.Transform(unseen);
        StockProcess stock = new(Ml, model, unseen);
        Scores.AssertSame(scored, stock.Scored, columns.Length == 0 ? ["Score"] : columns, Tolerance);
        return stock;
    }
}
