using MLRegularization.Comparisons;
using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Tests.Comparisons;

/// <summary>Nested cross-validation that keeps its folds apart.</summary>
[TestClass]
public sealed class ComparisonTests
{
    // Everything by hand: rows copied, label in units of its deviation, a path per inner fold, the best λ, the error outside.
    [TestMethod]
    [DataRow(1.0)]
    [DataRow(0.5)]
    public void Run_OneAlpha_EqualsPlainNestedLoops(double alpha)
    {
        (double[,] x, double[] y) = Compared.Table(48, 6, 1, 3);
        ComparisonOptions options = new() { FoldCount = 4, InnerFoldCount = 3, Seed = 5 };
        ICandidate candidate = LinearCandidates.ElasticNet(alphas: [alpha]);
        ComparedModel model = Compared.Run(TrainingSet.FromRows(x, y), [candidate], options).Models[0];

        Folds outer = Folds.Random(48, 4, 5);
        for (int fold = 0; fold < 4; fold++)
        {
            int[] train = outer.TrainingRows(fold), test = outer.HeldOutRows(fold);
            double mean = train.Average(i => y[i]), unit = Math.Sqrt(train.Average(i => Math.Pow(y[i] - mean, 2)));
            double[,] z = Rows(x, train);
            double[] t = [.. train.Select(i => y[i] / unit)];
            RegularizationPath path = PathSolver.Fit(TrainingSet.FromRows(z, t), new PathOptions { Alpha = alpha });
            double[] grid = [.. path.Points.Select(p => p.Lambda)], errors = new double[grid.Length];
            Folds inner = Folds.Random(train.Length, 3, 5 + 1 + (ulong)fold);
            for (int part = 0; part < 3; part++)
            {
                int[] rows = inner.TrainingRows(part);
                RegularizationPath fitted = PathSolver.Fit(TrainingSet.FromRows(Rows(z, rows), [.. rows.Select(i => t[i])]), new PathOptions { Alpha = alpha, Lambdas = grid });
                for (int k = 0; k < grid.Length; k++)
                    errors[k] += inner.HeldOutRows(part).Sum(i => Math.Pow(t[i] - Predict(fitted.Points[k], z, i), 2)) / train.Length;
            }
            PathPoint chosen = path.Points[Array.IndexOf(errors, errors.Min())];
            double Error(int[] rows) => Math.Sqrt(rows.Average(i => Math.Pow(y[i] - (unit * Predict(chosen, x, i)), 2)));
            Assert.AreEqual(Error(test), model.Test[0][fold], 1e-6 * Error(test));
            Assert.AreEqual(Error(train), model.Training[0][fold], 1e-6 * Error(train));
            Assert.AreEqual(chosen.NonZeros, model.NonZeros[fold]);
            // What is told of the choice gives the same model on the label as it is.
            double toldAlpha = model.Chosen[fold].First(c => c.Name == "alpha").Value, toldLambda = model.Chosen[fold].First(c => c.Name == "lambda").Value;
            PathPoint again = PathSolver.Fit(TrainingSet.FromRows(z, [.. train.Select(i => y[i])]), new PathOptions { Alpha = toldAlpha, Lambdas = [toldLambda] }).Points[0];
            for (int j = 0; j < 6; j++) Assert.AreEqual(unit * chosen[j], again[j], 1e-6);
        }
    }

    [TestMethod]
    public void Of_ModelsFittedElsewhere_ChoosesTheSmallestAmongEqualsAndTakesOneWithoutCoefficientsForTheLargest()
    {
        Folds folds = Folds.Random(40, 4, 1);
        ComparedModel Model(string name, double[] test, params int[] nonZeros) => new(name, 4, [test], [[1, 1, 1, 1]]) { NonZeros = nonZeros };
        Comparison comparison = Comparison.Of([Model("tree", [1, 2, 3, 3.9]), Model("large", [1, 2, 3, 4], 9, 9, 9, 9), Model("small", [1.1, 1.9, 3.1, 3.85], 2, 2, 2, 2)], [new ComparisonMetric("error", false)], [folds]);
        Assert.AreEqual((0, 2), (comparison.Best, comparison.Recommended));
        Assert.AreEqual(1.0 / 3, comparison.TestShare, 1e-12);
        Assert.IsTrue(double.IsNaN(comparison.Models[0].MeanNonZeros));
        Assert.AreEqual(0, Comparison.Of([Model("tree", [1, 2, 3, 4])], comparison.Metrics, [folds]).Recommended);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Comparison.Of([Model("short", [1, 2, 3])], comparison.Metrics, [folds])).Message, "'short' are not those of 1 metrics on 4 folds");
    }

    [TestMethod]
    public void Run_LabelHeldOutChangedBeyondMeasure_LeavesThatFoldsModelsAlone()
    {
        (double[,] x, double[] y) = Compared.Table(40, 5, 2);
        ComparisonOptions options = new() { FoldCount = 4 };
        int changed = Folds.Random(40, 4, 1).HeldOutRows(2)[0];
        double[] other = [.. y];
        other[changed] += 1e6;
        Comparison first = Compared.Run(TrainingSet.FromRows(x, y), Compared.Linear(), options), second = Compared.Run(TrainingSet.FromRows(x, other), Compared.Linear(), options);
        for (int m = 0; m < 5; m++)
        {
            Assert.AreEqual(first.Models[m].Training[0][2], second.Models[m].Training[0][2], first.Models[m].Name);
            CollectionAssert.AreEqual(first.Models[m].Chosen[2].ToArray(), second.Models[m].Chosen[2].ToArray());
            Assert.AreNotEqual(first.Models[m].Test[0][2], second.Models[m].Test[0][2]);
            Assert.AreNotEqual(first.Models[m].Training[0][1], second.Models[m].Training[0][1]);
        }
    }

    [TestMethod]
    public void Run_ShuffledLabel_NoModelBeatsTheNullModelBeyondNoise()
    {
        (double[,] x, double[] y) = Compared.Table(60, 20, 3);
        new Random(4).Shuffle(y);
        Comparison comparison = Compared.Run(TrainingSet.FromRows(x, y), Compared.Linear(), new ComparisonOptions { FoldCount = 5 });
        for (int m = 1; m < 5; m++) Assert.IsTrue(comparison.Difference(m, 0) is var d && (d.IsNoise || d.Mean > 0), comparison.Models[m].Name);
        Assert.AreEqual(0, comparison.Recommended);
        Assert.Contains("Take the null model", string.Join(' ', Verdict.Of(comparison)));
    }

    [TestMethod]
    public void Run_AnyNumberOfThreads_SameBits()
    {
        (double[,] x, double[] y) = Compared.Table(50, 8, 5);
        double[] classes = [.. y.Select(v => v > 5 ? 1.0 : 0)];
        foreach (bool logistic in (bool[])[false, true])
        {
            ComparisonOptions With(int threads) => new() { FoldCount = 3, Repeats = 2, Threads = threads, Plan = logistic ? FoldPlan.Stratified([.. classes.Select(c => (int)c)]) : FoldPlan.Random };
            PathOptions path = new() { Loss = logistic ? LossKind.Logistic : LossKind.Squared, LambdaCount = 20 };
            Comparison Run(int threads) => Compared.Run(TrainingSet.FromRows(x, logistic ? classes : y), Compared.Linear(path), With(threads), logistic);
            Comparison one = Run(1), four = Run(4);
            for (int m = 0; m < 5; m++) CollectionAssert.AreEqual(one.Models[m].Test[0].ToArray(), four.Models[m].Test[0].ToArray());
        }
    }

    [TestMethod]
    public void Run_LabelInAnotherUnit_SameModels()
    {
        (double[,] x, double[] y) = Compared.Table(50, 8, 6, 4);
        Comparison plain = Compared.Run(TrainingSet.FromRows(x, y), Compared.Linear(), new ComparisonOptions { FoldCount = 3 });
        Comparison scaled = Compared.Run(TrainingSet.FromRows(x, [.. y.Select(v => 1e6 * v)]), Compared.Linear(), new ComparisonOptions { FoldCount = 3 });
        for (int m = 0; m < 5; m++) Assert.AreEqual(1, scaled.Models[m].TestMean() / plain.Models[m].TestMean() / 1e6, 1e-5, plain.Models[m].Name);
    }

    [TestMethod]
    public void Run_Preparation_IsTaughtByTrainingRowsAloneInsideAndOutside()
    {
        (double[,] x, double[] y) = Compared.Table(24, 3, 7);
        List<int[]> taught = [];
        ComparisonOptions options = new()
        {
            FoldCount = 3,
            InnerFoldCount = 2,
            Threads = 1,
            FeaturesFor = rows =>
            {
                lock (taught) taught.Add([.. rows]);
                return DenseColumns.FromRows(x);
            },
        };
        Compared.Run(TrainingSet.FromRows(x, y), [LinearCandidates.Lasso()], options);
        Folds outer = Folds.Random(24, 3, 1);
        for (int fold = 0; fold < 3; fold++)
        {
            int[] train = outer.TrainingRows(fold);
            Folds inner = Folds.Random(16, 2, 2 + (ulong)fold);
            Assert.IsTrue(taught.Any(rows => rows.SequenceEqual(train)));
            for (int part = 0; part < 2; part++) Assert.IsTrue(taught.Any(rows => rows.SequenceEqual(inner.TrainingRows(part).Select(k => train[k]))));
        }
        Assert.IsFalse(taught.Any(rows => rows.Length > 16));
    }

    [TestMethod]
    public void Run_FoldThatCannotBeFitted_SaysWhich()
    {
        (double[,] x, _) = Compared.Table(12, 2, 8);
        double[] y = new double[12];
        y[3] = 1;
        ArgumentException e = Assert.ThrowsExactly<ArgumentException>(() => Compared.Run(TrainingSet.FromRows(x, y), Compared.Linear(), new ComparisonOptions { FoldCount = 3 }));
        StringAssert.StartsWith(e.Message, "Fold ");
        Assert.Contains("of the comparison cannot be fitted: the label is constant (0)", e.Message);
        using CancellationTokenSource stopped = new();
        stopped.Cancel();
        Assert.ThrowsExactly<OperationCanceledException>(() => Comparison.Run(TrainingSet.FromRows(x, y), Compared.Linear(), [new("e", false)], (_, _) => [0], cancellation: stopped.Token));
    }

    private static double[,] Rows(double[,] x, int[] rows)
    {
        double[,] some = new double[rows.Length, x.GetLength(1)];
        for (int i = 0; i < rows.Length; i++)
            for (int j = 0; j < some.GetLength(1); j++) some[i, j] = x[rows[i], j];
        return some;
    }

    private static double Predict(PathPoint point, double[,] x, int row) => point.Intercept + Enumerable.Range(0, x.GetLength(1)).Sum(j => point[j] * x[row, j]);
}
