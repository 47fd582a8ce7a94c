namespace MLRegularization.Reports.Findings;

/// <summary>Predictions of rows held out, judged as their task asks; all null where no row has a prediction.</summary>
internal sealed class HeldOut
{
    /// <summary>Judges them.</summary>
    /// <param name="words">The task.</param>
    /// <param name="target">Responses or codes of classes by row.</param>
    /// <param name="predictions">By row, of several classes n × K class after class; null: there are none.</param>
    /// <param name="classes">Classes K of several.</param>
    /// <param name="weights">Weights by row; null: all 1.</param>
    public HeldOut(Words words, double[] target, double[]? predictions, int classes, double[]? weights)
    {
        if (predictions is null) return;
        if (words.IsBinary) Classes = new HeldOutClasses(target, predictions, weights) is { Rows.Length: > 0 } two ? two : null;
        else if (words.IsMulticlass) Multiclass = new HeldOutMulticlass(target, predictions, classes, weights) is { Rows.Length: > 0 } several ? several : null;
        else if (new HeldOutErrors(target, predictions, weights) is { Rows.Length: > 0 } errors)
        {
            Errors = errors;
            if (words.IsCount) Counts = new HeldOutCounts(target, predictions, weights);
        }
    }

    /// <summary>Two classes; null for other tasks.</summary>
    public HeldOutClasses? Classes { get; }

    /// <summary>Several classes; null for other tasks.</summary>
    public HeldOutMulticlass? Multiclass { get; }

    /// <summary>Errors of numbers and counts; null for classes.</summary>
    public HeldOutErrors? Errors { get; }

    /// <summary>The deviance of counts; null for other tasks.</summary>
    public HeldOutCounts? Counts { get; }
}
