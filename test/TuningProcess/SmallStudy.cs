using System.Globalization;
using System.Text;
using Microsoft.ML.Data;
using Microsoft.ML.Regularization.Tests;
using Microsoft.ML.Trainers.Regularization;

namespace Microsoft.ML.Regularization.AutoML.Tests.Tuning;

/// <summary>A study that is the same in every process: of a pipeline that learns something before its trainer, on rows of which some are left out.</summary>
internal static class SmallStudy
{
    /// <summary>Runs it to its end, and tells every bit of what it found.</summary>
    /// <param name="isNetwork">Networks, or linear models.</param>
    /// <param name="file">Its journal; null: none.</param>
    /// <param name="judged">Told of every evaluation of the metric; may cancel.</param>
    /// <param name="cancellation">Stops it.</param>
    public static string Run(bool isNetwork, string? file, Action? judged = null, CancellationToken cancellation = default)
    {
        MLContext ml = new(seed: 1);
        Tables.Row[] rows = Tables.Rows(120);
        rows[5].Label = float.NaN;
        IDataView data = ml.Data.LoadFromEnumerable(rows);
        IEstimator<ITransformer> trainer = isNetwork
            ? ml.Regression.Trainers.RegularizedMlp(new RegularizedMlpOptions { HiddenLayers = [16], NumberOfEpochs = 64, BatchSize = 16, Seed = 1 })
            : ml.Regression.Trainers.ElasticNet(new ElasticNetOptions { FoldCount = 4, LambdaCount = 20, Seed = 1 });
        RegularizationMetric metric = new("absolute error", scored =>
        {
            judged?.Invoke();
            return ml.Regression.Evaluate(scored).MeanAbsoluteError;
        }, HigherIsBetter: false);
        RegularizationTuningResult result = ml.Regression.TuneRegularization(ml.Transforms.NormalizeMinMax("Features").Append(trainer), data,
            new RegularizationTuningOptions { Trials = 16, FoldCount = 4, StudyFile = file, Metric = metric }, cancellation);
        StringBuilder text = new();
        foreach (RegularizationTrial trial in result.Trials) text.AppendLine(CultureInfo.InvariantCulture, $"{trial.Number} {trial.State} {trial.Reached} {trial.Words}: {string.Join(' ', trial.Folds.Append(trial.Mean).Append(trial.StandardError).Select(Bits))}");
        text.AppendLine(result.ToString());
        text.AppendLine(string.Join(' ', result.Model.Transform(data).GetColumn<float>("Score").Select(s => Bits(s))));
        return text.ToString();
    }

    private static string Bits(double value) => BitConverter.DoubleToInt64Bits(value).ToString("x", CultureInfo.InvariantCulture);
}
