namespace MLRegularization.Reports.Findings;

/// <summary>What is said of predictions on rows held out, by the kind of model and the way they were held out; plain text.</summary>
internal sealed record HeldOutWords
{
    /// <summary>What is predicted.</summary>
    public required string Label { get; init; }

    /// <summary>The classes, where there are some.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Whether two classes are called by numbers, which say little without the name of the label.</summary>
    public required bool NumberedClasses { get; init; }

    /// <summary>Whether the classes have weights of their own.</summary>
    public required bool ClassWeighted { get; init; }

    /// <summary>The rows, to follow "all 120 rows".</summary>
    public required string Rows { get; init; }

    /// <summary>How they were predicted, to follow a comma.</summary>
    public required string Predicted { get; init; }

    /// <summary>How predictions of numbers tend to be off, a sentence.</summary>
    public required string Spread { get; init; }

    /// <summary>How probabilities tend to be off, to follow a semicolon.</summary>
    public required string Calibration { get; init; }

    /// <summary>What a row's number counts.</summary>
    public required string Row { get; init; }

    /// <summary>Why there are no predictions, a sentence.</summary>
    public required string None { get; init; }

    /// <summary>The words for out-of-fold predictions of a linear model.</summary>
    public static HeldOutWords OfFolds(ReportInput input, Words words) => new()
    {
        Label = input.Label,
        Classes = input.Model.Facts.Classes,
        NumberedClasses = words.HasNumberedClasses,
        ClassWeighted = input.Model.Facts.ClassWeights.Count > 0,
        Rows = "that a fold held out",
        Predicted = "each predicted by the model of the fold that had not seen it",
        Spread = "Predictions of a penalised model spread less than what they predict.",
        Calibration = "a penalised model tends to be steeper, its probabilities being drawn towards the middle",
        Row = "training row",
        None = "There are no out-of-fold predictions, because no cross-validation was made.",
    };

    /// <summary>The words for a network's predictions.</summary>
    public static HeldOutWords OfNetwork(NetworkReportInput input, Words words) => new()
    {
        Label = input.Label,
        Classes = input.Classes,
        NumberedClasses = words.HasNumberedClasses,
        ClassWeighted = input.ClassWeighted,
        Rows = "held out",
        Predicted = "none of which the network learned from",
        Spread = "A network that is regularised much predicts less spread than there is, one that overfits predicts more.",
        Calibration = "a network that overfits tends to be flatter, its probabilities too near 0 and 1",
        Row = "row held out",
        None = "No rows were held out, so this page cannot say how well the network predicts new ones.",
    };
}
