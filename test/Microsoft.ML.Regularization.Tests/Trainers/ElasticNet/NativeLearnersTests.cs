using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MLRegularization.Paths;

namespace Microsoft.ML.Regularization.Tests.Trainers.ElasticNet;

/// <summary>
/// The same objective, the same coefficients: ML.NET's own learners, their strengths translated as docs/objective.md says. They stop at tolerances
/// of their own and count in single precision, so coefficients agree to 5e-4.
/// </summary>
[TestClass]
public sealed class NativeLearnersTests
{
    private const double Delta = 5e-4;
    private const int Rows = 300;

    private static readonly LinearTask Regression = LinearTask.All.ElementAt(0), Count = LinearTask.All.ElementAt(1), Binary = LinearTask.All.ElementAt(2), Multiclass = LinearTask.All.ElementAt(3);

    [TestMethod]
    [DataRow(0f, 3f)]
    [DataRow(6f, 0f)]
    [DataRow(6f, 3f)]
    public void LbfgsLogisticRegression_HasOurCoefficients(float l1, float l2)
    {
        MLContext ml = new(seed: 1);
        IDataView data = Views.Of(ml, Rows);
        object theirs = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Lbfgs(new LbfgsLogisticRegressionBinaryTrainer.Options { LabelColumnName = "IsLarge" }, l1, l2)).Fit(data).Model;
        TrainerTests.AssertEqual(Binary, Ours(ml, Binary, data, Strength.FromMLNetLbfgs(l1, l2, Rows)), theirs, Delta);
    }

    [TestMethod]
    [DataRow(0f, 3f)]
    [DataRow(6f, 3f)]
    public void LbfgsMaximumEntropy_HasOurCoefficients(float l1, float l2)
    {
        MLContext ml = new(seed: 1);
        IDataView data = Views.Of(ml, Rows);
        object theirs = ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(Lbfgs(new LbfgsMaximumEntropyMulticlassTrainer.Options { LabelColumnName = "Class" }, l1, l2)).Fit(data).Model;
        (float[][] weights, float[] intercepts) = Multiclass.Coefficients(theirs);
        // The loss knows differences of intercepts only; ours have sum 0.
        float mean = intercepts.Average();
        (float[][] own, float[] ownIntercepts) = Multiclass.Coefficients(Ours(ml, Multiclass, data, Strength.FromMLNetLbfgs(l1, l2, Rows)));
        for (int k = 0; k < 3; k++)
        {
            for (int j = 0; j < 6; j++) Assert.AreEqual(own[k][j], weights[k][j], Delta);
            Assert.AreEqual(ownIntercepts[k], intercepts[k] - mean, Delta);
        }
    }

    [TestMethod]
    [DataRow(0f, 3f)]
    [DataRow(6f, 0f)]
    [DataRow(6f, 3f)]
    public void LbfgsPoissonRegression_HasOurCoefficients(float l1, float l2)
    {
        MLContext ml = new(seed: 1);
        IDataView data = Views.Of(ml, Rows);
        object theirs = ml.Regression.Trainers.LbfgsPoissonRegression(Lbfgs(new LbfgsPoissonRegressionTrainer.Options { LabelColumnName = "Count" }, l1, l2)).Fit(data).Model;
        TrainerTests.AssertEqual(Count, Ours(ml, Count, data, Strength.FromMLNetLbfgs(l1, l2, Rows)), theirs, Delta);
    }

    [TestMethod]
    public void Sdca_HasOurCoefficients()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Views.Of(ml, Rows);
        object theirs = ml.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options { L2Regularization = 0.1f, L1Regularization = 0, ConvergenceTolerance = 1e-7f, MaximumNumberOfIterations = 2000, NumberOfThreads = 1 }).Fit(data).Model;
        TrainerTests.AssertEqual(Regression, Ours(ml, Regression, data, Strength.FromMLNetSdcaRegression(0, 0.1)), theirs, Delta);
    }

    [TestMethod]
    public void SdcaLogisticRegression_HasOurCoefficients()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Views.Of(ml, Rows);
        // With its default of 0 the intercept is penalised too.
        object theirs = ml.BinaryClassification.Trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options
        {
            LabelColumnName = "IsLarge", L2Regularization = 0.1f, L1Regularization = 0, BiasLearningRate = 1, ConvergenceTolerance = 1e-7f, MaximumNumberOfIterations = 2000, NumberOfThreads = 1,
        }).Fit(data).Model;
        TrainerTests.AssertEqual(Binary, Ours(ml, Binary, data, Strength.FromMLNetSdcaLogistic(0, 0.1)), theirs, Delta);
    }

    [TestMethod]
    public void Ols_HasOurCoefficients()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Views.Of(ml, Rows);
        object theirs;
        try
        {
            theirs = ml.Regression.Trainers.Ols(new OlsTrainer.Options { L2Regularization = 0.5f }).Fit(data).Model;
        }
        catch (Exception fault) when (fault is DllNotFoundException or TypeInitializationException or EntryPointNotFoundException)
        {
            Assert.Inconclusive($"The native part of ML.NET's Ols (MklImports of Microsoft.ML.Mkl.Redist) does not load here: {fault.Message}");
            throw;
        }
        (float[][] weights, float[] intercepts) = Regression.Coefficients(Ours(ml, Regression, data, Strength.FromMLNetOls(0.5)));
        OlsModelParameters ols = (OlsModelParameters)theirs;
        for (int j = 0; j < 6; j++) Assert.AreEqual(weights[0][j], ols.Weights[j], Delta);
        Assert.AreEqual(intercepts[0], ols.Bias, Delta);
    }

    private static object Ours(MLContext ml, LinearTask task, IDataView data, Strength strength)
        => task.Fit(ml, data, o => (o.Lambda, o.Alpha, o.Standardize, o.Tolerance) = (strength.Lambda, strength.Alpha, false, 1e-12)).Model;

    private static TOptions Lbfgs<TOptions, TTransformer, TModel>(LbfgsTrainerBase<TOptions, TTransformer, TModel>.OptionsBase options, float l1, float l2)
        where TOptions : LbfgsTrainerBase<TOptions, TTransformer, TModel>.OptionsBase, new()
        where TTransformer : ISingleFeaturePredictionTransformer<TModel>
        where TModel : class
    {
        (options.L1Regularization, options.L2Regularization, options.OptimizationTolerance, options.NumberOfThreads) = (l1, l2, 1e-9f, 1);
        return (TOptions)options;
    }
}
