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
        classes = rows.Classes is null ? null : new LearnedClasses(rows.Classes);
        Options = settings.ForTraining(rows.Classes is ClassKeys keys ? settings.ClassWeights?.Select(keys.Names.Count, keys.Present) : settings.ClassWeights);
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

    /// <summary>Rows whose classes are numbered as those that are learned from.</summary>
    public MlpData DataOf(TrainingRows some)
    {
        MlpData data = MlpData.Of(some.Set).Named(label, rows.Classes?.PresentNames ?? (settings.Task == NetworkTask.Binary ? ["False", "True"] : []));
        return some.Groups is not null ? data.WithGroups(some.Groups) : some.Times is not null ? data.WithTimes(some.Times) : data;
    }

    /// <summary>The model of a fit, of all classes.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="options">What it was trained by.</param>
    /// <param name="validation">The rows that chose the epoch, where they are not among those that are learned from.</param>
    public MlpModelParameters ModelOf(MlpFit fit, MlpOptions options, TrainingRows? validation = null)
    {
        LearningVerdict verdict = LearningVerdict.Of(fit.History, fit.NullLoss, options.Regularization);
        MlpFitDetails details = new(fit, verdict, [.. rows.Warnings, .. validation?.Warnings ?? [], .. fit.Warnings])
        {
            Rows = rows.Set.Rows,
            UnlabelledRows = rows.Unlabelled,
            IncompleteRows = rows.Incomplete,
        };
        return new MlpModelParameters(classes?.Complete(fit.Model) ?? fit.Model, settings.Task, fit, details);
    }
}
