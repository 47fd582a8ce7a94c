using Microsoft.ML.AutoML;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>What trials are judged by, measured on rows held out.</summary>
/// <param name="Name">Its name, by which a study knows it again.</param>
/// <param name="Evaluate">Measures scored rows: the data's columns, the pipeline's, and those that the trainer adds.</param>
/// <param name="HigherIsBetter">Whether more is better, as of an accuracy, or less, as of an error.</param>
public sealed record RegularizationMetric(string Name, Func<IDataView, double> Evaluate, bool HigherIsBetter)
{
    /// <summary>A metric of AutoML.</summary>
    /// <param name="context">What it is evaluated with.</param>
    /// <param name="manager">The metric.</param>
    public static RegularizationMetric Of(MLContext context, IEvaluateMetricManager manager)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(manager);
        return new RegularizationMetric(manager.MetricName, scored => manager.Evaluate(context, scored), manager.IsMaximize);
    }

    /// <summary>The error of scored rows. One at a time: contexts and metrics of users are not made for several threads.</summary>
    internal double ErrorOf(Func<IDataView> scored)
    {
        lock (Evaluate) return Signed(Evaluate(scored()));
    }

    /// <summary>Its name and its direction, for a study to know it by.</summary>
    internal string Title => HigherIsBetter ? $"{Name}, more is better" : Name;

    /// <summary>As an error, of which less is better, and back.</summary>
    internal double Signed(double value) => HigherIsBetter ? -value : value;
}
