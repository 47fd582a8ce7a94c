namespace MLRegularization.Networks;

/// <summary>What a network predicts, and by which loss it learns.</summary>
public enum NetworkTask
{
    /// <summary>A number, by squared error of the standardised target.</summary>
    Regression,

    /// <summary>The probability of the second of two classes, by logistic loss.</summary>
    Binary,

    /// <summary>The probability of each of K classes, by multinomial loss.</summary>
    Multiclass,

    /// <summary>The expected count, by Poisson loss.</summary>
    Count,
}

/// <summary>What is asked of tasks in several places.</summary>
internal static class NetworkTasks
{
    /// <summary>Whether the target is the code of a class.</summary>
    public static bool HasClasses(this NetworkTask task) => task is NetworkTask.Binary or NetworkTask.Multiclass;
}

/// <summary>What the best epoch is chosen by, on validation rows; smaller is better.</summary>
public enum NetworkMetric
{
    /// <summary>The mean loss: squared error, log-loss or half the deviance.</summary>
    Loss,

    /// <summary>The share of rows whose most probable class is wrong; among equals, the loss.</summary>
    Error,
}
