using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Regularization.Data;

namespace Microsoft.ML.Trainers.Regularization.Tuning;

/// <summary>Reads prepared rows as the trainer does in its own fit, with its words for what it finds.</summary>
/// <param name="host">What messages go to.</param>
/// <param name="columns">The trainer's columns.</param>
/// <param name="missing">What it does with missing features.</param>
/// <param name="read">Reads a view; for rows held out it is given those that are learned from.</param>
internal sealed class RowReader(IHost host, TrainingColumns columns, MissingFeatures missing, Func<IDataView, TrainingRows?, FitScope, TrainingRows> read)
{
    /// <summary>The reader of a linear trainer.</summary>
    public static RowReader Of(IElasticNetTrainer trainer) => new(trainer.Host, trainer.Columns, trainer.Settings.Missing, trainer.Read);

    /// <summary>The reader of a network's trainer.</summary>
    public static RowReader Of(IRegularizedMlpTrainer trainer) => new(trainer.Host, trainer.Columns, trainer.Settings.Missing, trainer.Read);

    /// <summary>Reads a view.</summary>
    /// <param name="view">The view.</param>
    /// <param name="training">For rows held out those that are learned from; null: these are they.</param>
    public TrainingRows Read(IDataView view, TrainingRows? training)
    {
        using FitScope scope = new(host, "reading");
        return read(view, training, scope);
    }

    /// <summary>Whether labels are keys.</summary>
    public bool HasKeys(IDataView view) => view.Schema[columns.Label].Type is KeyDataViewType;

    /// <summary>Rows held out as a model can score them: with the means of those that are learned from in place of missing features, where that is what the trainer does.</summary>
    public IDataView Complete(IDataView training, IDataView held)
        => missing != MissingFeatures.Mean ? held : new MLContext().Transforms.ReplaceMissingValues(columns.Features, replacementMode: Transforms.MissingValueReplacingEstimator.ReplacementMode.Mean).Fit(training).Transform(held);
}
