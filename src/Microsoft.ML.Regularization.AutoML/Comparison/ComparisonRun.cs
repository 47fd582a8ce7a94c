using Microsoft.ML.Runtime;
using MLRegularization.Comparisons;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>A comparison as it runs: fold after fold, every learner at the same strength and then tuned, one after another so that times compare.</summary>
internal sealed class ComparisonRun
{
    private readonly MLContext context;
    private readonly IDataView data;
    private readonly RegularizationComparisonOptions options;
    private readonly LabelledRows rows;
    private readonly TaskMetrics metrics;
    private readonly LearnerRecord[] atStrength, tuned;
    private readonly List<(LossKind Loss, Strength Strength)> strengths = [];
    private readonly FitScope scope;
    private readonly CancellationToken cancellation;
    private int done;

    private ComparisonRun(MLContext context, IDataView data, RegularizationComparisonOptions options, FitScope scope, CancellationToken cancellation)
    {
        (this.context, this.data, this.options, this.scope, this.cancellation) = (context, data, options, scope, cancellation);
        ComparisonCheck.Options(options);
        rows = LabelledRows.Read(data, options);
        metrics = new TaskMetrics(rows.Task, options.Metric);
        IReadOnlyList<ComparisonLearner> learners = options.Learners ?? ComparisonLearners.For(rows.Task, options.Counts);
        ComparisonCheck.Learners(learners);
        atStrength = [.. learners.Select(l => new LearnerRecord(l))];
        tuned = [.. learners.Select(l => new LearnerRecord(l))];
        foreach (LearnerRecord record in atStrength.Where(r => r.Learner.AtStrength is null)) record.Leave(record.Learner.WithoutStrength ?? "it has no equivalent of this strength.");
    }

    /// <summary>Runs it.</summary>
    public static RegularizationComparison Run(MLContext context, IDataView data, RegularizationComparisonOptions options, CancellationToken cancellation)
    {
        using FitScope scope = new(((IHostEnvironment)context).Register("CompareRegularization"), "CompareRegularization");
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, scope.Cancellation);
        return new ComparisonRun(context, data, options, scope, either.Token).Run();
    }

    private RegularizationComparison Run()
    {
        int[] all = [.. Enumerable.Range(0, rows.Labels.Length)];
        Folds[] divisions = [.. Enumerable.Range(0, options.Repeats).Select(r => rows.Divide(all, options.FoldCount, options.Seed + r, "outer"))];
        int folds = divisions.Sum(d => d.Count), k = 0;
        scope.Count("fits", () => (done, 2.0 * folds * tuned.Length));
        foreach (Folds division in divisions)
        {
            for (int f = 0; f < division.Count; f++, k++) Fold(new FoldData(context, data, rows, division, f, options, options.Seed + options.Repeats + k), k, folds);
        }
        if (tuned.All(r => r.Fault is not null)) throw new InvalidOperationException($"No learner could be fitted: {string.Join(' ', tuned.Select(r => $"{r.Learner.Name}: {r.Fault}"))}");
        return new RegularizationComparison(options)
        {
            Task = rows.Task, Rows = rows.Labels.Length,
            Tuned = Compare(tuned, divisions)!, LeftOut = LeftOut(tuned),
            SameStrength = Compare(atStrength, divisions), WithoutStrength = LeftOut(atStrength), Strengths = strengths,
        };
    }

    private void Fold(FoldData fold, int k, int folds)
    {
        LearnerFitter fitter = new(fold, metrics, options, message => scope.Channel.Warning(MessageSensitivity.Schema, $"Fold {k + 1}: {message}"), cancellation);
        foreach (IGrouping<LossKind, LearnerRecord> group in atStrength.Where(r => r.Fault is null).GroupBy(r => Loss(r.Learner)))
        {
            Strength strength = default;
            try
            {
                strength = options.Strength ?? fitter.ChooseStrength(group.Key);
                strengths.Add((group.Key, strength));
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                foreach (LearnerRecord record in group) record.Leave($"no strength could be chosen: {LearnerFault.Sentence(e)}");
            }
            foreach (LearnerRecord record in group) Tell(record, record.Next(k, () => fitter.FitAt(record.Learner, strength), cancellation), "at the same strength", k, folds);
        }
        foreach (LearnerRecord record in tuned) Tell(record, record.Next(k, () => fitter.FitTuned(record.Learner), cancellation), "tuned", k, folds);
    }

    private void Tell(LearnerRecord record, FittedLearner? fit, string how, int k, int folds)
    {
        done++;
        scope.Channel.Info(MessageSensitivity.Schema, fit is null ? $"Fold {k + 1} of {folds}, {how}: {record.Learner.Name} is left out: {record.Fault}"
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Fold {k + 1} of {folds}, {how}: {record.Learner.Name} has {metrics.Metrics[0].Name} {fit.Test[0]:G4} after {fit.Time.TotalSeconds:F2} s."));
    }

    private LossKind Loss(ComparisonLearner learner) => learner.Loss ?? rows.Task switch
    {
        ComparisonTask.BinaryClassification => LossKind.Logistic,
        ComparisonTask.MulticlassClassification => LossKind.Multinomial,
        _ => LossKind.Squared,
    };

    private Comparison? Compare(LearnerRecord[] records, Folds[] divisions)
    {
        ComparedModel[] models = [.. records.Where(r => r.Fault is null).Select(r => r.ToModel(metrics.Metrics.Count, divisions[0].Count))];
        return models.All(m => m.Kind == CandidateKind.Null) && records.Any(r => r.Learner.Kind != CandidateKind.Null) && records != tuned ? null : Comparison.Of(models, metrics.Metrics, divisions);
    }

    private static LeftOutLearner[] LeftOut(LearnerRecord[] records) => [.. records.Where(r => r.Fault is not null).Select(r => new LeftOutLearner(r.Learner.Name, r.Fault!))];
}
