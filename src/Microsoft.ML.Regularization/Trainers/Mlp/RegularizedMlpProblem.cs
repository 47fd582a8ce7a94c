using Microsoft.ML.Trainers.Regularization.Data;
using MLRegularization.Networks;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>A network's task on rows that were read, as the engine wants it, and the way back to a model of all classes.</summary>
internal sealed class RegularizedMlpProblem
{
    private readonly RegularizedMlpSettings settings;
    private readonly TrainingRows rows;
    private readonly string label;
    private readonly LearnedClasses? classes;

    /// <summary>Looks at the classes of the rows.</summary>
    /// <param name="settings">What is asked for.</param>
    /// <param name="label">The label's column.</param>
    /// <param name="rows">The rows that are learned from.</param>
    public RegularizedMlpProblem(RegularizedMlpSettings settings, DataViewSchema.Column label, TrainingRows rows)
    {
        (this.settings, this.rows, this.label) = (settings, rows, label.Name);
        classes = settings.Task == NetworkTask.Multiclass ? LearnedClasses.Of(label, rows.Set) : null;
        Options = settings.ForTraining(classes is null ? settings.ClassWeights : classes.Renumber(settings.ClassWeights));
    }

    /// <summary>What the engine trains by.</summary>
    public MlpOptions Options { get; }

    /// <summary>A trainer by these options or others like them.</summary>
    /// <exception cref="ArgumentException">Its outputs cannot say that a class without rows is never seen.</exception>
    public MlpTrainer Trainer(MlpOptions options)
    {
        classes?.Check(options.Network!.OutputActivation);
        return new MlpTrainer(options);
    }

    /// <summary>Rows, those of classes that are not learned left out.</summary>
    public MlpData DataOf(TrainingRows some)
    {
        TrainingRows own = classes?.Renumber(some) ?? some;
        MlpData data = MlpData.Of(own.Set).Named(label, classes?.Names ?? (settings.Task == NetworkTask.Binary ? ["False", "True"] : []));
        return own.Groups is not null ? data.WithGroups(own.Groups) : own.Times is not null ? data.WithTimes(own.Times) : data;
    }

    /// <summary>The model of a fit, of all classes.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="options">What it was trained by.</param>
    public MlpModelParameters ModelOf(MlpFit fit, MlpOptions options)
    {
        LearningVerdict verdict = LearningVerdict.Of(fit.History, fit.NullLoss, options.Regularization);
        MlpFitDetails details = new(fit, verdict, [.. new[] { classes?.Warning }.OfType<string>(), .. fit.Warnings])
        {
            Rows = rows.Set.Rows,
            UnlabelledRows = rows.Unlabelled,
            IncompleteRows = rows.Incomplete,
        };
        return new MlpModelParameters(classes?.Complete(fit.Model) ?? fit.Model, settings.Task, fit, details);
    }
}
