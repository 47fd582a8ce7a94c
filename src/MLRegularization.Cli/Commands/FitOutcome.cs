using MLRegularization.Cli.Data;
using MLRegularization.Cli.Options;
using MLRegularization.Cli.Output;
using MLRegularization.Matrices;
using MLRegularization.Models;
using MLRegularization.Paths;

namespace MLRegularization.Cli.Commands;

/// <summary>A fit with all that is told about it.</summary>
internal sealed record FitOutcome
{
    public required TrainingTable Table { get; init; }
    public required CrossValidation Validation { get; init; }
    public required Choice Choice { get; init; }

    /// <summary>The rule: min, 1se, aic, bic, ebic or given.</summary>
    public required string Selection { get; init; }
    public required LinearModel Model { get; init; }
    public required double[] OutOfFold { get; init; }

    /// <summary>On rows held out.</summary>
    public required Metrics CrossValidated { get; init; }

    /// <summary>On the rows learned from.</summary>
    public required Metrics Training { get; init; }

    /// <summary>Cross-validated error of the model without features.</summary>
    public required double NullError { get; init; }
    public required IReadOnlyList<string> Warnings { get; init; }

    public CrossValidationCurve Curve => Choice.Curve;

    public PathPoint Point => Choice.Point;

    /// <summary>Fits, chooses and measures.</summary>
    public static FitOutcome Of(TrainingTable table, PathRequest path, ValidationRequest validation, IProgress<FitProgress> progress, CancellationToken cancellation)
    {
        PathOptions pathOptions = path.ToOptions(table);
        if (path.Lambdas is [double given]) pathOptions.Lambdas = WarmGrid(table, pathOptions, given, cancellation);
        else if (table.Task == "regression" && path.Alphas.Any(a => a < 1)) pathOptions.LambdaRatio ??= RidgeGrid.RatioFor(table.Set);
        CrossValidation run = EngineCall.Do(() => CrossValidation.Run(table.Set, pathOptions, validation.ToOptions(table, path.Alphas), progress, cancellation));
        // A given strength is none that the ends of a grid could hem in.
        return path.Lambdas is null ? Of(table, pathOptions, validation.Seed, run, run.Select(validation.Rule), validation.Select, run.Warnings, cancellation)
            : Of(table, pathOptions, validation.Seed, run, LastOfBest(run), "given", [.. run.Curves.SelectMany(c => c.Path.Warnings).Distinct()], cancellation);
    }

    /// <summary>What is to be told of a strength that was chosen.</summary>
    public static FitOutcome Of(TrainingTable table, PathOptions pathOptions, ulong seed, CrossValidation run, Choice choice, string selection, IReadOnlyList<string> warnings, CancellationToken cancellation)
    {
        PathPoint point = choice.Point;
        TrainingFacts facts = new(table.Task, table.Label, table.Set.Rows, choice.Curve.Path.Alpha, point.Lambda, choice.Curve.Path.LambdaMax, selection, pathOptions.Standardize,
            point.Loss, choice.Curve.Path.NullLoss, choice.Curve.MeanError[choice.Index], choice.Curve.StandardError[choice.Index], run.Folds[0].Count, seed, point.Certificate)
        { ExplainedDeviance = point.ExplainedDeviance, OffsetColumn = table.OffsetColumn, Loss = pathOptions.Loss.ToString().ToLowerInvariant(), Measure = run.Measure.ToString().ToLowerInvariant(), Classes = table.Classes, Grouped = pathOptions.Grouped, Diagnosis = Diagnoser.Of(run, choice, table.Set, pathOptions, table.Encoding, cancellation), ClassWeighting = pathOptions.ClassWeights?.Name ?? "none", ClassWeights = pathOptions.ClassWeights?.Of(table.Set) ?? [] };
        LinearModel model = new(table.Set.FeatureNames, point.ToDense(table.Set.Columns), point.Intercepts, facts, table.Encoding);
        double[] outOfFold = run.OutOfFoldPredictions(choice);
        return new FitOutcome
        {
            Table = table,
            Validation = run,
            Choice = choice,
            Selection = selection,
            Model = model,
            OutOfFold = outOfFold,
            CrossValidated = Metrics.Of(table.Task, table.Set.Target, outOfFold, table.Set.Weights),
            Training = Metrics.Of(table.Task, table.Set.Target, model.Predict(table.Set.Features, table.Set.Offset), table.Set.Weights),
            NullError = NullModel.Error(table, run, pathOptions),
            Warnings = [.. table.Warnings, .. warnings],
        };
    }

    // A given strength is reached from λmax over a short grid, each fit starting at the one before.
    private static double[] WarmGrid(TrainingTable table, PathOptions options, double given, CancellationToken cancellation)
    {
        double most = EngineCall.Do(() => PathSolver.Fit(table.Set, options, cancellation: cancellation)).LambdaMax;
        if (!(given > 0 && given < most) || double.IsInfinity(most / given)) return [given];
        const int steps = 20;
        double[] grid = [.. Enumerable.Range(0, steps).Select(k => most * Math.Pow(given / most, (double)k / (steps - 1)))];
        grid[^1] = given;
        return grid;
    }

    private static Choice LastOfBest(CrossValidation run)
    {
        CrossValidationCurve best = run.Curves.MinBy(c => c.MeanError[^1])!;
        return new Choice(best, best.Path.Points.Count - 1);
    }
}
