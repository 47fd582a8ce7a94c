using System.Text.Json;
using MLRegularization.Cli.Data;
using MLRegularization.Cli.Output;
using MLRegularization.Paths;

namespace MLRegularization.Cli.Commands;

/// <summary>What <c>mlreg fit --json</c> prints.</summary>
internal static class FitJson
{
    public static void Print(TextWriter output, FitOutcome outcome, TimeSpan total) => JsonObject.Print(output, json =>
    {
        CrossValidationCurve curve = outcome.Curve;
        string measure = outcome.Model.Facts.Measure;
        json.WriteString("task", outcome.Table.Task);
        json.WriteString("label", outcome.Table.Label);
        json.Classes(outcome.Table.Classes);
        if (outcome.Model.Intercepts.Count > 1) json.WriteBoolean("grouped", outcome.Model.Facts.Grouped);
        json.ClassWeights(outcome.Model.Facts.ClassWeighting, outcome.Table.Classes, outcome.Model.Facts.ClassWeights);
        json.WriteNumber("rows", outcome.Table.Set.Rows);
        json.WriteNumber("columns", outcome.Table.ColumnCount);
        json.WriteNumber("features", outcome.Table.Set.Columns);
        json.WriteNumber("droppedRows", outcome.Table.DroppedRows);
        json.Number("alpha", curve.Path.Alpha);
        json.Number("lambda", outcome.Point.Lambda);
        json.Number("lambdaMax", curve.Path.LambdaMax);
        json.WriteString("selection", outcome.Selection);
        json.WriteString("measure", TaskWords.Measure(outcome.Table.Task, measure));
        json.WritePropertyName("cv");
        WriteCurve(json, curve, measure, outcome.Validation.Folds[0].Count, null);
        if (outcome.Validation.Curves.Count > 1)
        {
            json.WriteStartArray("cvByAlpha");
            foreach (CrossValidationCurve other in outcome.Validation.Curves) WriteCurve(json, other, measure, outcome.Validation.Folds[0].Count, other.Path.Alpha);
            json.WriteEndArray();
        }
        json.Metrics("metrics", outcome.CrossValidated);
        json.WriteString("metricsOn", "rows held out by cross-validation");
        json.Metrics("trainingMetrics", outcome.Training);
        json.Number("cvError", curve.MeanError[outcome.Choice.Index]);
        json.Number("cvStandardError", curve.StandardError[outcome.Choice.Index]);
        json.Number("nullModelError", outcome.NullError);
        json.WriteNumber("nonZeros", outcome.Point.NonZeros);
        json.Coefficients(outcome.Table.Classes, outcome.Table.Set.FeatureNames, outcome.Point.Intercepts, outcome.Point.Indices.Zip(outcome.Point.Values));
        json.WriteStartObject("certificate");
        json.CertificateParts(outcome.Point.Certificate);
        json.WriteEndObject();
        DiagnosisText.WriteJson(json, outcome.Model.Facts);
        json.Texts("warnings", outcome.Warnings);
        json.Seconds(outcome.Table.ReadTime, outcome.Validation.PathTime, outcome.Validation.CrossValidationTime, total);
    });

    private static void WriteCurve(Utf8JsonWriter json, CrossValidationCurve curve, string measure, int folds, double? alpha)
    {
        json.WriteStartObject();
        if (alpha is double share) json.Number("alpha", share);
        json.Numbers("lambda", curve.Path.Points.Select(p => p.Lambda));
        json.Numbers("mean", curve.MeanError.Select(e => TaskWords.Value(measure, e)));
        json.Numbers("standardError", curve.StandardError);
        json.Number("lambdaMin", curve.Path.Points[curve.MinIndex].Lambda);
        json.Number("lambda1Se", curve.Path.Points[curve.OneSeIndex].Lambda);
        json.WriteNumber("folds", folds);
        json.WriteEndObject();
    }
}
