using Microsoft.ML.Trainers.Regularization.Tuning;
using MLRegularization.Tuning;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>What tuning found.</summary>
public sealed class RegularizationTuningResult
{
    private readonly TuningPage page;

    internal RegularizationTuningResult(ITransformer model, IReadOnlyList<RegularizationTrial> trials, RegularizationTrial best, string metricName, Study study, IReadOnlyList<int> rows, TuningPage page)
        => (Model, Trials, Best, MetricName, Study, Rows, this.page) = (model, trials, best, metricName, study, rows, page);

    /// <summary>The whole pipeline with the best setting, fitted to all rows.</summary>
    public ITransformer Model { get; }

    /// <summary>All trials, by number; the first is the defaults.</summary>
    public IReadOnlyList<RegularizationTrial> Trials { get; }

    /// <summary>The trial that the model is of. The best of many looks better on the folds that chose it than it will be on new rows.</summary>
    public RegularizationTrial Best { get; }

    /// <summary>What trials are judged by.</summary>
    public string MetricName { get; }

    /// <summary>The search itself: why it ended, its folds, and what each trial gained over the defaults.</summary>
    public Study Study { get; }

    /// <summary>The numbers of the data's rows that are learned from, ascending from 0: those that the trainer and the pipeline do not leave out. Folds of <see cref="Study"/> are of these.</summary>
    public IReadOnlyList<int> Rows { get; }

    /// <summary>One self-contained HTML page with the search drawn: the metric over λ or epochs and over each knob, and what matters; no network, no script.</summary>
    /// <param name="title">Its heading; null (default): the label's name.</param>
    public string ToHtml(string? title = null) => page.Write(this, title);

    /// <summary>One sentence: the best setting, its metric and standard error.</summary>
    public override string ToString()
        => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Best.Words}: {MetricName} {Best.Mean:G4} ± {Best.StandardError:G3} on rows held out, the best of {Trials.Count} trials.");
}
