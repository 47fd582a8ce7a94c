using MLRegularization.Models;

namespace MLRegularization.Cli.Output;

/// <summary>One measure of predictions.</summary>
/// <param name="Key">Its name in JSON.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Value">Its value; NaN where there is none.</param>
internal sealed record Metric(string Key, string Name, double Value);

/// <summary>How far predictions are from the truth, weighted; rows with a prediction of NaN do not count.</summary>
/// <param name="Rows">Rows that count.</param>
/// <param name="Values">The measures of the task, in the order to show them.</param>
internal sealed record Metrics(int Rows, IReadOnlyList<Metric> Values)
{
    /// <summary>A probability nearer to 0 or 1 than this counts as this far off, so that one certain mistake is not infinitely bad.</summary>
    private const double LeastProbability = 1e-15;

    /// <summary>Compares predictions, which are means of the response (of several classes n × K probabilities), with the truth.</summary>
    public static Metrics Of(string task, double[] target, double[] prediction, double[]? weights)
    {
        int[] rows = [.. Enumerable.Range(0, target.Length).Where(i => !double.IsNaN(prediction[i]))];
        double total = rows.Sum(i => weights?[i] ?? 1);
        double Mean(Func<int, double> of) => total > 0 ? rows.Sum(i => (weights?[i] ?? 1) is double w && w > 0 ? w / total * of(i) : 0) : double.NaN;
        return new Metrics(rows.Length, task switch
        {
            "binary" =>
            [
                new("auc", "AUC", RocCurve.Of(target, prediction, weights).Area),
                new("logLoss", "Log loss", Mean(i => -Math.Log(Math.Max(LeastProbability, target[i] == 1 ? prediction[i] : 1 - prediction[i])))),
                new("accuracy", "Accuracy", Mean(i => prediction[i] > 0.5 == (target[i] == 1) ? 1 : 0)),
                new("brier", "Brier score", Mean(i => Math.Pow(target[i] - prediction[i], 2))),
            ],
            "multiclass" => ClassErrors.Of(target, prediction, weights, LeastProbability) is var errors
                ? [new("logLoss", "Log loss", errors.LogLoss), new("accuracy", "Accuracy", errors.Accuracy), new("balancedAccuracy", "Balanced accuracy", errors.BalancedAccuracy)] : [],
            "count" =>
            [
                new("deviance", "Deviance", 2 * Mean(i => prediction[i] - target[i] + (target[i] > 0 ? target[i] * (Math.Log(target[i]) - Math.Log(prediction[i])) : 0))),
                new("rmse", "RMSE", RegressionErrors.Of(target, prediction, weights).Rmse),
            ],
            _ => RegressionErrors.Of(target, prediction, weights) is var errors
                ? [new("r2", "R²", errors.R2), new("rmse", "RMSE", errors.Rmse), new("mae", "MAE", errors.Mae)] : [],
        });
    }
}
