using MLRegularization.Comparisons;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>What is known of one learner so far, fold after fold; a learner that failed in one is not asked again.</summary>
internal sealed class LearnerRecord(ComparisonLearner learner)
{
    private readonly List<FittedLearner> fits = [];

    public ComparisonLearner Learner => learner;

    /// <summary>Why it is left out; null as long as it is not.</summary>
    public string? Fault { get; private set; }

    /// <summary>Fits the next fold.</summary>
    public FittedLearner? Next(int fold, Func<FittedLearner> fit, CancellationToken cancellation)
    {
        if (Fault is not null) return null;
        cancellation.ThrowIfCancellationRequested();
        try
        {
            fits.Add(fit());
            return fits[^1];
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (Exception e)
        {
            Leave(LearnerFault.IsMissing(e) || fold == 0 ? LearnerFault.Sentence(e) : $"in fold {fold + 1}: {LearnerFault.Sentence(e)}");
            return null;
        }
    }

    /// <summary>Leaves it out.</summary>
    public void Leave(string reason) => Fault ??= reason;

    /// <summary>Its results.</summary>
    public ComparedModel ToModel(int metrics, int foldsPerRepeat)
    {
        double[][] By(Func<FittedLearner, double[]> scores) => [.. Enumerable.Range(0, metrics).Select(m => fits.Select(f => scores(f)[m]).ToArray())];
        return new ComparedModel(learner.Name, foldsPerRepeat, By(f => f.Test), By(f => f.Training))
        {
            Kind = learner.Kind,
            Family = learner.Family,
            NonZeros = [.. fits.Where(f => f.NonZeros is not null).Select(f => f.NonZeros!.Value)],
            Chosen = [.. fits.Select(f => f.Chosen)],
            Tried = [.. fits.Select(f => f.Tried).Where(t => t > 0)],
            Times = [.. fits.Select(f => f.Time)],
            ScoreTimes = [.. fits.Select(f => f.ScoreTime)],
            SavedBytes = [.. fits.Select(f => f.Bytes)],
            Remarks = [.. fits.Where(f => f.Remark is not null).GroupBy(f => f.Remark!).Select(g => (g.Key, g.Count()))],
        };
    }
}
