using MLRegularization.Comparisons;
using MLRegularization.Matrices;

namespace MLRegularization.Tests.Comparisons;

/// <summary>Verdicts on models whose errors are known beforehand.</summary>
[TestClass]
public sealed class VerdictTests
{
    private static readonly int Rows = 100;

    // Each model is off by one amount on its own rows and by another on others, with a ripple between rows.
    private static string Of(params (string Name, CandidateKind Kind, double Own, double Others, double Ripple, int NonZeros)[] models)
    {
        TrainingSet data = new(DenseColumns.FromColumns<double>([[.. Enumerable.Range(0, Rows).Select(i => (double)i)]]), new double[Rows]);
        ICandidate[] candidates = [.. models.Select(m => new Compared.Told(m.Name, m.Kind, task =>
        {
            double[] predictions = [.. Enumerable.Range(0, Rows).Select(i => m.Others * (1 + (m.Ripple * Math.Sin((7 * i) + m.Name[0]))))];
            double[] first = new double[task.Training.Rows];
            task.Training.Features.CopyCentered(0, 0, 0, first);
            foreach (double row in first) predictions[(int)row] = m.Own;
            return predictions;
        }, m.NonZeros, m.Name.Contains("MLP", StringComparison.Ordinal) ? CandidateFamily.Network : CandidateFamily.Linear))];
        return string.Join(' ', Verdict.Of(Compared.Run(data, candidates)));
    }

    [TestMethod]
    public void Of_PenaltyThatCures_SaysOverfittingAndWhatCuresIt()
    {
        string verdict = Of(("null model", CandidateKind.Null, 10, 10, 0.05, 0), ("unpenalised", CandidateKind.Unregularized, 1, 8, 0.05, 9), ("ridge", CandidateKind.Regularized, 3, 3.2, 0.05, 9));
        Assert.Contains("Without a penalty there is overfitting: error 1 on training rows, ", verdict);
        Assert.Contains("richer model (underfitting)", verdict);
        StringAssert.EndsWith(verdict, "Take ridge, which is better than every other beyond noise.");
    }

    [TestMethod]
    public void Of_SmallerModelWithinOneError_IsTaken()
    {
        string verdict = Of(("null model", CandidateKind.Null, 10, 10, 0.05, 0), ("ridge", CandidateKind.Regularized, 4, 6.00, 0.2, 9), ("lasso", CandidateKind.Regularized, 4, 6.01, 0.2, 3));
        Assert.Contains("Take the lasso: it has 3 instead of 9 coefficients and is within one standard error of the best, ridge", verdict);
        Assert.DoesNotContain("Without a penalty", verdict);
    }

    [TestMethod]
    public void Of_NothingBetterThanNull_TakesTheNullModel()
    {
        string verdict = Of(("null model", CandidateKind.Null, 10, 10, 0.2, 0), ("unpenalised", CandidateKind.Unregularized, 1, 18, 0.1, 9), ("lasso", CandidateKind.Regularized, 9.8, 9.99, 0.2, 2));
        StringAssert.StartsWith(verdict, "No model predicts rows held out better than the null model");
        Assert.Contains("Without a penalty there is overfitting", verdict);
        Assert.Contains("Take the null model", verdict);
    }

    [TestMethod]
    public void Of_NoGap_SaysThereIsLittleToCure()
    {
        string verdict = Of(("null model", CandidateKind.Null, 10, 10, 0.05, 0), ("unpenalised", CandidateKind.Unregularized, 5, 5.1, 0.1, 4), ("lasso", CandidateKind.Regularized, 5, 5.1001, 0.1, 4));
        StringAssert.StartsWith(verdict, "There is little overfitting to cure");
    }

    [TestMethod]
    public void Of_NetworksAndLinearModels_WeighsRegularisationWithinEachFamily()
    {
        string verdict = Of(("null model", CandidateKind.Null, 10, 10, 0.05, 0), ("unpenalised", CandidateKind.Unregularized, 5, 5.1, 0.1, 4), ("lasso", CandidateKind.Regularized, 5, 5.1001, 0.1, 4),
            ("plain MLP", CandidateKind.Unregularized, 0.5, 7, 0.05, 5000), ("regularised MLP", CandidateKind.Regularized, 2.9, 3, 0.05, 5000));
        StringAssert.StartsWith(verdict, "There is little overfitting to cure: error 5 on training rows");
        Assert.Contains("In a network without regularisation there is overfitting: error 0.5 on training rows, 7.00", verdict);
        Assert.Contains(" on rows held out; the best with it is the regularised MLP (error 3.006)", verdict);
        Assert.Contains("Linear models underfit: the regularised MLP has error ", verdict);
        StringAssert.EndsWith(verdict, "Take the regularised MLP, which is better than every other beyond noise.");
    }

    [TestMethod]
    public void Of_NetworkNoBetter_TakesTheSmallLinearModelAndSaysSo()
    {
        string verdict = Of(("null model", CandidateKind.Null, 10, 10, 0.05, 0), ("ridge", CandidateKind.Regularized, 5.9, 6.01, 0.2, 9), ("plain MLP", CandidateKind.Unregularized, 5.8, 6.00, 0.2, 5000));
        Assert.Contains("A network, in which effects may bend and depend on each other, is within noise of linear models", verdict);
        Assert.Contains("Take ridge: it has 9 coefficients instead of 5000 weights and is within one standard error of the best, the plain MLP", verdict);
        Assert.DoesNotContain("richer model", verdict);
        Assert.Contains("A network does worse than linear models here", Of(("null model", CandidateKind.Null, 10, 10, 0.05, 0), ("ridge", CandidateKind.Regularized, 5.9, 6, 0.05, 9), ("plain MLP", CandidateKind.Unregularized, 1, 8, 0.05, 5000)));
    }

    [TestMethod]
    public void Of_OneModel_AsksForOthers() => Assert.Contains("compare it with others", Of(("lasso", CandidateKind.Regularized, 1, 2, 0.1, 3)));
}
