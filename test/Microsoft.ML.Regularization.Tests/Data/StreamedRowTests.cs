using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.ML.Trainers.Regularization.Data;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace Microsoft.ML.Regularization.Tests.Data;

/// <summary>Views with more values than are held: learned from as if they were.</summary>
[TestClass]
public sealed class StreamedRowTests
{
    private const int Count = 3000;

    [TestMethod]
    [DataRow(false, false, false)]
    [DataRow(true, false, false)]
    [DataRow(true, true, true)]
    public void Fit_MoreValuesThanAreHeld_IsThatOfHeldRows(bool weighted, bool offset, bool grouped)
    {
        MLContext ml = new(seed: 1);
        Tables.Row[] rows = Tables.Rows(Count);
        ElasticNetOptions options = new()
        {
            Alphas = [0.5, 1], Repeats = grouped ? 1 : 2, FoldCount = 5, Seed = 7, MaximumHeldValues = 9000, Tolerance = 1e-10,
            ExampleWeightColumnName = weighted ? "Weight" : null, OffsetColumnName = offset ? "Count" : null, SamplingKeyColumnName = grouped ? "Group" : null,
        };
        ElasticNetFitDetails streamed = ml.Regression.Trainers.ElasticNet(options).Fit(ml.Data.LoadFromEnumerable(rows)).FitDetails();

        double[,] x = new double[Count, 6];
        for (int i = 0; i < Count; i++)
            for (int j = 0; j < 6; j++) x[i, j] = rows[i].Features[j];
        TrainingSet set = new(DenseColumns.FromRows(x), [.. rows.Select(r => (double)r.Label)], weighted ? [.. rows.Select(r => (double)r.Weight)] : null, offset ? [.. rows.Select(r => (double)r.Count)] : null);
        Folds[] folds = grouped ? [Folds.Hashed([.. rows.Select(r => ColumnGetters.Hash(r.Group))], 5, 7)] : [Folds.Hashed(Count, 5, 7), Folds.Hashed(Count, 5, 8)];
        CrossValidation held = CrossValidation.Run(set, new PathOptions { Tolerance = 1e-10, LambdaRatio = RidgeGrid.RatioFor(set) }, new CrossValidationOptions { Alphas = [0.5, 1], Folds = folds });

        Assert.AreEqual(0, streamed.CrossValidation!.Folds[0].FoldOf.Count);
        Choice choice = held.Select(PathSelection.LambdaMin);
        Assert.AreEqual((choice.Curve.Path.Alpha, choice.Index), (streamed.Alpha, streamed.Index));
        for (int k = 0; k < streamed.Path.Points.Count; k++)
        {
            PathPoint a = choice.Curve.Path.Points[k], b = streamed.Path.Points[k];
            Assert.AreEqual(a.Lambda, b.Lambda, 1e-9 * a.Lambda);
            for (int j = 0; j < 6; j++) Assert.AreEqual(a[j], b[j], 1e-6);
            Assert.AreEqual(a.Intercept, b.Intercept, 1e-6);
            Assert.AreEqual(choice.Curve.MeanError[k], streamed.Curve!.MeanError[k], 1e-6);
        }
    }

    [TestMethod]
    public void Fit_AnyLimit_HasTheSameBits()
    {
        MLContext ml = new(seed: 1);
        Tables.Row[] rows = Tables.Rows(Count);
        // Of unknown length, of known length, and with zeros left out.
        IDataView[] views = [ml.Data.LoadFromEnumerable(rows.Select(r => r)), ml.Data.LoadFromEnumerable(rows)];
        float[]? weights = null;
        foreach (IDataView view in views)
            foreach (int limit in new[] { 400, 3001, 17000 })
            {
                LinearRegressionModelParameters model = ml.Regression.Trainers.ElasticNet(new ElasticNetOptions { Seed = 3, MaximumHeldValues = limit }).Fit(view).Model;
                weights ??= [.. model.Weights];
                CollectionAssert.AreEqual(weights, model.Weights.ToArray());
            }
    }

    [TestMethod]
    public void Fit_RowsWithZerosLeftOut_EqualsDenseRows()
    {
        MLContext ml = new(seed: 1);
        SparseRow[] sparse = [.. Enumerable.Range(0, 1200).Select(i => new SparseRow { Features = new VBuffer<float>(12, 2, [1 + (i % 3), i % 5], [i % 6, 6 + (i % 6)]), Label = (i % 3) + (i % 7) })];
        SparseRow[] dense = [.. sparse.Select(r => new SparseRow { Features = new VBuffer<float>(12, [.. r.Features.DenseValues()]), Label = r.Label })];
        ElasticNetOptions options = new() { Seed = 3, MaximumHeldValues = 2500, FoldCount = 3 };
        ElasticNetFitDetails Fit(SparseRow[] rows) => ml.Regression.Trainers.ElasticNet(options).Fit(ml.Data.LoadFromEnumerable(rows, Schema())).FitDetails();
        ElasticNetFitDetails left = Fit(sparse), right = Fit(dense);
        Assert.AreEqual(0, left.CrossValidation!.Folds[0].FoldOf.Count);
        for (int j = 0; j < 12; j++) Assert.AreEqual(right.Point[j], left.Point[j]);

        static SchemaDefinition Schema()
        {
            SchemaDefinition schema = SchemaDefinition.Create(typeof(SparseRow));
            schema["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 12);
            return schema;
        }
    }

    [TestMethod]
    public void Fit_ValidationRowsAndGivenStrength_AreThoseOfHeldRows()
    {
        MLContext ml = new(seed: 1);
        IDataView training = Tables.View(ml, Count), validation = Tables.View(ml, 900, 2);
        ElasticNetFitDetails Fit(long limit) => ml.Regression.Trainers.ElasticNet(new ElasticNetOptions { MaximumHeldValues = limit, Tolerance = 1e-10 }).Fit(training, validation).FitDetails();
        ElasticNetFitDetails held = Fit(1 << 20), both = Fit(1000), one = Fit(10000);
        foreach (ElasticNetFitDetails streamed in new[] { both, one })
        {
            Assert.AreEqual(held.Index, streamed.Index);
            for (int k = 0; k < held.ValidationErrors!.Count; k++) Assert.AreEqual(held.ValidationErrors[k], streamed.ValidationErrors![k], 1e-7);
        }
        float Weight(long limit) => ml.Regression.Trainers.ElasticNet(new ElasticNetOptions { MaximumHeldValues = limit, Lambda = 0.1 }).Fit(training).Model.Weights[0];
        Assert.AreEqual(Weight(1 << 20), Weight(100), 1e-6f);
    }

    [TestMethod]
    public void Fit_RowsLeftOut_AreCountedAsOfHeldRows()
    {
        MLContext ml = new(seed: 1);
        Tables.Row[] rows = Tables.Rows(Count);
        for (int i = 0; i < Count; i += 5) rows[i].Label = float.NaN;
        for (int i = 1; i < Count; i += 5) rows[i].Features[2] = float.NaN;
        ElasticNetFitDetails Fit(long limit) => ml.Regression.Trainers.ElasticNet(new ElasticNetOptions { MaximumHeldValues = limit, Lambda = 0.1, MissingFeatures = MissingFeatures.SkipRow }).Fit(ml.Data.LoadFromEnumerable(rows)).FitDetails();
        ElasticNetFitDetails held = Fit(1 << 20), streamed = Fit(5000);
        Assert.AreEqual((1800, 600, 600), (streamed.Rows, streamed.UnlabelledRows, streamed.IncompleteRows));
        Assert.AreEqual((held.Rows, held.UnlabelledRows, held.IncompleteRows), (streamed.Rows, streamed.UnlabelledRows, streamed.IncompleteRows));
        for (int j = 0; j < 6; j++) Assert.AreEqual(held.Point[j], streamed.Point[j], 1e-6);
        rows[^1].Features[4] = float.PositiveInfinity;
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => Fit(5000)).Message, $"in row {Count}");
    }

    [TestMethod]
    public void Fit_WhatNeedsTheRows_HoldsThem()
    {
        MLContext ml = new(seed: 1);
        IDataView view = Tables.View(ml, 700);
        bool Holds(Action<ElasticNetOptions> set)
        {
            ElasticNetOptions options = new() { MaximumHeldValues = 600, FoldCount = 4 };
            set(options);
            return ml.Regression.Trainers.ElasticNet(options).Fit(view).FitDetails().CrossValidation!.Folds[0].FoldOf.Count == 700;
        }
        Assert.IsFalse(Holds(_ => { }));
        Assert.IsTrue(Holds(o => o.MaximumHeldValues = 4200));
        Assert.IsTrue(Holds(o => o.MissingFeatures = MissingFeatures.Mean));
        Assert.IsTrue(Holds(o => o.TimeColumnName = "Count"));
        // Sums of products of six columns in 201 parts are more than 4 200 values, in 101 not.
        Assert.IsTrue(Holds(o => (o.FoldCount, o.Repeats) = (100, 2)));
        Assert.IsFalse(Holds(o => (o.FoldCount, o.MaximumHeldValues) = (100, 0)));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Holds(o => o.MaximumHeldValues = -1)).Message, "MaximumHeldValues is -1");
    }

    private sealed class SparseRow
    {
        public VBuffer<float> Features { get; set; }
        public float Label { get; set; }
    }
}
