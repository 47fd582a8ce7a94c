using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.ML.Trainers.Regularization.Data;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MLRegularization.Matrices;

namespace Microsoft.ML.Regularization.Tests.Data;

/// <summary>What is read of a view, whatever its rows look like and on however many threads ML.NET works them out.</summary>
[TestClass]
public sealed class DataViewReaderTests
{
    [TestMethod]
    [DataRow(1, 3, 1.0)]
    [DataRow(255, 3, 1.0)]
    [DataRow(256, 7, 1.0)]
    [DataRow(5000, 2, 1.0)]
    [DataRow(40, 3000, 1.0)]
    [DataRow(700, 40, 0.5)]
    [DataRow(700, 40, 0.1)]
    [DataRow(20, 40000, 0.01)]
    public void Read_AnyRows_AreThoseOfTheView(int count, int width, double share)
    {
        Row[] rows = Draw(count, width, share);
        foreach (IDataView view in new[] { View(rows, width), View(rows.Select(r => r), width) })
        {
            TrainingRows read = Read(view, MissingFeatures.Error);
            Assert.AreEqual((count, width), (read.Set.Rows, read.Set.Columns));
            Assert.AreEqual(share < 0.2, read.Set.Features is SparseColumns);
            for (int i = 0; i < count; i++) Assert.AreEqual(rows[i].Label, read.Set.Target[i]);
            double[] column = new double[count];
            for (int j = 0; j < width; j += Math.Max(1, width / 100))
            {
                read.Set.Features.CopyCentered(j, 0, 0, column);
                for (int i = 0; i < count; i++) Assert.AreEqual(rows[i].Features.GetItemOrDefault(j), column[i], $"row {i}, column {j}");
            }
        }
    }

    [TestMethod]
    [DataRow(1.0)]
    [DataRow(0.1)]
    public void Read_MissingFeatures_AreSkippedOrFilledWithMeans(double share)
    {
        const int count = 900, width = 20;
        Row[] rows = Draw(count, width, share);
        for (int i = 0; i < count; i++)
            if (i % 7 is 3 or 5) rows[i].Features = new VBuffer<float>(width, 3, [1, float.NaN, i], [0, i % width / 2 == 0 ? 1 : i % width / 2, 19]);
        TrainingRows skipped = Read(View(rows, width), MissingFeatures.SkipRow), filled = Read(View(rows, width), MissingFeatures.Mean);
        Row[] complete = [.. rows.Where(r => !r.Features.GetValues().ToArray().Any(float.IsNaN))];
        Assert.AreEqual((complete.Length, count - complete.Length), (skipped.Set.Rows, skipped.Incomplete));
        double[] left = new double[complete.Length], right = new double[count];
        for (int j = 0; j < width; j++)
        {
            skipped.Set.Features.CopyCentered(j, 0, 0, left);
            for (int i = 0; i < left.Length; i++) Assert.AreEqual(complete[i].Features.GetItemOrDefault(j), left[i]);
            filled.Set.Features.CopyCentered(j, 0, 0, right);
            float[] present = [.. rows.Select(r => r.Features.GetItemOrDefault(j)).Where(v => !float.IsNaN(v))];
            double mean = present.Average(v => (double)v);
            for (int i = 0; i < count; i++)
            {
                float own = rows[i].Features.GetItemOrDefault(j);
                Assert.AreEqual(float.IsNaN(own) ? mean : own, right[i], float.IsNaN(own) ? 1e-5 : 0);
            }
        }
    }

    [TestMethod]
    [DataRow(1L << 26)]
    [DataRow(2000L)]
    public void Fit_RowsThatSeveralThreadsWorkOut_HaveTheBitsOfRowsInOrder(long limit)
    {
        MLContext ml = new(seed: 1);
        IDataView raw = Tables.View(ml, 4000);
        IDataView view = ml.Transforms.NormalizeMeanVariance("Features").Append(ml.Transforms.Categorical.OneHotEncoding("Kinds", "Group")).Append(ml.Transforms.Concatenate("All", "Features", "Kinds")).Fit(raw).Transform(raw);
        DataViewRowCursor[] cursors = view.GetRowCursorSet([view.Schema["All"], view.Schema["Label"]], 2);
        Assert.IsTrue(cursors.Length > 1);
        foreach (DataViewRowCursor cursor in cursors) cursor.Dispose();

        Row[] inOrder = [.. view.GetColumn<float[]>("All").Zip(view.GetColumn<float>("Label"), (x, y) => new Row { Features = new VBuffer<float>(x.Length, x), Label = y })];
        LinearRegressionModelParameters Fit(IDataView data, string features)
            => ml.Regression.Trainers.ElasticNet(new ElasticNetOptions { FeatureColumnName = features, Seed = 1, MaximumHeldValues = limit, FoldCount = 2 }).Fit(data).Model;
        LinearRegressionModelParameters expected = Fit(View(inOrder, 23), "Features");
        for (int run = 0; run < 4; run++)
        {
            LinearRegressionModelParameters model = Fit(view, "All");
            CollectionAssert.AreEqual(expected.Weights.ToArray(), model.Weights.ToArray());
            Assert.AreEqual(expected.Bias, model.Bias);
        }
    }

    private static TrainingRows Read(IDataView view, MissingFeatures missing)
    {
        MLContext ml = new(seed: 1);
        using IChannel channel = ((IHostEnvironment)ml).Register("test").Start("reading");
        return DataViewReader.Read(view, new TrainingColumns("Label", "Features", null, ml.Regression.Trainers.Sdca()), missing, channel, () => { });
    }

    private static IDataView View(IEnumerable<Row> rows, int width)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        schema["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        return new MLContext(seed: 1).Data.LoadFromEnumerable(rows, schema);
    }

    // With a share of zeros left out, some of the rest stored, and now and then a row that leaves out nothing.
    private static Row[] Draw(int count, int width, double share)
    {
#pragma warning disable CA5394 // tests draw from a seed
        Random random = new(count + width);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            float[] all = [.. Enumerable.Range(0, width).Select(_ => random.NextDouble() < share ? (float)random.Next(-3, 9) : 0)];
            int[] places = [.. Enumerable.Range(0, width).Where(j => all[j] != 0 || random.Next(100) == 0)];
            bool dense = share == 1 || i % 50 == 49;
            return new Row { Label = i, Features = dense ? new VBuffer<float>(width, all) : new VBuffer<float>(width, places.Length, [.. places.Select(j => all[j])], places) };
        })];
#pragma warning restore CA5394
    }

    private sealed class Row
    {
        public VBuffer<float> Features { get; set; }
        public float Label { get; set; }
    }
}
