using MLRegularization.Matrices;
using MLRegularization.Paths;
using MLRegularization.Preparation;
using MLRegularization.Tests.Fixtures;

namespace MLRegularization.Tests.Paths;

/// <summary>Fits on words: beside scikit-learn, sparse beside dense, and folds that know nothing of rows held out.</summary>
[TestClass]
public sealed class TextPathTests
{
    private static readonly FixtureTable fixture = FixtureTable.Fixture("inputs/texts.csv");

    private static Table Texts(Func<int, string, string>? change = null) => new([TextColumn.FromTexts("text", [.. fixture.Rows.Select((r, i) => change?.Invoke(i, r[0]) ?? r[0])])]);

    private static TableEncoding Learn(Table table, int minRows = 2) => TableEncoder.Learn(table, texts: new Dictionary<string, TextOptions> { ["text"] = new() { MinRows = minRows } });

    private static TrainingSet Set(Table table, TableEncoding encoding, double[]? weights = null) =>
        new(TableEncoder.Encode(encoding, table).Features, fixture.Numbers("y"), weights, featureNames: encoding.FeatureNames());

    private static DenseColumns<double> Dense(IColumnMatrix features)
    {
        double[][] columns = [.. Enumerable.Range(0, features.Columns).Select(_ => new double[features.Rows])];
        for (int j = 0; j < columns.Length; j++) features.CopyCentered(j, 0, 0, columns[j]);
        return DenseColumns.FromColumns(columns);
    }

    [TestMethod]
    public void Lasso_OfWords_SameAsScikitLearn()
    {
        FixtureTable expected = FixtureTable.Fixture("scikit_learn_text_logistic.csv");
        Table table = Texts();
        foreach (var solution in expected.Rows.GroupBy(r => FixtureTable.Number(r[0])))
        {
            PathPoint point = PathSolver.Fit(Set(table, Learn(table)), new PathOptions { Loss = LossKind.Logistic, Standardize = false, Lambdas = [solution.Key], Tolerance = 1e-13 }).Points[0];
            Dictionary<string, double> coefficients = solution.ToDictionary(r => r[1], r => FixtureTable.Number(r[2]));
            Assert.AreEqual(coefficients["(intercept)"], point.Intercept, 1e-6);
            Assert.AreEqual(coefficients.Count - 1, point.NonZeros);
            IReadOnlyList<string> names = Learn(table).FeatureNames();
            for (int k = 0; k < point.NonZeros; k++) Assert.AreEqual(coefficients[names[point.Indices[k]]], point.Values[k], 1e-6);
        }
    }

    [TestMethod]
    [DataRow(LossKind.Logistic, true)]
    [DataRow(LossKind.Logistic, false)]
    [DataRow(LossKind.Squared, true)]
    [DataRow(LossKind.Squared, false)]
    public void Path_SparseWords_SameAsDense(LossKind loss, bool standardize)
    {
        Table table = Texts();
        TrainingSet sparse = Set(table, Learn(table)), dense = new(Dense(sparse.Features), sparse.Target, featureNames: sparse.FeatureNames);
        PathOptions options = new() { Loss = loss, Standardize = standardize, Lambdas = [0.2, 0.1, 0.05, 0.02], Tolerance = 1e-12 };
        Assert.IsInstanceOfType<SparseColumns>(sparse.Features);
        RegularizationPath one = PathSolver.Fit(sparse, options), two = PathSolver.Fit(dense, options);
        for (int k = 0; k < one.Points.Count; k++)
            for (int j = 0; j < sparse.Columns; j++) Assert.AreEqual(two.Points[k][j], one.Points[k][j], 1e-6);
        Assert.IsGreaterThan(5, one.Points[^1].NonZeros);
    }

    [TestMethod]
    public void Folds_WordOfRowsHeldOut_NoPartInTheirFit()
    {
        // Rows of fold 0 say "leak" in one table and nothing new in the other: what the fold fits on the other rows is the same to the bit.
        int[] foldOf = [.. Enumerable.Range(0, fixture.Rows.Length).Select(i => i % 4)];
        double[][] predictions = [.. new[] { false, true }.Select(leak =>
        {
            Table table = Texts((i, text) => foldOf[i] == 0 && leak ? text + " leak leak fresh" : text);
            TableEncoding encoding = Learn(table), fold = TableEncoder.Relearn(encoding, table, [.. Enumerable.Range(0, table.Rows).Where(i => foldOf[i] != 0)]);
            Assert.AreEqual(leak, encoding.FeatureNames().Contains("text:leak"));
            double[] weights = [.. foldOf.Select(f => f == 0 ? 0.0 : 1)];
            PathPoint point = PathSolver.Fit(Set(table, fold, weights), new PathOptions { Loss = LossKind.Logistic, Lambdas = [0.05] }).Points[0];
            Assert.DoesNotContain("text:leak", point.Indices.Select(j => fold.FeatureNames()[j]));
            return (double[])[point.Intercept, .. point.Values];
        })];
        Assert.IsGreaterThan(4, predictions[0].Length);
        CollectionAssert.AreEqual(predictions[0], predictions[1]);
    }

    [TestMethod]
    public void CrossValidation_Words_FoldsLearnOnTheirOwnRows()
    {
        Table table = Texts();
        TableEncoding encoding = Learn(table, 1);
        Folds folds = Folds.Given([.. Enumerable.Range(0, table.Rows).Select(i => i % 4)]);
        List<int> asked = [];
        CrossValidation run = CrossValidation.Run(Set(table, encoding), new PathOptions { Loss = LossKind.Logistic, Lambdas = [0.1, 0.05] }, new CrossValidationOptions
        {
            Folds = [folds],
            FeaturesFor = rows =>
            {
                lock (asked) asked.Add(rows.Count);
                return TableEncoder.Encode(TableEncoder.Relearn(encoding, table, rows), table).Features;
            },
        });
        CollectionAssert.AreEqual(new[] { 18, 18, 18, 18 }, asked);
        double[] held = run.OutOfFoldPredictions(new Choice(run.Curves[0], 1));
        TableEncoding own = TableEncoder.Relearn(encoding, table, folds.TrainingRows(0));
        PathPoint alone = PathSolver.Fit(Set(table, own, [.. Enumerable.Range(0, table.Rows).Select(i => i % 4 == 0 ? 0.0 : 1)]), new PathOptions { Loss = LossKind.Logistic, Lambdas = [0.1, 0.05] }).Points[1];
        double[] eta = [.. Enumerable.Repeat(alone.Intercept, table.Rows)];
        IColumnMatrix features = TableEncoder.Encode(own, table).Features;
        for (int k = 0; k < alone.NonZeros; k++) features.AddScaled(alone.Indices[k], alone.Values[k], 0, eta);
        foreach (int i in folds.HeldOutRows(0)) Assert.AreEqual(1 / (1 + Math.Exp(-eta[i])), held[i], 1e-12);
    }

    [TestMethod]
    public void Path_TimesBesideWords_AsExactAsDense()
    {
        // Seconds since 1970, seconds apart: far from zero beside their spread.
        Table words = Texts();
        Table table = new([.. words.Columns, new NumericColumn("time", Enumerable.Range(0, words.Rows).Select(i => 1.7e9 + (i * 7 % 11)).ToArray())]);
        TrainingSet sparse = Set(table, Learn(table)), dense = new(Dense(sparse.Features), sparse.Target, featureNames: sparse.FeatureNames);
        PathOptions options = new() { Loss = LossKind.Logistic, Lambdas = [0.05, 0.01], Tolerance = 1e-12 };
        PathPoint one = PathSolver.Fit(sparse, options).Points[1], two = PathSolver.Fit(dense, options).Points[1];
        Assert.AreEqual(two[sparse.Columns - 1], one[sparse.Columns - 1], 1e-7 * Math.Abs(two[sparse.Columns - 1]));
        Assert.AreNotEqual(0, one[sparse.Columns - 1]);
        Assert.AreEqual(two.Intercept, one.Intercept, 1e-7 * Math.Abs(two.Intercept));
    }
}
