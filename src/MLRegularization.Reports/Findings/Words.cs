using System.Globalization;

namespace MLRegularization.Reports.Findings;

/// <summary>What things are called for each task, plain text.</summary>
internal sealed class Words
{
    /// <summary>The words of a task.</summary>
    /// <param name="task">regression, binary, multiclass or count.</param>
    /// <param name="label">What is predicted.</param>
    /// <param name="classes">The classes of a task that has them.</param>
    /// <param name="measure">What cross-validation measured.</param>
    public Words(string task, string label, IReadOnlyList<string> classes, string measure = "deviance")
    {
        IsBinary = task == "binary" && classes.Count == 2;
        HasNumberedClasses = IsBinary && classes.All(c => double.TryParse(c, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        string positive = HasNumberedClasses ? $"{label} = {classes[1]}" : IsBinary ? classes[1] : "";
        IsCount = task == "count";
        IsMulticlass = task == "multiclass" && classes.Count > 1;
        Loss = IsBinary ? "logistic " : IsMulticlass ? "multinomial " : IsCount ? "Poisson " : "";
        Error = measure switch
        {
            "auc" => "1 − AUC",
            "accuracy" => "share of wrong classes",
            "squarederror" when IsMulticlass => "squared error of all classes",
            "squarederror" when IsBinary => "squared error of both classes",
            "squarederror" => "mean squared error",
            _ => IsBinary || IsCount || IsMulticlass ? "deviance" : "mean squared error",
        };
        ErrorUnit = IsBinary || IsMulticlass || Error == "deviance" ? "" : $", ({label})²";
        Response = IsBinary ? $"the log-odds of {positive}" : IsCount ? $"the logarithm of {label}" : label;
        Predicted = IsBinary ? $"the log-odds of {positive}" : IsCount ? "the logarithm of the expected count" : "the prediction";
        Change = IsBinary ? $"how much the log-odds of {positive} change" : IsCount ? "how much the logarithm of the expected count changes" : "how much the prediction changes";
        Scale = IsBinary || IsCount ? $"on {Response}" : $"in units of {label}";
        if (IsMulticlass)
        {
            (Response, Predicted, Change) = ("the score of a class", "the score of a class", "how much the score of a class changes");
            (Scale, CoefficientScale) = ("on the score of a class", "the score of a class per unit of the feature");
            return;
        }
        CoefficientScale = IsBinary || IsCount ? $"{Response} per unit of the feature" : $"in units of {label} per unit of the feature";
    }

    /// <summary>Whether two classes are told apart.</summary>
    public bool IsBinary { get; }

    /// <summary>Whether two classes are called by numbers, which say little without the name of the label.</summary>
    public bool HasNumberedClasses { get; }

    /// <summary>Whether several classes are told apart.</summary>
    public bool IsMulticlass { get; }

    /// <summary>Whether counts are predicted.</summary>
    public bool IsCount { get; }

    /// <summary>The loss, to stand before the kind of penalty; empty for squared loss.</summary>
    public string Loss { get; }

    /// <summary>What cross-validation measures.</summary>
    public string Error { get; }

    /// <summary>The same at the start of a sentence.</summary>
    public string ErrorCapital => char.ToUpperInvariant(Error[0]) + Error[1..];

    /// <summary>Its unit, after a comma; empty where there is none.</summary>
    public string ErrorUnit { get; }

    /// <summary>What a linear predictor is the prediction of.</summary>
    public string Response { get; }

    /// <summary>The linear predictor of a row.</summary>
    public string Predicted { get; }

    /// <summary>How much that changes, to be followed by "when".</summary>
    public string Change { get; }

    /// <summary>The scale of an effect, to follow "Effect of one standard deviation".</summary>
    public string Scale { get; }

    /// <summary>The scale of a coefficient.</summary>
    public string CoefficientScale { get; }
}
