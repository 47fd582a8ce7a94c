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

    /// <summary>A cross-validated fit of several classes of like size.</summary>
    public static ReportInput Several(params string[] names)
    {
        (double[][] columns, double[] target, string[] features) = ReportInputs.Table(150, 8);
        double[] sorted = [.. target.Order()];
        return Fitted(columns, [.. target.Select(y => (double)(Array.BinarySearch(sorted, y) * names.Length / sorted.Length))], features, LossKind.Multinomial, names, 12);
    }

    /// <summary>Long, foreign and hostile names of more classes than have pictures of their own.</summary>
    public static ReportInput ManyClasses() => Several("<b>bold</b> & \"quoted\"", "Größe des Bäckerstraßenübergangs", "中文特征名称很长很长很长很长", "مؤشر كتلة", new string('W', 200), "x", "-1", "", "😀😀😀");

    /// <summary>A cross-validated fit of counts.</summary>
    public static ReportInput Counts()
    {
        (double[][] columns, double[] target, string[] names) = ReportInputs.Table(150, 8);
        return Fitted(columns, [.. target.Select(y => Math.Floor(Math.Exp(y / 80)))], names, LossKind.Poisson, null);
    }

    private static ReportInput Fitted(double[][] columns, double[] target, string[] names, LossKind loss, string[]? classes, int strengths = 40)
    {
        TrainingSet data = new(DenseColumns.FromColumns(columns), target, featureNames: names);
        CrossValidation validation = CrossValidation.Run(data, new PathOptions { Loss = loss, LambdaCount = strengths });
        Choice choice = validation.Select(PathSelection.LambdaMin);
        LinearModel model = validation.Model(label: "response", classes: classes);
        return ReportInputs.Of(choice.Curve.Path, choice.Index, target, model: model.WithFacts(model.Facts with { Diagnosis = Diagnoser.Of(validation, choice, data, new PathOptions { Loss = loss }) })) with
        {
            Validation = validation,
            Selection = "min",
            OutOfFold = validation.OutOfFoldPredictions(choice),
            Deviations = FeatureDeviations.Of(data),
            Metrics = [("a measure", "0.49")],
        };
    }
}
