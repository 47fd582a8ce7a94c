using MLRegularization.Diagnosis;
using MLRegularization.Losses;
using MLRegularization.Matrices;
using MLRegularization.Models;
using MLRegularization.Preparation;

namespace MLRegularization.Networks.Training;

/// <summary>A user's tables made ready: rows divided, inputs prepared and target scaled by what the training rows teach.</summary>
internal sealed class MlpRows
{
    public required TrainingRows Training { get; init; }
    public required TrainingRows? Validation { get; init; }

    /// <summary>The rows held out of the training table, ascending; empty: none.</summary>
    public required int[] HeldOut { get; init; }
    public required NetworkInputEncoding Encoding { get; init; }
    public required TargetScaling? Target { get; init; }
    public required ILoss Loss { get; init; }
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The loss of the best constant on the training rows.</summary>
    public required double NullLoss { get; init; }

    /// <summary>The best constants.</summary>
    public required IReadOnlyList<double> FirstOutputs { get; init; }
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Checks and prepares; as a model does, where one is given to begin with.</summary>
    /// <exception cref="ArgumentException">Data or share cannot be used.</exception>
    public static MlpRows Prepare(MlpData data, MlpData? validation, NetworkTask task, MlpOptions options, NetworkInputOptions inputs, NetworkModel? start = null)
    {
        if (data.Columns == 0) throw new ArgumentException("The data has no column to learn from; give at least one feature.", nameof(data));
        int[] present = [.. Enumerable.Range(0, data.Rows).Where(i => data.Weights is null || data.Weights[i] > 0)];
        if (present.Length < 2) throw new ArgumentException($"There {(present.Length == 1 ? "is 1 row" : "are no rows")} with weight, and a network needs at least 2 to learn from; give more rows.", nameof(data));
        if (!(options.ValidationShare >= 0 && options.ValidationShare < 1)) throw new ArgumentException($"The validation share is {options.ValidationShare}; it must be from 0 to below 1: 0.2 is usual.", nameof(options));
        int classes = CheckTarget(data, task);
        if (options.ClassWeights is not null && classes == 0) throw new ArgumentException($"Class weights are given and the task is {task}, which has no classes; leave ClassWeights out.", nameof(options));
        ILoss loss = task switch
        {
            NetworkTask.Binary => new LogisticLoss(),
            NetworkTask.Multiclass => new MultinomialLoss(classes),
            NetworkTask.Count => new PoissonLoss(),
            _ => new SquaredLoss(),
        };
        double[] omega = Shares(data.Weights, data.Rows);
        if (task != NetworkTask.Regression && loss.Problem(data.Target, omega) is string problem) throw new ArgumentException(problem, nameof(data));
        if (validation is not null) CheckLabels(validation, task, classes);
        int[] heldOut = validation is null && options.ValidationShare > 0
            ? ValidationSplit.HeldOut(data, present, classes > 0, options.ValidationShare, options.Seed) : [];
        int[] learned = [.. present.Except(heldOut)];
        NetworkInputEncoding encoding = start?.Encoding ?? data.Learn(inputs, learned);
        TargetScaling? target = task == NetworkTask.Regression ? TargetScaling.Learn(data.Target, learned, data.Weights) : null;
        if (target is not null && target.Least == target.Greatest)
            throw new ArgumentException($"The target is {target.Least} in every row that is learned from; give a target that varies.", nameof(data));
        if (start is not null) target = StartOf(start, task, target);
        else if (target is not null && !options.ScaleTarget) target = new TargetScaling(0, 1, double.NegativeInfinity, double.PositiveInfinity);
        NetworkInputs encoded = data.Encode(encoding);
        double[] labels = Labels(data, target);
        double[]? own = Only(data, learned, heldOut.Length > 0), byClass = options.ClassWeights?.ByClass(data.Target, own);
        double[]? Weighed(MlpData table, double[]? weights) => byClass is null ? weights : ClassWeights.Multiply(table.Target, weights, byClass);
        TrainingRows training = new(encoded, labels, Weighed(data, own));
        double[] trainingShares = Shares(training.Weights, data.Rows);
        NullModel constant = loss.Null(labels, trainingShares, []);
        IReadOnlyList<string> names = classes == 0 ? [] : data.Classes.Count > 0 ? data.Classes : [.. Enumerable.Range(0, classes).Select(k => k.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        if (start is not null && !start.Facts.Classes.SequenceEqual(names))
            throw new ArgumentException($"The fit to begin with knows the classes {string.Join(", ", start.Facts.Classes)}, and these data have {string.Join(", ", names)}; give the same, or begin anew.", nameof(start));
        return new MlpRows
        {
            Training = training,
            Validation = validation is not null ? new TrainingRows(validation.Encode(encoding), Labels(validation, target), Weighed(validation, validation.Weights))
                : heldOut.Length > 0 ? new TrainingRows(encoded, labels, Weighed(data, Only(data, heldOut, true))) : null,
            HeldOut = heldOut,
            Encoding = encoding,
            Target = target,
            Loss = loss,
            Classes = names,
            NullLoss = constant.Value - loss.SaturatedValue(labels, trainingShares),
            FirstOutputs = constant.Intercepts,
            Warnings = [.. new[] { loss.Warning(data.Target), Constant(encoding), Few(heldOut, validation, classes) }.OfType<string>()],
        };
    }

    // The scale stays, as weights are in its units; the range grows by that of the new rows.
    private static TargetScaling? StartOf(NetworkModel start, NetworkTask task, TargetScaling? target)
    {
        if (!start.Facts.Task.Equals(task.ToString(), StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"The fit to begin with is of the task {start.Facts.Task}, and this is {task}; give one of the same, or begin anew.", nameof(start));
        return start.Target is not TargetScaling own || target is null ? null : own with { Least = Math.Min(own.Least, target.Least), Greatest = Math.Max(own.Greatest, target.Greatest) };
    }

    private static int CheckTarget(MlpData data, NetworkTask task)
    {
        int wrong = Array.FindIndex(data.Target, y => !double.IsFinite(y));
        if (wrong >= 0) throw new ArgumentException($"The target of row {wrong + 1} is {data.Target[wrong]}; every target must be finite.", nameof(data));
        if (!task.HasClasses()) return 0;
        int classes = task == NetworkTask.Binary ? 2 : data.Classes.Count > 0 ? data.Classes.Count : 1 + (int)Math.Clamp(data.Target.Max(), 0, data.Rows);
        if (task == NetworkTask.Multiclass && classes < 2) throw new ArgumentException($"All {data.Rows} targets are of one class; a network of classes needs at least 2: add rows of another.", nameof(data));
        if (data.Classes.GroupBy(c => c).FirstOrDefault(same => same.Count() > 1) is IGrouping<string, string> twice) throw new ArgumentException($"Two classes are called '{twice.Key}'; give each a name of its own.", nameof(data));
        if (data.Classes.Count > 0 && data.Classes.Count != classes) throw new ArgumentException($"There are {data.Classes.Count} class names for a task of {classes} classes; give one each.", nameof(data));
        return classes;
    }

    private static void CheckLabels(MlpData validation, NetworkTask task, int classes)
    {
        if (validation.Rows == 0 || validation.Weights?.All(w => w == 0) == true) throw new ArgumentException("The validation table has no row with weight; give rows, or leave it out and a share of the data chooses the epoch.", nameof(validation));
        int wrong = Array.FindIndex(validation.Target, y => !double.IsFinite(y) || (task == NetworkTask.Count ? y < 0 : classes > 0 && !(y >= 0 && y < classes && y == Math.Floor(y))));
        string wanted = classes > 0 ? $"the code of a class, from 0 to {classes - 1}" : task == NetworkTask.Count ? "a count of 0 or more" : "a finite number";
        if (wrong >= 0) throw new ArgumentException($"The target of validation row {wrong + 1} is {validation.Target[wrong]}; give {wanted}.", nameof(validation));
    }

    private static string? Constant(NetworkInputEncoding encoding) => encoding.Embeddings().Count > 0 || encoding.Scaling.Factors.Any(f => f != 0) ? null
        : $"Every column is constant in the training rows ({Digits.Names([.. encoding.Columns.Select(c => c.Name)], 5)}): every row gets the same prediction.";

    private static string? Few(int[] heldOut, MlpData? validation, int classes)
    {
        int rows = validation?.Rows ?? heldOut.Length;
        string error = classes == 0 ? "" : rows == 1 ? " by its error" : " by their errors";
        return rows is > 0 and < 20 ? $"Only {rows} row{(rows == 1 ? " chooses" : "s choose")} the epoch{error}: another seed may choose another one." : null;
    }

    private static double[] Labels(MlpData data, TargetScaling? target) => target is null ? data.Target : [.. data.Target.Select(target.Scale)];

    private static double[]? Only(MlpData data, int[] rows, bool divided)
    {
        if (!divided) return data.Weights;
        double[] weights = new double[data.Rows];
        foreach (int i in rows) weights[i] = data.Weights?[i] ?? 1;
        return weights;
    }

    private static double[] Shares(double[]? weights, int rows)
    {
        double sum = weights?.Sum() ?? rows;
        return [.. Enumerable.Range(0, rows).Select(i => (weights?[i] ?? 1) / sum)];
    }
}
