using MLRegularization.Diagnosis;
using MLRegularization.Paths;

namespace MLRegularization.Reports.Findings;

/// <summary>What every part of the page needs to know of its input, worked out once.</summary>
internal sealed class Report
{
    /// <summary>Works it out.</summary>
    public Report(ReportInput input)
    {
        Input = input;
        Path = input.Path;
        Names = Path.FeatureNames;
        ChosenIndex = IndexOf(Path, input.Chosen);
        Curve = input.Validation?.Curves.FirstOrDefault(c => ReferenceEquals(c.Path, Path)) ?? input.Validation?.Curves.FirstOrDefault(c => c.Path.Alpha == Path.Alpha && c.Path.Points.Count == Path.Points.Count);
        if (Curve is not null && ChosenIndex >= 0)
            Balance = FitBalance.Of([.. Path.Points.Select(p => p.Lambda)], Curve.TrainingError, Curve.MeanError, Curve.StandardError, ChosenIndex);
        Words = new Words(input.Model.Facts.Task, input.Label, input.Model.Facts.Classes, input.Model.Facts.Measure);
        Effects = new Effects(input.Deviations, Names.Count, Words);
        Judged = new HeldOut(Words, input.Target, input.OutOfFold, Outputs, input.Weights);
        Warnings = [.. input.Warnings.Concat(input.Validation?.Warnings ?? Path.Warnings).Where(w => !string.IsNullOrWhiteSpace(w)).Distinct()];
    }

    /// <summary>The input.</summary>
    public ReportInput Input { get; }

    /// <summary>The path on all rows.</summary>
    public RegularizationPath Path { get; }

    /// <summary>The features' names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Index of the chosen λ in the path; −1 when it is not one of its points.</summary>
    public int ChosenIndex { get; }

    /// <summary>The cross-validation curve of the path; null without cross-validation.</summary>
    public CrossValidationCurve? Curve { get; }

    /// <summary>Training against held-out error; null where one is not known.</summary>
    public FitBalance? Balance { get; }

    /// <summary>How coefficients are shown.</summary>
    public Effects Effects { get; }

    /// <summary>What things are called.</summary>
    public Words Words { get; }

    /// <summary>Predictions of rows that folds held out.</summary>
    public HeldOut Judged { get; }

    /// <summary>Linear predictors of the model: its classes where there are several, else 1.</summary>
    public int Outputs => Input.Model.Intercepts.Count;

    /// <summary>Features with a coefficient, of any class, at the chosen λ.</summary>
    public int Kept => Input.Chosen.Indices.Select(c => c % Names.Count).Distinct().Count();

    /// <summary>All warnings, each once.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Mean cross-validated error at the chosen λ; NaN when none was made.</summary>
    public double Error => Curve is not null && ChosenIndex >= 0 ? Curve.MeanError[ChosenIndex] : Input.Model.Facts.CrossValidatedLoss;

    /// <summary>Its standard error.</summary>
    public double ErrorDeviation => Curve is not null && ChosenIndex >= 0 ? Curve.StandardError[ChosenIndex] : Input.Model.Facts.CrossValidatedError;

    /// <summary>The kind of model in the field's words.</summary>
    public string Kind => Words.Loss + (Input.Model.Facts.Grouped && Path.Alpha > 0 ? "group " : "") + Path.Alpha switch { 1 => "lasso", 0 => "ridge regression", _ => $"elastic net (α = {Drawing.NumberText.Setting(Path.Alpha)})" };

    /// <summary>The rule of choice, to follow "chosen".</summary>
    public string Rule => Input.Selection.ToLowerInvariant() switch
    {
        "min" => "for the lowest cross-validated error",
        "1se" => "as the strongest penalty whose cross-validated error is within one standard error of the lowest",
        "aic" => "by Akaike’s information criterion",
        "bic" => "by the Bayesian information criterion",
        "ebic" => "by the extended Bayesian information criterion",
        "given" => "as the value that was given",
        _ => $"by {Input.Selection}",
    };

    private static int IndexOf(RegularizationPath path, PathPoint chosen)
    {
        for (int i = 0; i < path.Points.Count; i++)
            if (ReferenceEquals(path.Points[i], chosen)) return i;
        for (int i = 0; i < path.Points.Count; i++)
            if (path.Points[i].Lambda == chosen.Lambda) return i;
        return -1;
    }
}
