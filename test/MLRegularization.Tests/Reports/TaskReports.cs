using MLRegularization.Matrices;
using MLRegularization.Models;
using MLRegularization.Paths;
using MLRegularization.Reports;

namespace MLRegularization.Tests.Reports;

/// <summary>Inputs of reports of classes and counts.</summary>
internal static class TaskReports
{
    /// <summary>A cross-validated fit of two classes.</summary>
    public static ReportInput Classes(string other, string positive)
    {
        (double[][] columns, double[] target, string[] names) = ReportInputs.Table(150, 8);
        return Fitted(columns, [.. target.Select(y => y > 160 ? 1.0 : 0)], names, LossKind.Logistic, [other, positive]);
    }

    /// <summary>A cross-validated fit of counts.</summary>
    public static ReportInput Counts()
    {
        (double[][] columns, double[] target, string[] names) = ReportInputs.Table(150, 8);
        return Fitted(columns, [.. target.Select(y => Math.Floor(Math.Exp(y / 80)))], names, LossKind.Poisson, null);
    }

    private static ReportInput Fitted(double[][] columns, double[] target, string[] names, LossKind loss, string[]? classes)
    {
        TrainingSet data = new(DenseColumns.FromColumns(columns), target, featureNames: names);
        CrossValidation validation = CrossValidation.Run(data, new PathOptions { Loss = loss, LambdaCount = 40 });
        Choice choice = validation.Select(PathSelection.LambdaMin);
        LinearModel model = validation.Model(label: "response", classes: classes);
        return ReportInputs.Of(choice.Curve.Path, choice.Index, target) with
        {
            Validation = validation,
            Selection = "min",
            Model = model.WithFacts(model.Facts with { Diagnosis = Diagnoser.Of(validation, choice, data, new PathOptions { Loss = loss }) }),
            OutOfFold = validation.OutOfFoldPredictions(choice),
            Deviations = FeatureDeviations.Of(data),
            Metrics = [("a measure", "0.49")],
        };
    }
}
