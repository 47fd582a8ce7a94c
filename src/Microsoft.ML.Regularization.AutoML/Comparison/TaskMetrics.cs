using Microsoft.ML.Data;
using MLRegularization.Comparisons;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>ML.NET's own metrics of a task, the one that decides first.</summary>
internal sealed class TaskMetrics
{
    private readonly ComparisonTask task;
    private readonly string[] names;

    /// <exception cref="ArgumentException">The task has no such metric.</exception>
    public TaskMetrics(ComparisonTask task, string? decisive)
    {
        this.task = task;
        string[] all = task switch
        {
            ComparisonTask.BinaryClassification => ["LogLoss", "AreaUnderRocCurve", "Accuracy", "F1Score"],
            ComparisonTask.MulticlassClassification => ["LogLoss", "MicroAccuracy", "MacroAccuracy"],
            _ => ["RootMeanSquaredError", "RSquared", "MeanAbsoluteError"],
        };
        if (decisive is not null && !all.Contains(decisive)) throw new ArgumentException($"The metric is '{decisive}', which is not one of this task; give one of {string.Join(", ", all)}.");
        names = decisive is null ? all : [decisive, .. all.Where(n => n != decisive)];
        Metrics = [.. names.Select(n => new ComparisonMetric(Short(n, task), n is not ("RootMeanSquaredError" or "MeanAbsoluteError" or "LogLoss")))];
    }

    /// <summary>The metrics.</summary>
    public IReadOnlyList<ComparisonMetric> Metrics { get; }

    /// <summary>What the engine measures to the same end as the metric that decides; null: it has no such measure.</summary>
    public CrossValidationMeasure? Measure => names[0] switch
    {
        "RootMeanSquaredError" or "RSquared" => CrossValidationMeasure.SquaredError,
        "LogLoss" => CrossValidationMeasure.Deviance,
        "AreaUnderRocCurve" => CrossValidationMeasure.Auc,
        "Accuracy" or "MicroAccuracy" => CrossValidationMeasure.Accuracy,
        _ => null,
    };

    /// <summary>The metric that decides, as an error: less is better.</summary>
    public double Error(MLContext context, IDataView scored, string label) => Values(context, scored, label)(names[0]) * (Metrics[0].LargerIsBetter ? -1 : 1);

    /// <summary>Scores of a view with a label and scores, in the order of <see cref="Metrics"/>; NaN where there is none.</summary>
    public double[] Evaluate(MLContext context, IDataView scored, string label) => [.. names.Select(Values(context, scored, label))];

    private Func<string, double> Values(MLContext context, IDataView scored, string label)
    {
        CheckScores(scored);
        if (task == ComparisonTask.Regression)
        {
            RegressionMetrics found = context.Regression.Evaluate(scored, label);
            return name => name switch { "RootMeanSquaredError" => found.RootMeanSquaredError, "RSquared" => found.RSquared, _ => found.MeanAbsoluteError };
        }
        if (task == ComparisonTask.MulticlassClassification)
        {
            MulticlassClassificationMetrics found = context.MulticlassClassification.Evaluate(scored, label);
            return name => name switch { "LogLoss" => found.LogLoss, "MicroAccuracy" => found.MicroAccuracy, _ => found.MacroAccuracy };
        }
        bool calibrated = scored.Schema.GetColumnOrNull("Probability") is not null;
        BinaryClassificationMetrics binary = calibrated ? context.BinaryClassification.Evaluate(scored, label) : context.BinaryClassification.EvaluateNonCalibrated(scored, label);
        return name => name switch
        {
            "LogLoss" => (binary as CalibratedBinaryClassificationMetrics)?.LogLoss ?? double.NaN,
            "AreaUnderRocCurve" => binary.AreaUnderRocCurve,
            "Accuracy" => binary.Accuracy,
            _ => binary.F1Score,
        };
    }

    // ML.NET's metrics leave rows out whose score is not a number, and the error of a model that has no other scores is 0.
    private static void CheckScores(IDataView scored)
    {
        DataViewSchema.Column column = scored.Schema["Score"];
        int rows = 0, bad = 0;
        using DataViewRowCursor cursor = scored.GetRowCursor([column]);
        Func<bool> isBad;
        if (column.Type is VectorDataViewType)
        {
            ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(column);
            VBuffer<float> scores = default;
            isBad = () =>
            {
                getter(ref scores);
                foreach (float score in scores.GetValues())
                    if (float.IsNaN(score)) return true;
                return false;
            };
        }
        else
        {
            ValueGetter<float> getter = cursor.GetGetter<float>(column);
            float score = 0;
            isBad = () =>
            {
                getter(ref score);
                return float.IsNaN(score);
            };
        }
        for (; cursor.MoveNext(); rows++)
            if (isBad()) bad++;
        if (bad > 0) throw new InvalidOperationException($"its scores of {bad} of {rows} rows are not numbers");
    }

    // ML.NET takes logarithms of two classes to base 2 and of several to base e.
    private static string Short(string name, ComparisonTask task) => name switch
    {
        "RootMeanSquaredError" => "RMSE", "MeanAbsoluteError" => "MAE", "AreaUnderRocCurve" => "AUC", "F1Score" => "F1",
        "MicroAccuracy" => "micro-accuracy", "MacroAccuracy" => "macro-accuracy", "Accuracy" => "accuracy", "LogLoss" => task == ComparisonTask.BinaryClassification ? "log-loss (bits)" : "log-loss (nats)", "RSquared" => "R²", _ => name,
    };
}
