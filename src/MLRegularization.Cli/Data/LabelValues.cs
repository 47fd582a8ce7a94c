using MLRegularization.Paths;

namespace MLRegularization.Cli.Data;

/// <summary>A label ready to learn from, with the task it makes.</summary>
/// <param name="Task">regression, binary or count.</param>
/// <param name="Target">The responses: numbers, or 0 and 1 for the two classes.</param>
/// <param name="Classes">The two classes, the second one positive; empty unless binary.</param>
internal sealed record LabelValues(string Task, double[] Target, IReadOnlyList<string> Classes)
{
    /// <summary>The loss of a task.</summary>
    public static LossKind Loss(string task) => task switch { "binary" => LossKind.Logistic, "count" => LossKind.Poisson, _ => LossKind.Squared };
}
