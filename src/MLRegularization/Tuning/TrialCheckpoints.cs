using MLRegularization.Networks;

namespace MLRegularization.Tuning;

/// <summary>Networks that wait between two rungs of a trial, one per fold.</summary>
internal static class TrialCheckpoints
{
    /// <summary>The one of a fold; null where there is none. One that is damaged is as good as absent: what it saves is time.</summary>
    public static MlpCheckpoint? LoadNetwork(this TrialTask task, int fold)
    {
        if (task.Storage.LoadCheckpoint(task.Number, fold) is not byte[] state) return null;
        try
        {
            using MemoryStream stream = new(state);
            return MlpCheckpoint.Load(stream);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Leaves one for the next rung.</summary>
    public static void SaveNetwork(this TrialTask task, int fold, MlpCheckpoint checkpoint)
    {
        using MemoryStream state = new();
        checkpoint.Save(state);
        task.Storage.SaveCheckpoint(task.Number, fold, state.ToArray());
    }
}
