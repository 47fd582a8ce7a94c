namespace MLRegularization.Tuning;

/// <summary>What work takes, by what trials took.</summary>
internal static class TrialTime
{
    /// <summary>One fit to all rows of the setting of a trial that went through its folds one after the other: as long as a fold, and longer by the rows that a fold holds out.</summary>
    /// <param name="trial">The trial, as far as it got.</param>
    /// <param name="whole">How far a whole one gets.</param>
    /// <param name="folds">Folds of a trial.</param>
    public static TimeSpan OfFit(Trial trial, int whole, int folds)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return trial.Reached == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(trial.Seconds * whole / trial.Reached / (folds - 1));
    }
}
