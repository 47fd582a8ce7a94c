using MLRegularization.Paths;

namespace MLRegularization.Cli.Data;

/// <summary>A label ready to learn from, with the task it makes.</summary>
/// <param name="Task">regression, binary, multiclass or count.</param>
/// <param name="Target">The responses: numbers, or 0, 1, … for the classes.</param>
/// <param name="Classes">The classes, of two the second one positive; else empty.</param>
internal sealed record LabelValues(string Task, double[] Target, IReadOnlyList<string> Classes)
{
    /// <summary>What to tell the user of the choice of the task, where it could have been another; else null.</summary>
    public string? Note { get; init; }

    /// <summary>The loss of a task.</summary>
    public static LossKind Loss(string task) => task switch { "binary" => LossKind.Logistic, "multiclass" => LossKind.Multinomial, "count" => LossKind.Poisson, _ => LossKind.Squared };
}
