using System.Diagnostics;
using MLRegularization.Cli.Data;
using MLRegularization.Cli.Options;
using MLRegularization.Cli.Output;
using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Cli.Commands;

/// <summary><c>mlreg path</c>: every strength with its coefficients and certificate.</summary>
internal static class PathCommand
{
    private const int MostLines = 20;

    public static void Run(CommandContext context)
    {
        long started = Stopwatch.GetTimestamp();
        (Arguments arguments, CliOptions options) = (context.Arguments, context.Options);
        string data = arguments.Text(options.Data), task = context.Task();
        string? target = arguments.Text(options.Out);
        PathRequest request = PathRequest.From(arguments, options);
        if (request.Alphas.Length > 1) throw new UserError($"--alpha gives {request.Alphas.Length} values, and a path has one; give one, or use mlreg fit to choose among them.");
        ColumnRoles roles = ColumnRoles.From(arguments, options);
        MissingRule missing = context.Missing();
        using OutputFiles files = new();
        files.Claim(target, "--out", data);
        (TrainingTable table, PathOptions asked, RegularizationPath path, TimeSpan took) = ProgressDisplay.Run(context.Terminal, progress =>
        {
            TrainingTable read = TrainingTable.Load(data, roles, missing, task, progress, context.Cancellation);
            PathOptions pathOptions = request.ToOptions(read);
            long from = Stopwatch.GetTimestamp();
            RegularizationPath fitted = EngineCall.Do(() => PathSolver.Fit(read.Set, pathOptions, progress, context.Cancellation));
            return (read, pathOptions, fitted, Stopwatch.GetElapsedTime(from));
        });
        files.WriteText(target, text => WriteCsv(text, path, table.Classes));
        context.Cancellation.ThrowIfCancellationRequested();
        files.Commit();
        string[] warnings = [.. table.Warnings, .. path.Warnings];
        foreach (string warning in warnings) context.Terminal.Warn(warning);
        if (arguments.Flag(options.Json)) PrintJson(context.Terminal.Output, table, asked, path, warnings, took, Stopwatch.GetElapsedTime(started));
        else PrintText(context.Terminal, table, path, target);
    }

    private static void WriteCsv(TextWriter text, RegularizationPath path, IReadOnlyList<string> classes)
    {
        int p = path.FeatureNames.Count;
        bool several = path.Points[0].Intercepts.Count > 1;
        string[] names = [.. several ? classes.Select(Show.CsvField) : [""]];
        text.WriteLine("lambda,class,feature,coefficient");
        foreach (PathPoint point in path.Points)
        {
            string lambda = Show.Full(point.Lambda);
            for (int k = 0; k < names.Length; k++)
                if (point.Intercepts[k] != 0) text.WriteLine($"{lambda},{names[k]},(intercept),{Show.Full(point.Intercepts[k])}");
            for (int c = 0; c < point.NonZeros; c++)
                text.WriteLine($"{lambda},{names[point.Indices[c] / p]},{Show.CsvField(path.FeatureNames[point.Indices[c] % p])},{Show.Full(point.Values[c])}");
        }
    }

    private static void PrintJson(TextWriter output, TrainingTable table, PathOptions asked, RegularizationPath path, string[] warnings, TimeSpan took, TimeSpan total) => JsonObject.Print(output, json =>
    {
        json.WriteString("task", table.Task);
        json.WriteString("label", table.Label);
        json.Classes(table.Classes);
        json.ClassWeights(asked.ClassWeights?.Name ?? "none", table.Classes, asked.ClassWeights?.Of(table.Set) ?? []);
        json.WriteNumber("rows", table.Set.Rows);
        json.WriteNumber("columns", table.ColumnCount);
        json.WriteNumber("features", table.Set.Columns);
        json.WriteNumber("droppedRows", table.DroppedRows);
        json.Number("alpha", path.Alpha);
        json.Number("lambdaMax", path.LambdaMax);
        json.Number("nullLoss", path.NullLoss);
        json.WriteString("end", Show.JsonName(path.End.ToString()));
        json.WriteString("solver", Show.JsonName(path.Solver.ToString()));
        json.WriteStartArray("path");
        foreach (PathPoint point in path.Points)
        {
            json.WriteStartObject();
            json.Number("lambda", point.Lambda);
            json.WriteNumber("nonZeros", point.NonZeros);
            json.CertificateParts(point.Certificate);
            json.Number("explainedDeviance", point.ExplainedDeviance);
            json.Number("objective", point.Certificate.Objective);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.Texts("warnings", warnings);
        json.Seconds(table.ReadTime, took, TimeSpan.Zero, total);
    });

    private static void PrintText(Terminal terminal, TrainingTable table, RegularizationPath path, string? target)
    {
        string end = path.End switch
        {
            PathEnd.DevianceExplained => ", ended early: the deviance is explained (--stop-early false goes on)",
            PathEnd.DevianceFlat => ", ended early: the explained deviance no longer grows (--stop-early false goes on)",
            _ => "",
        };
        terminal.Line($"Path of '{table.Label}'{FitText.Against(table.Classes)} on {Show.Count(table.Set.Columns, "feature")}, {Show.Count(table.Set.Rows, "row")}, α = {Show.Short(path.Alpha)}: {Show.Count(path.Points.Count, "strength")}{end}.");
        Spectre.Console.Table lines = Terminal.Table(("λ", true), ("Non-zero", true), ("Explained deviance", true), ("Gap", true), ("Iterations", true));
        int step = Math.Max(1, (path.Points.Count + MostLines - 1) / MostLines);
        for (int k = 0; k < path.Points.Count; k++)
        {
            if (k % step != 0 && k != path.Points.Count - 1) continue;
            PathPoint point = path.Points[k];
            Terminal.Row(lines, Show.Short(point.Lambda), $"{point.NonZeros}", Show.Short(point.ExplainedDeviance), Show.Rough(Math.Max(0, point.Certificate.Gap)), $"{point.Certificate.Iterations}");
        }
        terminal.Tables.Write(lines);
        terminal.Line(target is null ? "Add --out FILE.csv for the coefficients of every strength." : $"The coefficients of every strength are in {target}.");
    }
}
