using System.Globalization;
using MLRegularization.Cli.Data;
using MLRegularization.Paths;
using MLRegularization.Preparation;

namespace MLRegularization.Cli.Options;

/// <summary>What the command line says of cross-validation.</summary>
internal sealed record ValidationRequest
{
    public required string Select { get; init; }
    public required CrossValidationMeasure Measure { get; init; }
    public required int Folds { get; init; }
    public required bool FoldsGiven { get; init; }
    public required int Repeats { get; init; }
    public required ulong Seed { get; init; }

    /// <summary>The rule as the engine names it.</summary>
    public PathSelection Rule => Select switch
    {
        "1se" => PathSelection.Lambda1Se,
        "aic" => PathSelection.Aic,
        "bic" => PathSelection.Bic,
        "ebic" => PathSelection.Ebic,
        _ => PathSelection.LambdaMin,
    };

    /// <summary>Reads and checks the options.</summary>
    public static ValidationRequest From(Arguments arguments, CliOptions options) => new()
    {
        Select = arguments.Word(options.Select, "min", "min", "1se", "aic", "bic", "ebic"),
        Measure = arguments.Word(options.Measure, "deviance", "deviance", "auc", "accuracy", "mse") switch
        {
            "auc" => CrossValidationMeasure.Auc,
            "accuracy" => CrossValidationMeasure.Accuracy,
            "mse" => CrossValidationMeasure.SquaredError,
            _ => CrossValidationMeasure.Deviance,
        },
        Folds = arguments.Integer(options.Folds, 10, 2, int.MaxValue),
        FoldsGiven = arguments.Text(options.Folds) is not null,
        Repeats = arguments.Integer(options.Repeats, 1, 1, 1000),
        Seed = arguments.Seed(options.Seed),
    };

    /// <summary>The engine's options for a table.</summary>
    public CrossValidationOptions ToOptions(TrainingTable table, double[] alphas) => new()
    {
        Measure = Measured(table.Task),
        FoldCount = Folds,
        Repeats = Repeats,
        Seed = Seed,
        Folds = FoldsFor(table),
        Alphas = alphas.Length > 1 ? alphas : null,
        FeaturesFor = table.FeaturesFor,
    };

    private CrossValidationMeasure Measured(string task) =>
        Measure == CrossValidationMeasure.Auc && task != "binary" ? throw new UserError($"--measure is 'auc', which needs two classes, and the task is {task}; give --measure {(task == "multiclass" ? "deviance, accuracy or mse" : "deviance or mse")}.")
        : Measure == CrossValidationMeasure.Accuracy && task is not ("binary" or "multiclass") ? throw new UserError($"--measure is 'accuracy', which needs classes, and the task is {task}; give --measure deviance or mse.")
        : Measure;

    /// <summary>How the rows of a table are divided, and those of a fold again.</summary>
    public static FoldPlan PlanFor(TrainingTable table) =>
        table.Fold is not null ? FoldPlan.Given(InOrder(table.Fold))
        : table.Group is not null ? FoldPlan.Grouped(InOrder(table.Group))
        : table.Times is not null ? FoldPlan.ByTime(table.Times)
        : table.Classes.Count > 0 ? FoldPlan.Stratified([.. table.Target.Select(y => (int)y)])
        : FoldPlan.Random;

    private IReadOnlyList<Folds>? FoldsFor(TrainingTable table)
    {
        IReadOnlyList<Folds>? folds = GivenFolds(table);
        if (table.Classes.Count == 0) return folds;
        folds ??= ClassFolds.Stratified(table, Folds, Repeats, Seed);
        ClassFolds.Check(table, folds);
        return folds;
    }

    private IReadOnlyList<Folds>? GivenFolds(TrainingTable table)
    {
        if (table.Fold is not null) return [Given(table.Fold)];
        if (table.Group is not null)
        {
            int groups = table.Group.Codes.ToArray().Distinct().Count();
            if (groups < Folds) throw new UserError($"Column '{table.Group.Name}' has {Output.Show.Count(groups, "group")} for {Folds} folds; give --folds {Math.Max(2, groups)} or fewer, and at least 2 groups.");
            int[] codes = InOrder(table.Group);
            return [.. Enumerable.Range(0, Repeats).Select(r => EngineCall.Do(() => Paths.Folds.Grouped(codes, Folds, Seed + (ulong)r)))];
        }
        if (table.Times is not null)
        {
            if (Repeats > 1) throw new UserError($"--repeats is {Repeats}, but folds in order of time are always the same; leave --repeats out.");
            int times = table.Times.Distinct().Count();
            if (times <= Folds) throw new UserError($"The time column has {Output.Show.Count(times, "distinct time")} for {Folds} folds, which need {Folds + 1}; give --folds {Math.Max(2, times - 1)} or fewer.");
            return [EngineCall.Do(() => Paths.Folds.ByTime(table.Times, Folds))];
        }
        if (table.Rows < Folds)
            throw new UserError($"There are {table.Rows} rows for {Folds} folds; give --folds {table.Rows} or fewer.");
        return null;
    }

    private Folds Given(TextColumn column)
    {
        if (Repeats > 1 || FoldsGiven) throw new UserError($"{(FoldsGiven ? "--folds" : "--repeats")} and --fold-column were both given; the fold column alone says what the folds are.");
        int[] codes = InOrder(column);
        int distinct = codes.Distinct().Count();
        if (distinct < 2) throw new UserError($"Column '{column.Name}', which --fold-column names, has 1 value; give a column with at least 2.");
        if (distinct > 1000 && distinct > column.Rows / 2)
            throw new UserError($"Column '{column.Name}', which --fold-column names, has {distinct} values in {column.Rows} rows, one fold each; give a column with a few values.");
        return EngineCall.Do(() => Paths.Folds.Given(codes));
    }

    /// <summary>One integer per row in the order of the values: numbers by size, then texts.</summary>
    private static int[] InOrder(TextColumn column)
    {
        int[] order = [.. Enumerable.Range(0, column.Levels.Count)
            .OrderBy(k => double.TryParse(column.Levels[k], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.PositiveInfinity)
            .ThenBy(k => column.Levels[k], StringComparer.Ordinal)];
        int[] rank = new int[order.Length];
        for (int k = 0; k < order.Length; k++) rank[order[k]] = k;
        return [.. column.Codes.ToArray().Select(code => rank[code])];
    }
}
