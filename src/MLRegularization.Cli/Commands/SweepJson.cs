using System.Text.Json;
using MLRegularization.Cli.Data;
using MLRegularization.Cli.Output;
using MLRegularization.Comparisons;
using MLRegularization.Tuning;

namespace MLRegularization.Cli.Commands;

/// <summary>What <c>mlreg sweep --json</c> prints.</summary>
internal static class SweepJson
{
    public static void Print(TextWriter output, SweepOutcome outcome, TimeSpan total) => JsonObject.Print(output, json =>
    {
        (TrainingTable table, Study study) = (outcome.Table, outcome.Study);
        json.WriteString("model", outcome.Network is null ? "elasticnet" : "mlp");
        json.WriteString("task", table.Task);
        json.WriteString("label", table.Label);
        json.Classes(table.Classes);
        json.WriteNumber("rows", table.Rows);
        json.WriteNumber("columns", table.ColumnCount);
        json.WriteNumber("droppedRows", table.DroppedRows);
        json.WriteNumber("folds", study.Folds[0].Count);
        json.WriteNumber("repeats", study.Folds.Count);
        json.WriteNumber("seed", study.Seed);
        json.WriteString("measure", TaskWords.Measure(table.Task, outcome.Measure));
        json.WriteString("end", Show.JsonName(study.End.ToString()));
        json.WriteNumber("continued", study.Continued);
        json.WriteNumber("best", outcome.Best.Number);
        json.WritePropertyName("space");
        json.WriteRawValue(study.Space.ToJson());
        json.WriteStartArray("trials");
        foreach (Trial trial in study.Trials) Write(json, outcome, trial);
        json.WriteEndArray();
        if (outcome.Linear is FitOutcome linear)
        {
            json.WriteNumber("alpha", linear.Curve.Path.Alpha);
            json.WriteNumber("lambda", linear.Point.Lambda);
            json.WriteNumber("nonZeros", linear.Point.NonZeros);
            json.Metrics("metrics", linear.CrossValidated);
            json.WriteStartObject("certificate");
            json.CertificateParts(linear.Point.Certificate);
            json.WriteEndObject();
        }
        else FitNetworkText.Describe(json, outcome.Network!.Model);
        if (outcome.Importance is { Knobs.Count: > 0 } importance) Write(json, study, importance);
        json.Texts("findings", SweepText.Sentences(outcome));
        json.Texts("warnings", outcome.Warnings);
        json.Seconds(("read", table.ReadTime), ("search", study.Time), ("model", outcome.RefitTime), ("total", total));
    });

    private static void Write(Utf8JsonWriter json, Study study, KnobImportance importance)
    {
        json.WriteStartObject("importance");
        json.WriteNumber("trials", importance.Trials);
        if (study.Rungs.Count > 1) json.WriteNumber("judgedAt", importance.Rung);
        if (!double.IsNaN(importance.Explained)) json.WriteNumber("explained", importance.Explained);
        json.WriteStartArray("knobs");
        foreach (KnobShare knob in importance.Knobs)
        {
            json.WriteStartObject();
            json.WriteString("name", knob.Name);
            json.WriteNumber("share", knob.Share);
            json.WriteBoolean("beyondChance", knob.IsBeyondChance);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SweepOutcome outcome, Trial trial)
    {
        json.WriteStartObject();
        json.WriteNumber("trial", trial.Number);
        json.WriteString("state", Show.JsonName(trial.State.ToString()));
        json.WriteString("setting", trial.Words);
        json.WriteStartObject("parameters");
        foreach ((string name, double value) in trial.Point)
        {
            if (outcome.Study.Space.Find(name) is ChoiceDimension { Names: not null } choice) json.WriteString(name, choice.Text(value));
            else if (outcome.Study.Space.Find(name) is SwitchDimension) json.WriteBoolean(name, value != 0);
            else json.WriteNumber(name, value);
        }
        json.WriteEndObject();
        json.Number("mean", TaskWords.Value(outcome.Measure, trial.Mean));
        json.Number("standardError", trial.StandardError);
        json.Numbers("byFold", trial.Scores.Select(s => TaskWords.Value(outcome.Measure, s)));
        foreach ((string name, double value) in trial.Found) json.Number(name, value);
        if (outcome.Study.Gain(trial) is PairedDifference gain) json.Difference("gain", gain);
        if (trial.Curve is TrialCurve curve)
        {
            json.WriteStartObject("curve");
            json.Numbers(outcome.Network is null ? "lambda" : "epochs", curve.At);
            json.Numbers("mean", curve.Mean.Select(m => TaskWords.Value(outcome.Measure, m)));
            json.Numbers("standardError", curve.StandardError);
            json.WriteEndObject();
        }
        if (trial.Reason is not null) json.WriteString("reason", trial.Reason);
        json.WriteNumber("reached", trial.Reached);
        json.Number("seconds", trial.Seconds);
        json.WriteEndObject();
    }
}
