using Microsoft.ML.Data;
using Microsoft.ML.Regularization.Tests;
using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Tuning;

namespace Microsoft.ML.Regularization.AutoML.Tests.Tuning;

/// <summary>Which rows are tuned on: those that the trainer's own fit would learn from, and that the pipeline leaves.</summary>
[TestClass]
public sealed class TunedRowTests
{
    private static readonly int[] Unlabelled = [0, 7, 20, 21, 40, 66, 89], Incomplete = [3, 21, 33, 50, 88];

    public static IEnumerable<object[]> Trainers => SweptTrainer.All.Where(t => !t.IsBinary).Select(t => new object[] { t });

    [TestMethod]
    [DynamicData(nameof(Trainers))]
    public void Tune_RowsToLeaveOut_IsAsWithoutThemBitForBit(SweptTrainer trainer)
    {
        MLContext ml = new(seed: 1);
        List<string> said = Said(ml);
        Tables.Row[] rows = Rows();
        int[] kept = [.. Enumerable.Range(0, rows.Length).Except(Unlabelled).Except(Incomplete)];
        IEstimator<ITransformer> Pipeline() => ml.Transforms.NormalizeMeanVariance("Features").Append(trainer.Trainer(ml, MissingFeatures.SkipRow));
        RegularizationTuningOptions options = new() { Trials = 3, FoldCount = 3 };
        RegularizationTuningResult some = trainer.Tune(ml, Pipeline(), View(ml, trainer, rows), options);
        Assert.AreEqual(1, said.Count(s => s.Contains($"7 of 90 rows have no value in the label column '{trainer.Label}' and are left out.", StringComparison.Ordinal)));
        Assert.AreEqual(1, said.Count(s => s.Contains("4 of 90 rows have a feature missing in the column 'Features' and are left out.", StringComparison.Ordinal)));
        RegularizationTuningResult whole = trainer.Tune(ml, Pipeline(), View(ml, trainer, [.. kept.Select(i => rows[i])]), options);
        AssertAlike(whole, some);
        CollectionAssert.AreEqual(kept, some.Rows.ToArray());
        CollectionAssert.AreEqual(Enumerable.Range(0, kept.Length).ToArray(), whole.Rows.ToArray());
        IDataView fresh = trainer.Data(ml, seed: 2);
        CollectionAssert.AreEqual(Scores(whole.Model.Transform(fresh), trainer), Scores(some.Model.Transform(fresh), trainer));
    }

    [TestMethod]
    public void Tune_MissingFeature_IsRefusedInTheTrainersWords()
    {
        MLContext ml = new(seed: 1);
        foreach (SweptTrainer trainer in SweptTrainer.All.Where(t => !t.IsBinary && !t.IsMulticlass))
        {
            IDataView data = View(ml, trainer, Rows());
            string own = Assert.ThrowsExactly<InvalidOperationException>(() => trainer.Trainer(ml).Fit(data)).Message;
            Assert.AreEqual(own, Assert.ThrowsExactly<InvalidOperationException>(() => trainer.Tune(ml, trainer.Trainer(ml), data)).Message);
            StringAssert.Contains(own, "is missing in row 4;");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Trainers))]
    public void Tune_MeansOfMissingFeatures_AreThoseThatAFoldLearnsFrom(SweptTrainer trainer)
    {
        MLContext ml = new(seed: 1);
        Tables.Row[] rows = [.. Rows().Where(r => !float.IsNaN(r.Label))];
        RegularizationMetric metric = new("error", scored => trainer.Error(ml, scored), HigherIsBetter: false);
        RegularizationTuningOptions options = new() { Trials = 1, FoldCount = 3, Metric = metric };
        RegularizationTuningResult own = trainer.Tune(ml, trainer.Trainer(ml, MissingFeatures.Mean), View(ml, trainer, rows), options);
        RegularizationTuningResult before = trainer.Tune(ml, ml.Transforms.ReplaceMissingValues("Features", replacementMode: Transforms.MissingValueReplacingEstimator.ReplacementMode.Mean).Append(trainer.Trainer(ml)), View(ml, trainer, rows), options);
        Assert.HasCount(rows.Length, own.Rows);
        for (int fold = 0; fold < 3; fold++) Assert.AreEqual(before.Best.Folds[fold], own.Best.Folds[fold], 1e-5 * Math.Abs(before.Best.Folds[fold]));
        // The measure of the engine looks at the same rows.
        if (!trainer.IsNetwork) Assert.AreEqual(Deviance(before), Deviance(own), 1e-5 * Deviance(before));

        double Deviance(RegularizationTuningResult of)
            => trainer.Tune(ml, of == own ? trainer.Trainer(ml, MissingFeatures.Mean) : ml.Transforms.ReplaceMissingValues("Features", replacementMode: Transforms.MissingValueReplacingEstimator.ReplacementMode.Mean).Append(trainer.Trainer(ml)), View(ml, trainer, rows), new RegularizationTuningOptions { Trials = 1, FoldCount = 3 }).Best.Mean;
    }

    [TestMethod]
    public void Tune_APipelineThatFilters_IsAsWithoutTheFilteredRows()
    {
        MLContext ml = new(seed: 1);
        SweptTrainer trainer = SweptTrainer.All.First();
        Tables.Row[] rows = Tables.Rows(90);
        IEstimator<ITransformer> Filter() => new FilterEstimator(view => ml.Data.FilterRowsByColumn(view, "Label", -3, 3));
        IEstimator<ITransformer> Rest() => ml.Transforms.NormalizeMinMax("Features").AppendCacheCheckpoint(ml).Append(trainer.Trainer(ml));
        int[] kept = [.. Enumerable.Range(0, 90).Where(i => rows[i].Label is >= -3 and < 3)];
        RegularizationTuningResult filtered = trainer.Tune(ml, Filter().Append(ml.Transforms.NormalizeMinMax("Features")).AppendCacheCheckpoint(ml).Append(trainer.Trainer(ml)), ml.Data.LoadFromEnumerable(rows));
        RegularizationTuningResult whole = trainer.Tune(ml, Rest(), ml.Data.LoadFromEnumerable(kept.Select(i => rows[i])));
        AssertAlike(whole, filtered);
        CollectionAssert.AreEqual(kept, filtered.Rows.ToArray());
    }

    [TestMethod]
    public void Tune_APipelineThatSelectsColumns_StillLeavesRowsOut()
    {
        MLContext ml = new(seed: 1);
        SweptTrainer trainer = SweptTrainer.All.First();
        IDataView data = View(ml, trainer, Rows());
        RegularizationTuningResult selected = trainer.Tune(ml, ml.Transforms.SelectColumns("Features", "Label").Append(trainer.Trainer(ml, MissingFeatures.SkipRow)), data);
        AssertAlike(trainer.Tune(ml, trainer.Trainer(ml, MissingFeatures.SkipRow), data), selected);
        Assert.HasCount(90 - 7 - 4, selected.Rows);
    }

    [TestMethod]
    public void Tune_APipelineWhoseRowsCannotBeTold_IsRefused()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Tables.View(ml, 90);
        string Refused(Func<IDataView, IDataView> filter, params string[] columns)
        {
            IEstimator<ITransformer> first = new FilterEstimator(filter);
            IEstimator<ITransformer> pipeline = columns.Length == 0 ? first.Append(ml.Regression.Trainers.Lasso()) : first.Append(ml.Transforms.SelectColumns(columns)).Append(ml.Regression.Trainers.Lasso());
            return Assert.ThrowsExactly<InvalidOperationException>(() => ml.Regression.TuneRegularization(pipeline, data)).Message;
        }
        StringAssert.StartsWith(Refused(v => ml.Data.FilterRowsByColumn(v, "Label", -3, 3), "Features", "Label"), "The pipeline makes ");
        StringAssert.StartsWith(Refused(v => ml.Data.SkipRows(v, 10)), "Of 90 rows 80 are left, and of those alone 70; what filters rows by their place");
        StringAssert.Matches(Refused(v => ml.Data.ShuffleRows(v, seed: 1)), new System.Text.RegularExpressions.Regex(@"^The pipeline gives row \d+ of the data after row \d+; folds are made of rows that come once and in order: shuffle or repeat rows before tuning\.$"));
        // Learned anew in every fold, so that each leaves other rows.
        Func<IDataView, IDataView> Below(double most) => v => ml.Data.FilterRowsByColumn(v, "Label", -100, most);
        StringAssert.Matches(Assert.ThrowsExactly<InvalidOperationException>(() => ml.Regression.TuneRegularization(new FilterEstimator(null, v => Below(Labels(v).Max() + 0.001)).Append(ml.Regression.Trainers.Lasso()), data)).Message,
            new System.Text.RegularExpressions.Regex(@"^Of the 9 rows that fold \d+ holds out 8 are left by the pipeline as its training rows teach it; "));
    }

    [TestMethod]
    public void Tune_AFoldOfOneClass_IsRefusedAtOnce()
    {
        MLContext ml = new(seed: 1);
        IDataView data = ml.Data.LoadFromEnumerable(Tables.Rows(60).Select((r, i) => new Tables.Row { Features = r.Features, IsLarge = i < 20, Group = i < 20 ? "a" : i < 40 ? "b" : "c" }));
        foreach (IEstimator<ITransformer> trainer in (IEstimator<ITransformer>[])[ml.BinaryClassification.Trainers.ElasticNetLogisticRegression(new ElasticNetClassificationOptions { LabelColumnName = "IsLarge", SamplingKeyColumnName = "Group", FoldCount = 3 }), ml.BinaryClassification.Trainers.RegularizedMlp(new RegularizedMlpOptions { LabelColumnName = "IsLarge", SamplingKeyColumnName = "Group" })])
        {
            string said = Assert.ThrowsExactly<InvalidOperationException>(() => ml.BinaryClassification.TuneRegularization(trainer, data, new RegularizationTuningOptions { FoldCount = 3 })).Message;
            StringAssert.Matches(said, new System.Text.RegularExpressions.Regex(@"^The rows that fold \d learns from cannot be used: All 40 rows are False in the label column 'IsLarge'; a model of two classes needs rows of both\. Divide rows otherwise\.$"));
        }
    }

    [TestMethod]
    public void Tune_GroupsAndWeights_AreThoseOfTheRowsThatRemain()
    {
        MLContext ml = new(seed: 1);
        SweptTrainer trainer = SweptTrainer.All.First();
        Tables.Row[] rows = Rows();
        RegularizationTuningResult result = trainer.Tune(ml, trainer.Trainer(ml, o => (o.SamplingKeyColumnName, o.ExampleWeightColumnName, o.MissingFeatures) = ("Group", "Weight", MissingFeatures.SkipRow)), View(ml, trainer, rows), new RegularizationTuningOptions { Trials = 1 });
        Assert.IsTrue(Enumerable.Range(0, result.Rows.Count).GroupBy(i => rows[result.Rows[i]].Group).All(g => g.Select(i => result.Study.Folds[0].FoldOf[i]).Distinct().Count() == 1));
    }

    private static Tables.Row[] Rows()
    {
        Tables.Row[] rows = Tables.Rows(90);
        foreach (int i in Unlabelled) (rows[i].Label, rows[i].Count, rows[i].Kind) = (float.NaN, float.NaN, "");
        foreach (int i in Incomplete) rows[i].Features[i % 6] = float.NaN;
        return rows;
    }

    private static IDataView View(MLContext ml, SweptTrainer trainer, Tables.Row[] rows)
    {
        IDataView view = ml.Data.LoadFromEnumerable(rows);
        return trainer.IsMulticlass ? ml.Transforms.Conversion.MapValueToKey("Key", "Kind", keyOrdinality: Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue).Fit(ml.Data.LoadFromEnumerable(rows.Where(r => r.Kind.Length > 0))).Transform(view) : view;
    }

    private static List<string> Said(MLContext ml)
    {
        List<string> said = [];
        ml.Log += (_, e) => said.Add(e.Message);
        return said;
    }

    private static void AssertAlike(RegularizationTuningResult expected, RegularizationTuningResult own)
    {
        Assert.AreEqual(expected.ToString(), own.ToString());
        CollectionAssert.AreEqual(expected.Trials.Select(t => t.Words).ToArray(), own.Trials.Select(t => t.Words).ToArray());
        CollectionAssert.AreEqual(expected.Trials.SelectMany(t => t.Folds).ToArray(), own.Trials.SelectMany(t => t.Folds).ToArray());
        CollectionAssert.AreEqual(expected.Study.Folds[0].FoldOf.ToArray(), own.Study.Folds[0].FoldOf.ToArray());
    }

    private static float[] Labels(IDataView view) => [.. view.GetColumn<float>("Label")];

    private static float[] Scores(IDataView scored, SweptTrainer trainer)
        => trainer.IsMulticlass ? [.. scored.GetColumn<VBuffer<float>>("Score").SelectMany(v => v.DenseValues())] : [.. scored.GetColumn<float>("Score")];

    // What ML.NET has no estimator of: a filter of rows.
    private sealed class FilterEstimator(Func<IDataView, IDataView>? filter, Func<IDataView, Func<IDataView, IDataView>>? learn = null) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input) => new Filter(filter ?? learn!(input));

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;

        private sealed class Filter(Func<IDataView, IDataView> filter) : ITransformer
        {
            public bool IsRowToRowMapper => false;

            public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

            public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

            public void Save(ModelSaveContext ctx) => throw new NotSupportedException();

            public IDataView Transform(IDataView input) => filter(input);
        }
    }
}
