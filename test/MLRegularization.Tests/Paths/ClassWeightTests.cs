using MLRegularization.Matrices;
using MLRegularization.Models;
using MLRegularization.Paths;
using MLRegularization.Tests.Fixtures;

namespace MLRegularization.Tests.Paths;

/// <summary>Weights of classes are weights of rows.</summary>
[TestClass]
public class ClassWeightTests
{
    private static readonly double[] Given = [0.75, 3];

    private static (TrainingSet Data, PathOptions Options) Problem(int seed, bool weighted)
    {
        RandomProblem random = new(seed, 80, 6);
        double threshold = random.Y.Order().ElementAt(55);
        double[] y = [.. random.Y.Select(v => v > threshold ? 1.0 : 0)];
        return (new TrainingSet(DenseColumns.FromRows(random.X), y, weighted ? random.Numbers(80, u => u < 0.2 ? 0 : u) : null),
            new PathOptions { Loss = LossKind.Logistic, Alpha = seed % 2 == 0 ? 1 : 0.4, LambdaCount = 15, StopEarly = false });
    }

    private static PathOptions With(PathOptions options, ClassWeights weights) => new()
    {
        Loss = options.Loss, Alpha = options.Alpha, LambdaCount = options.LambdaCount, StopEarly = options.StopEarly, ClassWeights = weights,
    };

    private static double[] Numbers(RegularizationPath path)
        => [path.LambdaMax, path.NullLoss, .. path.Points.SelectMany(p => p.Values.Append(p.Intercept).Append(p.Lambda).Append(p.Certificate.Gap).Append(p.ExplainedDeviance))];

    [TestMethod]
    [DataRow(0, false), DataRow(1, false), DataRow(2, true), DataRow(3, true)]
    public void Fit_GivenWeights_SameBitsAsWeightsOfRows(int seed, bool weighted)
    {
        (TrainingSet data, PathOptions options) = Problem(seed, weighted);
        TrainingSet byHand = data.WithWeights([.. data.Target.Select((y, i) => (data.Weights?[i] ?? 1) * Given[(int)y])]);
        PathOptions classes = With(options, ClassWeights.Given(Given));
        CollectionAssert.AreEqual(Numbers(PathSolver.Fit(byHand, options)), Numbers(PathSolver.Fit(data, classes)));
        foreach (CrossValidationMeasure measure in Enum.GetValues<CrossValidationMeasure>())
        {
            // The folds, their errors and their shares in the mean are those of the weights too.
            CrossValidationOptions folds = new() { FoldCount = 4, Measure = measure };
            CrossValidationCurve expected = CrossValidation.Run(byHand, options, folds).Curves[0], ours = CrossValidation.Run(data, classes, folds).Curves[0];
            CollectionAssert.AreEqual(expected.MeanError.ToArray(), ours.MeanError.ToArray());
            CollectionAssert.AreEqual(expected.StandardError.ToArray(), ours.StandardError.ToArray());
        }
        PathPoint one = ConstrainedFit.Run(byHand, NormKind.L1, 0.5, options).Point, other = ConstrainedFit.Run(data, NormKind.L1, 0.5, classes).Point;
        CollectionAssert.AreEqual(one.Values.ToArray(), other.Values.ToArray());
    }

    [TestMethod]
    [DataRow(4, false), DataRow(5, true)]
    public void Run_Balanced_LearnsTheWeightsInEachFold(int seed, bool weighted)
    {
        (TrainingSet data, PathOptions options) = Problem(seed, weighted);
        int[] foldOf = [.. Enumerable.Range(0, data.Rows).Select(i => i % 3)];
        CrossValidation ours = CrossValidation.Run(data, With(options, ClassWeights.Balanced), new CrossValidationOptions { Folds = [Folds.Given(foldOf)] });
        options.Lambdas = [.. ours.Curves[0].Path.Points.Select(p => p.Lambda)];
        double[] Balanced(Func<int, bool> trains)
        {
            double[] sums = new double[2];
            for (int i = 0; i < data.Rows; i++) sums[(int)data.Target[i]] += trains(i) ? data.Weights?[i] ?? 1 : 0;
            return [sums.Sum() / (2 * sums[0]), sums.Sum() / (2 * sums[1])];
        }
        double Weight(int i, double[] byClass) => (data.Weights?[i] ?? 1) * byClass[(int)data.Target[i]];
        double[] all = Balanced(_ => true);
        CollectionAssert.AreEqual(Numbers(PathSolver.Fit(data.WithWeights([.. Enumerable.Range(0, data.Rows).Select(i => Weight(i, all))]), options)), Numbers(ours.Curves[0].Path));
        CollectionAssert.AreEqual(all, ours.Model().Facts.ClassWeights.ToArray());
        Assert.AreEqual("balanced", ours.Model().Facts.ClassWeighting);
        for (int fold = 0; fold < 3; fold++)
        {
            double[] byClass = Balanced(i => foldOf[i] != fold);
            RegularizationPath path = PathSolver.Fit(data.WithWeights([.. Enumerable.Range(0, data.Rows).Select(i => foldOf[i] == fold ? 0 : Weight(i, byClass))]), options);
            for (int k = 0; k < path.Points.Count; k++)
            {
                double error = 0, total = 0;
                for (int i = fold; i < data.Rows; i += 3)
                {
                    double eta = path.Points[k].Intercept;
                    double[] row = new double[data.Rows];
                    for (int j = 0; j < data.Columns; j++)
                    {
                        data.Features.CopyCentered(j, 0, 0, row);
                        eta += path.Points[k][j] * row[i];
                    }
                    error += Weight(i, byClass) * 2 * (Math.Log(1 + Math.Exp(-Math.Abs(eta))) + Math.Max(eta, 0) - (data.Target[i] * eta));
                    total += Weight(i, byClass);
                }
                Assert.AreEqual(error / total, ours.Curves[0].FoldErrors[fold][k], 1e-9);
            }
        }
    }

    [TestMethod]
    public void Fit_Balanced_PredictsHalfOnAverageInEachClassAlike()
    {
        (TrainingSet data, PathOptions options) = Problem(6, false);
        LinearModel model = CrossValidation.Run(data, With(options, ClassWeights.Balanced)).Model();
        double[] probability = model.Predict(data.Features);
        // The unpenalised intercept makes the weighted mean probability the weighted share of the second class: a half.
        double mean = probability.Select((p, i) => p * model.Facts.ClassWeights[(int)data.Target[i]]).Sum() / data.Rows;
        Assert.AreEqual(0.5, mean, 1e-5);
    }

    [TestMethod]
    public void Fit_ClassWeights_EqualScikitLearns()
    {
        FixtureTable table = FixtureTable.Fixture("scikit_learn_class_weights.csv");
        int cases = 0;
        foreach (IGrouping<string, string[]> one in table.Rows.GroupBy(r => table.Cell(r, "case") + " " + table.Cell(r, "lambda")))
        {
            string[] first = one.First();
            FixtureTable input = FixtureTable.Table(table.Cell(first, "data"));
            string[] names = [.. one.Select(r => table.Cell(r, "feature")).Distinct().Skip(1)], classes = table.Cell(first, "classes").Split(';');
            string label = File.ReadLines(Path.Combine(FixtureTable.Root, table.Cell(first, "data"))).First().Split(',')[^1], weights = table.Cell(first, "weights"), given = table.Cell(first, "class_weight");
            TrainingSet data = new(DenseColumns.FromColumns<double>([.. names.Select(input.Numbers)]), [.. input.Rows.Select(r => (double)Array.IndexOf(classes, input.Cell(r, label)))],
                weights.Length > 0 ? input.Numbers(weights) : null);
            PathPoint ours = PathSolver.Fit(data, new PathOptions
            {
                Loss = table.Cell(first, "class").Length > 0 ? LossKind.Multinomial : LossKind.Logistic,
                Alpha = FixtureTable.Number(table.Cell(first, "alpha")),
                Lambdas = [FixtureTable.Number(table.Cell(first, "lambda"))],
                Tolerance = 1e-10,
                ClassWeights = given == "balanced" ? ClassWeights.Balanced : ClassWeights.Given([.. given.Split(';').Select(FixtureTable.Number)]),
            }).Points[0];
            // Its intercepts of several classes have any sum.
            double excess = ours.Intercepts.Count == 1 ? 0 : one.Where(r => table.Cell(r, "feature") == "(intercept)").Average(r => FixtureTable.Number(table.Cell(r, "coefficient")));
            foreach (string[] row in one)
            {
                int k = Math.Max(0, Array.IndexOf(classes, table.Cell(row, "class"))), j = Array.IndexOf(names, table.Cell(row, "feature"));
                double expected = FixtureTable.Number(table.Cell(row, "coefficient")) - (j < 0 ? excess : 0);
                // newton-cg leaves 4e-11 of its several classes' slopes, which is 1e-8 of coefficients that are near 0.
                Assert.AreEqual(expected, j < 0 ? ours.Intercepts[k] : ours[(k * names.Length) + j], 1e-6 * Math.Max(Math.Abs(expected), classes.Length > 2 ? 1e-2 : 1e-3), $"{one.Key}, {table.Cell(row, "feature")}");
            }
            cases++;
        }
        Assert.AreEqual(19, cases);
    }

    [TestMethod]
    [DataRow(new[] { 1.0, 0.0 }, "The weight of class 1 is 0; weights of classes must be positive and finite")]
    [DataRow(new[] { double.NaN, 1.0 }, "The weight of class 0 is NaN")]
    [DataRow(new[] { 1.0, double.PositiveInfinity }, "must be positive and finite")]
    [DataRow(new[] { 1.0, 2, 3 }, "There are 3 class weights for 2 classes; give one each")]
    public void Fit_WrongClassWeights_OneSentence(double[] weights, string expected)
    {
        (TrainingSet data, PathOptions options) = Problem(7, false);
        Assert.Contains(expected, Assert.ThrowsExactly<ArgumentException>(() => PathSolver.Fit(data, With(options, ClassWeights.Given(weights)))).Message);
    }

    [TestMethod]
    public void Fit_ClassWeightsWithoutClasses_OneSentence()
        => Assert.Contains("has no classes", Assert.ThrowsExactly<ArgumentException>(() => PathSolver.Fit(TrainingSet.FromRows(new double[,] { { 1 }, { 2 }, { 4 } }, [0, 1, 1]), new PathOptions { ClassWeights = ClassWeights.Balanced })).Message);

    [TestMethod]
    public void Of_ThreeClasses_BalancedByTheirWeight()
    {
        TrainingSet data = new(DenseColumns.FromColumns<double>([new double[6]]), [0, 1, 2, 2, 2, 1], [1, 1, 1, 1, 2, 0]);
        double[] weights = [.. ClassWeights.Balanced.Of(data)];
        CollectionAssert.AreEqual(new[] { 2.0, 2.0, 0.5 }, weights);
        Assert.Contains("must be numbered 0, 1", Assert.ThrowsExactly<ArgumentException>(() => ClassWeights.Balanced.Of(data.WithTarget([0, 1, 0.5, 1, 1, 1]))).Message);
    }

    [TestMethod]
    public void Select_KeepsTheWeightsOfSomeClasses()
    {
        TrainingSet two = TrainingSet.FromRows(new double[3, 1], [0, 1, 1]);
        CollectionAssert.AreEqual(new[] { 2.0, 5 }, ClassWeights.Given(2, 3, 5).Select(3, [0, 2]).Of(two).ToArray());
        Assert.AreSame(ClassWeights.Balanced, ClassWeights.Balanced.Select(3, [0, 2]));
        Assert.Contains("There are 3 class weights for 4 classes", Assert.ThrowsExactly<ArgumentException>(() => ClassWeights.Given(2, 3, 5).Select(4, [0, 2])).Message);
    }
}
