using Microsoft.ML.Data;

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
        => AssertScoresTheSame(Features().Append(Ml.Regression.Trainers.ElasticNet("Label", "Inputs")));

    [TestMethod]
    public void Lasso_WithZeroCoefficients_ScoresTheSameInAnotherProcess()
        => AssertScoresTheSame(Features().Append(Ml.Regression.Trainers.Lasso("Label", "Inputs", lambda: 0.5)));

    /// <summary>What precedes trainers in real chains: a category among numbers.</summary>
    private static EstimatorChain<ColumnConcatenatingTransformer> Features() => Ml.Transforms.Categorical.OneHotEncoding("Groups", "Group")
        .Append(Ml.Transforms.Concatenate("Inputs", "Features", "Groups"));

    private static void AssertScoresTheSame(IEstimator<ITransformer> pipeline)
    {
        IDataView data = Tables.View(Ml), unseen = Tables.View(Ml, 50, seed: 2);
        ITransformer model = pipeline.Fit(data);
        using StockProcess stock = new(Ml, model, unseen);
        Scores.AssertSame(model.Transform(unseen), stock.Scored, Tolerance);
    }
}
