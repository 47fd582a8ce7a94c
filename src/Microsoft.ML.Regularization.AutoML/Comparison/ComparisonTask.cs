namespace Microsoft.ML.Trainers.Regularization;

/// <summary>What compared learners predict.</summary>
public enum ComparisonTask
{
    /// <summary>A number.</summary>
    Regression,

    /// <summary>One of two classes, and its probability.</summary>
    BinaryClassification,

    /// <summary>One of several classes, and their probabilities.</summary>
    MulticlassClassification,
}
