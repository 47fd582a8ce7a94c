namespace MLRegularization.Cli.Data;

/// <summary>What things are called in each task.</summary>
internal static class TaskWords
{
    /// <summary>The kind of regression.</summary>
    public static string Regression(string task) => task switch { "binary" => "logistic regression", "count" => "Poisson regression", _ => "regression" };

    /// <summary>What a model is for.</summary>
    public static string Purpose(string task) => task switch { "binary" => "binary classification", "count" => "counts", _ => task };

    /// <summary>The error that cross-validation measures.</summary>
    public static string Error(string task) => task == "regression" ? "Squared error" : "Deviance";

    /// <summary>Its name in JSON.</summary>
    public static string Measure(string task) => task == "regression" ? "mse" : "deviance";

    /// <summary>The class that a probability of the second one makes likelier.</summary>
    public static string Class(IReadOnlyList<string> classes, double probability) => classes[probability > 0.5 ? 1 : 0];
}
