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
        }, m.NonZeros))];
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
    public void Of_OneModel_AsksForOthers() => Assert.Contains("compare it with others", Of(("lasso", CandidateKind.Regularized, 1, 2, 0.1, 3)));
}
