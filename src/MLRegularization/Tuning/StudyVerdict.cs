namespace MLRegularization.Tuning;

/// <summary>What came of a search, in plain sentences.</summary>
public static class StudyVerdict
{
    /// <summary>Whether the best setting does better than the defaults, what failed, and why it ended.</summary>
    public static IReadOnlyList<string> Of(Study study)
    {
        ArgumentNullException.ThrowIfNull(study);
        List<string> sentences = [];
        if (study.Best is not Trial best) sentences.Add("No trial has an error on rows held out, so there is no best setting.");
        else if (best.State != TrialState.Complete) sentences.Add($"No trial was run to its end; this one is the best after {best.Reached} {study.RungUnit}. Give more time.");
        else if (best.Number == 0) sentences.Add("No setting did better than the defaults.");
        else if (study.Gain(best) is Comparisons.PairedDifference gain)
            sentences.Add(gain.IsNoise ? "What it gains over the defaults is within the noise of the folds; the defaults may do as well on new rows." : "It does better than the defaults beyond the noise of the folds; as the best of many on these folds it looks somewhat better than it will on new rows.");
        if (study.Trials.FirstOrDefault(t => t.State == TrialState.Failed) is Trial failed)
            sentences.Add(study.Trials.Count(t => t.State == TrialState.Failed) is 1 ? $"1 trial failed; trial {failed.Number}: {failed.Reason}" : $"{study.Trials.Count(t => t.State == TrialState.Failed)} trials failed; trial {failed.Number}: {failed.Reason}");
        if (study.End == StudyEnd.TimeUp) sentences.Add("The time was up.");
        if (study.End == StudyEnd.AllPoints) sentences.Add("Every setting there is was tried.");
        return sentences;
    }
}
