using MLRegularization.Networks;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Reports;

namespace MLRegularization.Tests.Reports;

/// <summary>Inputs of reports of networks.</summary>
internal static class NetworkReports
{
    /// <summary>A run whose losses fall towards floors, the validation loss to rise again after some epochs.</summary>
    public static TrainingHistory History(int epochs = 100, double size = 1, int best = 40, double noise = 0.01, bool classes = false)
    {
        EpochRecord[] records = [.. Enumerable.Range(0, epochs).Select(t =>
        {
            double training = size * (0.06 + Math.Exp(-t / 12.0)), wave = size * noise * Math.Sin(2.3 * t);
            double validation = size * (0.2 + Math.Exp(-t / 10.0) + (0.00003 * Math.Pow(Math.Max(0, t - best), 2))) + wave;
            return new EpochRecord(t + 1, training * 1.1, training, validation, classes ? validation / 4 / size : double.NaN, 0.01);
        })];
        return new TrainingHistory(records, records.Length == 0 ? 0 : records.MinBy(r => r.ValidationLoss)!.Epoch, TrainingEnd.AllEpochs);
    }

    /// <summary>A report of numbers.</summary>
    public static NetworkReportInput Numbers(int rows = 80, string label = "progression") => Of("regression", label, [], [.. Enumerable.Range(0, rows).Select(i => 100 + (40 * Math.Sin(i)))], [.. Enumerable.Range(0, rows).Select(i => 100 + (30 * Math.Sin(i)) + (12 * Math.Cos(5 * i)))]);

    /// <summary>A report of two classes.</summary>
    public static NetworkReportInput Two(string other = "no", string positive = "yes") =>
        Of("binary", "answer", [other, positive], [.. Enumerable.Range(0, 120).Select(i => (double)(i % 3 == 0 ? 1 : 0))], [.. Enumerable.Range(0, 120).Select(i => 0.5 + (i % 3 == 0 ? 0.2 : -0.2) + (0.29 * Math.Sin(i)))]);

    /// <summary>A report of several classes.</summary>
    public static NetworkReportInput Several(params string[] names)
    {
        const int n = 90;
        double[] target = [.. Enumerable.Range(0, n).Select(i => (double)(i % names.Length))];
        double[] probabilities = new double[n * names.Length];
        for (int i = 0; i < n; i++)
        {
            double[] odds = [.. names.Select((_, k) => Math.Exp((k == (int)target[i] ? 1.5 : 0) + (1.5 * Math.Sin(i + (2.1 * k)))))];
            for (int k = 0; k < names.Length; k++) probabilities[(k * n) + i] = odds[k] / odds.Sum();
        }
        return Of("multiclass", "kind", names, target, probabilities);
    }

    /// <summary>A report of counts.</summary>
    public static NetworkReportInput Counts() => Of("count", "visits", [], [.. Enumerable.Range(0, 80).Select(i => (double)(i % 7))], [.. Enumerable.Range(0, 80).Select(i => 0.5 + (0.9 * (i % 7)))]);

    private static NetworkReportInput Of(string task, string label, string[] classes, double[] target, double[] predictions) => new()
    {
        Title = $"A network for {label}",
        Command = "mlreg fit table.csv --label y --model mlp",
        Label = label,
        Task = task,
        Classes = classes,
        History = History(classes: classes.Length > 0),
        NullLoss = 1.1,
        Regularization = [new Dropout(0.15), new WeightDecay(0.02)],
        Layers = [new("hidden 1", 12, 64, "Selu", 832, 0), new("hidden 2", 64, 32, "Selu", 2080, 17), new("outputs", 32, Math.Max(1, classes.Length), "", 33, 0)],
        TrainingFacts = [("optimiser", "AdamW, β₂ 0.95"), ("batch", "256 rows")],
        Target = target,
        Predictions = predictions,
        Metrics = [("a measure", "0.49")],
        DataFacts = [("rows", "442"), ("columns", "12")],
        Warnings = ["Only 442 rows: another split may give other figures."],
    };
}
