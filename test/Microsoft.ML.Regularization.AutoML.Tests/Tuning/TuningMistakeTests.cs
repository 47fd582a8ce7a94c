using Microsoft.ML.Regularization.Tests;
using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Networks;
using MLRegularization.Paths;
using MLRegularization.Tuning;

namespace Microsoft.ML.Regularization.AutoML.Tests.Tuning;

/// <summary>What users get wrong is answered in one sentence, before anything is written.</summary>
[TestClass]
public sealed class TuningMistakeTests
{
    private readonly MLContext ml = new(seed: 1);

    private IEstimator<ITransformer> Net => ml.Regression.Trainers.ElasticNet();

    private IEstimator<ITransformer> Network => ml.Regression.Trainers.RegularizedMlp(new RegularizedMlpOptions { HiddenLayers = [4], NumberOfEpochs = 4 });

    [TestMethod]
    public void Tune_Pipelines_ThatCannotBeTuned()
    {
        Refused<ArgumentException>(ml.Regression.Trainers.Sdca(), "The pipeline has no trainer that can be tuned; append one, such as ElasticNet or RegularizedMlp of mlContext.Regression.Trainers. (Parameter 'pipeline')");
        Refused<ArgumentException>(Net.Append(Net), "The pipeline has 2 trainers that can be tuned, and one is tuned at a time; leave the others out. (Parameter 'pipeline')");
        Refused<ArgumentException>(ml.BinaryClassification.Trainers.ElasticNetLogisticRegression("IsLarge"), "The trainer ElasticNetLogisticRegressionTrainer is for binary classification, and was given to the catalog of regression; call TuneRegularization of its own.");
        Refused<ArgumentException>(ml.Regression.Trainers.ElasticNet(lambda: 1), "Lambda is given, and a trial goes through a whole path; leave it null.");
        Refused<ArgumentException>(ml.Regression.Trainers.ElasticNet(new ElasticNetOptions { Selection = PathSelection.Bic }), "Selection is Bic, which looks at no error on rows held out, and by that trials are judged; choose LambdaMin or Lambda1Se.");
        Refused<ArgumentException>(ml.Regression.Trainers.ElasticNet(new ElasticNetOptions { PenaltyFactors = new Dictionary<string, double> { ["bmi"] = 0 } }),
            "PenaltyFactors names the feature 'bmi', but the features are Features[0], Features[1], Features[2], Features[3], Features[4], Features[5]; give one of them, or the beginning of some with a * behind it.");
    }

    [TestMethod]
    public void Tune_Options_OutOfRange()
    {
        void Option(Action<RegularizationTuningOptions> set, string sentence, IEstimator<ITransformer>? trainer = null) => Refused<ArgumentException>(trainer ?? Net, sentence, set);
        Option(o => o.Trials = 0, "Trials is 0; it must be at least 1, or null for the usual number.");
        Option(o => o.Time = TimeSpan.FromSeconds(-3), "Time is -00:00:03; it must be more than 0 and at most 49 days, or null for no limit.");
        Option(o => o.Time = TimeSpan.MaxValue, "Time is 10675199.02:48:05.4775807; it must be more than 0 and at most 49 days, or null for no limit.");
        Option(o => o.FoldCount = 1, "FoldCount is 1; it must be at least 2.");
        Option(o => o.FoldCount = 100, "There are 60 rows for 100 folds; give at most 60 folds. (Parameter 'count')");
        Option(o => o.NumberOfThreads = 0, "NumberOfThreads is 0; it must be at least 1, or null for all cores.");
        Option(o => o.StudyFile = " ", "StudyFile is empty; name a file, or leave it null.");
        Option(o => o.Metric = new RegularizationMetric("cost", null!, false), "Metric 'cost' has nothing that evaluates; give a function of the scored rows.");
        Option(o => o.Metric = new RegularizationMetric("", _ => 1, false), "Metric has no name; give one, by which a study knows it again.");
        Option(o => o.Space = NetworkSpace.Cocktail(NetworkTask.Regression), "Space varies 'learningRate', which this trainer does not have; give a space of alpha, or leave it null.");
        string said = Assert.ThrowsExactly<ArgumentException>(() => ml.Regression.TuneRegularization(Network, Tables.View(ml, 60), new RegularizationTuningOptions { Space = LinearSpace.Paths() })).Message;
        StringAssert.StartsWith(said, "Space varies 'alpha', which this trainer does not have; give a space of width, depth, learningRate, dropout, ");
    }

    [TestMethod]
    public void Tune_Rows_ThatNothingCanBeLearnedFrom()
    {
        IDataView constant = ml.Data.LoadFromEnumerable(Tables.Rows(60).Select(r => new Tables.Row { Features = r.Features, Label = 3 }));
        Refused<ArgumentException>(Net, "The label is constant (3) in all 60 rows: there is nothing to learn; check that it is the right column.", data: constant);
        Refused<InvalidOperationException>(Network, "The label in the column 'Label' is 3 in all 60 rows: there is nothing to learn; check that it is the right column.", data: constant);
        IDataView weights = ml.Data.LoadFromEnumerable(Tables.Rows(60).Select((r, i) => new Tables.Row { Features = r.Features, Label = r.Label, Weight = i < 3 ? 1 : 0 }));
        string said = Assert.ThrowsExactly<InvalidOperationException>(() => ml.Regression.TuneRegularization(ml.Regression.Trainers.ElasticNet(exampleWeightColumnName: "Weight"), weights)).Message;
        StringAssert.Matches(said, new System.Text.RegularExpressions.Regex(@"^The rows that fold \d+ holds out cannot be used: All weights are 0; at least one must be positive\. Divide rows otherwise\.$"));
    }

    [TestMethod]
    [DataRow(double.NaN)]
    [DataRow(double.PositiveInfinity)]
    [DataRow(double.NegativeInfinity)]
    public void Tune_AMetricThatIsNoFiniteNumber_IsAFailure(double value)
    {
        foreach (IEstimator<ITransformer> trainer in (IEstimator<ITransformer>[])[Net, Network])
        {
            string said = Assert.ThrowsExactly<InvalidOperationException>(() => ml.Regression.TuneRegularization(trainer, Tables.View(ml, 60),
                new RegularizationTuningOptions { Trials = 2, FoldCount = 3, Metric = new RegularizationMetric("cost", _ => value, false) })).Message;
            StringAssert.StartsWith(said, "None of 2 trials could be run; the first said: ");
        }
    }

    [TestMethod]
    public void Tune_AStudyFile_OfAnotherSearchIsRefusedAndStays()
    {
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.jsonl");
        try
        {
            RegularizationMetric Metric(bool isHigherBetter) => new("R²", scored => ml.Regression.Evaluate(scored).RSquared, isHigherBetter);
            void Tune(IEstimator<ITransformer> pipeline, Action<RegularizationTuningOptions>? set = null)
            {
                RegularizationTuningOptions options = new() { Trials = 1, FoldCount = 3, StudyFile = file, Metric = Metric(true) };
                set?.Invoke(options);
                ml.Regression.TuneRegularization(pipeline, Tables.View(ml, 60), options);
            }
            Tune(Net);
            byte[] before = File.ReadAllBytes(file);
            void Other(IEstimator<ITransformer> pipeline, string words, Action<RegularizationTuningOptions>? set = null)
            {
                string said = Assert.ThrowsExactly<StudyFileException>(() => Tune(pipeline, set)).Message;
                StringAssert.StartsWith(said, $"The study '{file}' {words}");
                StringAssert.EndsWith(said, "; continue it as it was begun, or give another file.");
                CollectionAssert.AreEqual(before, File.ReadAllBytes(file));
            }
            Other(ml.Transforms.NormalizeMinMax("Features").Append(Net), "was made with other settings (paths of ElasticNetRegressionTrainer after []; now paths of ElasticNetRegressionTrainer after [NormalizingEstimator])");
            Other(Network, "searches another space");
            Other(Net, "has seed 1 and not 2", o => o.Seed = 2);
            Other(Net, "was made on other data or folds", o => o.FoldCount = 4);
            Other(Net, "was made with other settings (R², more is better by LambdaMin; now R² by LambdaMin)", o => o.Metric = Metric(false));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private void Refused<T>(IEstimator<ITransformer> pipeline, string sentence, Action<RegularizationTuningOptions>? set = null, IDataView? data = null)
        where T : Exception
    {
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.jsonl");
        RegularizationTuningOptions options = new() { StudyFile = file };
        set?.Invoke(options);
        Assert.AreEqual(sentence, Assert.ThrowsExactly<T>(() => ml.Regression.TuneRegularization(pipeline, data ?? Tables.View(ml, 60), options)).Message);
        Assert.IsFalse(File.Exists(file), sentence);
    }
}
