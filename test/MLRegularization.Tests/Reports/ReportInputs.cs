using MLRegularization.Models;
using MLRegularization.Paths;
using MLRegularization.Reports;
using MLRegularization.Solvers;

namespace MLRegularization.Tests.Reports;

/// <summary>Inputs of reports for tests: ordinary ones, and odd ones.</summary>
internal static class ReportInputs
{
    /// <summary>Correlated columns of differing scale, of which every third matters, and a response with noise. Always the same.</summary>
    public static (double[][] Columns, double[] Target, string[] Names) Table(int rows, int columns)
    {
        uint state = 2463534242;
        double Uniform()
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            return (state + 0.5) / 4294967296.0;
        }
        double Normal() => Math.Sqrt(-2 * Math.Log(Uniform())) * Math.Cos(2 * Math.PI * Uniform());
        double[] common = [.. Enumerable.Range(0, rows).Select(_ => Normal())];
        double[][] x = new double[columns][];
        for (int j = 0; j < columns; j++)
        {
            double scale = Math.Pow(10, j % 4 - 1);
            x[j] = [.. common.Select(c => scale * (0.6 * c + 0.8 * Normal()))];
        }
        double[] y = [.. Enumerable.Range(0, rows).Select(i => 150 + 25 * Normal())];
        for (int j = 0; j < columns; j += 3)
            for (int i = 0; i < rows; i++) y[i] += (j % 2 == 0 ? 20 : -14) / (1 + j / 6.0) * x[j][i] / Math.Pow(10, j % 4 - 1);
        return (x, y, [.. Enumerable.Range(1, columns).Select(j => $"feature{j}")]);
    }

    /// <summary>A cross-validated fit of a table.</summary>
    public static ReportInput Fitted((double[][] Columns, double[] Target, string[] Names) table, double[]? alphas = null, bool oneSe = false, int count = 60, double ratio = 1e-3, string label = "response")
    {
        CrossValidation validation = SmallFit.Validate(table.Columns, table.Target, table.Names, alphas ?? [1], count: count, ratio: ratio);
        CrossValidationCurve curve = validation.Curves.MinBy(c => c.MeanError[c.MinIndex])!;
        int index = oneSe ? curve.OneSeIndex : curve.MinIndex;
        ReportInput input = Of(curve.Path, index, table.Target, label);
        MLRegularization.Matrices.TrainingSet data = new(MLRegularization.Matrices.DenseColumns.FromColumns(table.Columns), table.Target, featureNames: table.Names);
        return input with
        {
            Model = input.Model.WithFacts(input.Model.Facts with { Diagnosis = Diagnoser.Of(validation, new Choice(curve, index), data) }),
            Validation = validation,
            Selection = oneSe ? "1se" : "min",
            OutOfFold = SmallFit.OutOfFold(validation, curve, index, table.Columns, table.Target),
            Deviations = FeatureDeviations.Of(data),
            Metrics = [("rmse", "54.4"), ("mae", "44.2"), ("r2", "0.49")],
        };
    }

    /// <summary>The report of one point of a path, without cross-validation.</summary>
    public static ReportInput Of(RegularizationPath path, int index, double[] target, string label = "response", LinearModel? model = null)
    {
        PathPoint point = path.Points[index];
        TrainingFacts facts = new("regression", label, target.Length, path.Alpha, point.Lambda, path.LambdaMax, "given", true, point.Loss, path.NullLoss, double.NaN, double.NaN, 0, 1, point.Certificate);
        return new ReportInput
        {
            Title = $"{label} from {path.FeatureNames.Count} features",
            Command = $"mlreg fit data/table.csv --label {label} --report report.html",
            Label = label,
            Validation = null,
            Path = path,
            Chosen = point,
            Selection = "given",
            Model = model ?? new LinearModel(path.FeatureNames, point.ToDense(path.FeatureNames.Count), point.Intercept, facts),
            Target = target,
            OutOfFold = null,
            DataFacts = [("rows", target.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("features", path.FeatureNames.Count.ToString(System.Globalization.CultureInfo.InvariantCulture))],
            Metrics = [],
            Warnings = [],
        };
    }

    /// <summary>Long, foreign and hostile names, huge and tiny numbers, many features, a long command.</summary>
    public static ReportInput Odd()
    {
        (double[][] columns, double[] target, string[] names) = Table(60, 45);
        string[] odd = ["<b>bold</b> & \"quoted\"", "Größe des Bäckerstraßenübergangs", "中文特征名称很长很长很长很长很长很长很长", "مؤشر كتلة الجسم", new string('W', 200), "x", "--option", "a=b", "😀😀😀", "word ".PadRight(150, 'y')];
        for (int j = 0; j < names.Length; j++) names[j] = odd[j % odd.Length] + (j < odd.Length ? "" : j);
        double[] large = [.. target.Select(v => v * 1e80)];
        return Fitted((columns, large, names), label: "Ertrag " + new string('g', 120), count: 40) with
        {
            Title = "Ein " + new string('t', 150) + " <title>",
            Command = "mlreg fit " + new string('d', 300) + ".csv --label 'Ertrag & mehr'",
            DataFacts = [("file", "/a/" + new string('p', 200)), (new string('n', 90), "1")],
            Metrics = [("rmse", new string('9', 120))],
            Warnings = [new string('w', 300)],
        };
    }

    /// <summary>A path whose points are given as columns and values.</summary>
    public static RegularizationPath Path(string[] names, params (double Lambda, int[] Columns, double[] Values)[] points) => new(1, points[0].Lambda,
        [.. points.Select(p => new PathPoint(p.Lambda, [1], p.Columns, p.Values, 0.5, 0.5, new Certificate(0.5, 0, 0, 1, StopReason.Converged)))], names, 20, 1, PathEnd.AllFitted, SolverKind.Residual, []);
}
