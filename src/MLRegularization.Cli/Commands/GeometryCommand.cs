using MLRegularization.Cli.Data;
using MLRegularization.Cli.Options;
using MLRegularization.Cli.Output;
using MLRegularization.Matrices;
using MLRegularization.Paths;
using MLRegularization.Reports;

namespace MLRegularization.Cli.Commands;

/// <summary><c>mlreg geometry</c>: a picture of a lasso and a ridge fit of two features, with the balls and the loss they meet at.</summary>
internal static class GeometryCommand
{
    public static void Run(CommandContext context)
    {
        (Arguments arguments, CliOptions options) = (context.Arguments, context.Options);
        string? data = arguments.Text(options.OptionalData), label = arguments.Text(options.Label);
        string target = arguments.Text(options.Out) ?? throw new UserError("No file is given for the picture; name it with --out picture.svg.");
        List<string> pair = arguments.List(options.Features);
        if (data is null && (label is not null || pair.Count > 0)) throw new UserError($"{(label is not null ? "--label" : "--features")} was given without a table; put the table before it.");
        if (pair.Count is not (0 or 2)) throw new UserError($"--features names {Show.Count(pair.Count, "feature")}; give two, separated by a comma.");
        using OutputFiles files = new();
        files.Claim(target, "--out", data is null ? [] : [data]);
        TrainingSet set = data is null ? Example() : Pick(data, label, pair, context.Cancellation);
        GeometryInput input = Solve(set, context.Cancellation);
        files.WriteText(target, text => text.Write(GeometryPicture.Render(input)));
        context.Cancellation.ThrowIfCancellationRequested();
        files.Commit();
        if (arguments.Flag(options.Json)) PrintJson(context.Terminal.Output, input);
        else PrintText(context.Terminal, input, target);
    }

    /// <summary>Two correlated features of which one matters more; no randomness.</summary>
    private static TrainingSet Example()
    {
        const int rows = 120;
        double[,] x = new double[rows, 2];
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            double a = Math.Sin(1.7 * i) + Math.Cos(0.9 * i), b = Math.Sin(2.3 * i + 1) + Math.Cos(3.1 * i);
            x[i, 0] = a;
            x[i, 1] = 0.4 * a + b;
            y[i] = 0.25 * x[i, 0] + x[i, 1] + 0.5 * Math.Sin(5.3 * i);
        }
        return TrainingSet.FromRows(x, y, ["x1", "x2"]);
    }

    private static TrainingSet Pick(string data, string? label, List<string> pair, CancellationToken cancellation)
    {
        TrainingTable table = TrainingTable.Load(data, new ColumnRoles { Label = label }, MissingRule.Drop, "regression", null, cancellation);
        IReadOnlyList<string> names = table.Set.FeatureNames;
        if (names.Count < 2) throw new UserError($"'{data}' has 1 feature, and the picture needs two; give a table with at least two.");
        int[] places = pair.Count == 2 ? [.. pair.Select(n => Place(n, names))] : FirstTwo(table.Set, cancellation);
        if (places[0] == places[1]) throw new UserError($"--features names '{pair[0]}' twice; give two different features.");
        double[][] columns = [new double[table.Set.Rows], new double[table.Set.Rows]];
        for (int k = 0; k < 2; k++) table.Set.Features.CopyCentered(places[k], 0, 0, columns[k]);
        return new TrainingSet(DenseColumns.FromColumns<double>(columns), table.Set.Target, featureNames: [names[places[0]], names[places[1]]]);
    }

    private static int Place(string name, IReadOnlyList<string> names)
    {
        for (int j = 0; j < names.Count; j++)
            if (names[j] == name) return j;
        throw new UserError($"--features names '{name}', which is no feature{Suggestion.For(name, names)}; the features are: {Suggestion.Listing(names)}.");
    }

    // The first two features that enter the lasso's path.
    private static int[] FirstTwo(TrainingSet set, CancellationToken cancellation)
    {
        List<int> order = [];
        foreach (PathPoint point in EngineCall.Do(() => PathSolver.Fit(set, cancellation: cancellation)).Points)
        {
            order.AddRange(point.Indices.Except(order).ToArray());
            if (order.Count >= 2) return [order[0], order[1]];
        }
        throw new UserError("Fewer than two features have anything to do with the label; name two with --features A,B.");
    }

    private static GeometryInput Solve(TrainingSet set, CancellationToken cancellation)
    {
        double[] spread = [ColumnSpread.Of(set, 0), ColumnSpread.Of(set, 1)];
        int constant = Array.IndexOf(spread, 0);
        if (constant >= 0) throw new UserError($"The feature '{set.FeatureNames[constant]}' is constant, so no contour can be drawn; name another with --features A,B.");
        RegularizationPath lasso = Path(set, 1, cancellation), ridge = Path(set, 0, cancellation);
        // Just before the second feature enters the lasso: the last λ with one coefficient at zero.
        PathPoint corner = lasso.Points.LastOrDefault(p => p.NonZeros == 1) ?? lasso.Points[lasso.Points.Count / 2];
        PathPoint round = ridge.Points.MinBy(p => Math.Abs(p.Loss - corner.Loss))!;
        double[] first = new double[set.Rows], second = new double[set.Rows];
        set.Features.CopyCentered(0, 0, Mean(set, 0), first);
        set.Features.CopyCentered(1, 0, Mean(set, 1), second);
        double correlation = first.Zip(second, (a, b) => a / spread[0] * (b / spread[1])).Average();
        if (Math.Abs(correlation) > 0.999) throw new UserError($"'{set.FeatureNames[0]}' and '{set.FeatureNames[1]}' have a correlation of {Show.Short(correlation)}, so the contours are lines; name another pair with --features A,B.");
        double mean = set.Target.Average();
        double covariance1 = first.Zip(set.Target, (a, y) => a / spread[0] * (y - mean)).Average(), covariance2 = second.Zip(set.Target, (a, y) => a / spread[1] * (y - mean)).Average();
        double determinant = 1 - correlation * correlation;
        return new GeometryInput
        {
            FeatureNames = set.FeatureNames,
            Correlation = new[,] { { 1, correlation }, { correlation, 1 } },
            LeastSquares = [(covariance1 - correlation * covariance2) / determinant, (covariance2 - correlation * covariance1) / determinant],
            LassoSolution = [corner[0] * spread[0], corner[1] * spread[1]],
            RidgeSolution = [round[0] * spread[0], round[1] * spread[1]],
        };
    }

    private static RegularizationPath Path(TrainingSet set, double alpha, CancellationToken cancellation) =>
        EngineCall.Do(() => PathSolver.Fit(set, new PathOptions { Alpha = alpha, StopEarly = false, LambdaCount = 400, LambdaRatio = alpha == 0 ? 1e-6 : 1e-3 }, cancellation: cancellation));

    private static double Mean(TrainingSet set, int column)
    {
        double[] values = new double[set.Rows];
        set.Features.CopyCentered(column, 0, 0, values);
        return values.Average();
    }

    private static void PrintText(Terminal terminal, GeometryInput input, string target)
    {
        Spectre.Console.Table table = Terminal.Table(("Standardised coefficients", false), (input.FeatureNames[0], true), (input.FeatureNames[1], true));
        foreach ((string name, double[] point) in new[] { ("least squares", input.LeastSquares), ("lasso", input.LassoSolution), ("ridge", input.RidgeSolution) })
            Terminal.Row(table, name, Show.Short(point[0]), Show.Short(point[1]));
        terminal.Tables.Write(table);
        terminal.Line($"The picture is {target}.");
    }

    private static void PrintJson(TextWriter output, GeometryInput input) => JsonObject.Print(output, json =>
    {
        json.Texts("features", input.FeatureNames);
        json.Number("correlation", input.Correlation[0, 1]);
        json.Numbers("leastSquares", input.LeastSquares);
        json.Numbers("lasso", input.LassoSolution);
        json.Numbers("ridge", input.RidgeSolution);
    });
}
