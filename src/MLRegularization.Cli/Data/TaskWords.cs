using MLRegularization.Models;

namespace MLRegularization.Cli.Data;

/// <summary>What things are called in each task.</summary>
internal static class TaskWords
{
    /// <summary>The kind of regression.</summary>
    public static string Regression(string task) => task switch { "binary" => "logistic regression", "multiclass" => "multinomial regression", "count" => "Poisson regression", _ => "regression" };

    /// <summary>What a model is for.</summary>
    public static string Purpose(string task) => task switch { "binary" => "binary classification", "multiclass" => "multiclass classification", "count" => "counts", _ => task };

    /// <summary>What cross-validation measures, as <see cref="TrainingFacts.Measure"/> names it, for people.</summary>
    public static string Measured(string task, string measure) => measure switch
    {
        "auc" => "AUC",
        "accuracy" => "Accuracy",
        "squarederror" => task switch { "binary" => "Squared error of both classes", "multiclass" => "Squared error of all classes", _ => "Squared error" },
        _ => task == "regression" ? "Squared error" : "Deviance",
    };

    /// <summary>Its name in JSON and after --measure.</summary>
    public static string Measure(string task, string measure) => measure switch { "auc" or "accuracy" => measure, "squarederror" => "mse", _ => task == "regression" ? "mse" : "deviance" };

    /// <summary>The measure of an error: cross-validation counts 1 − AUC and 1 − accuracy.</summary>
    public static double Value(string measure, double error) => measure is "auc" or "accuracy" ? 1 - error : error;
}
