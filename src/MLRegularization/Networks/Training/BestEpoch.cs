using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Networks.Training;

/// <summary>The learning curves of a run, and the parameters of its best epoch: by the metric on validation rows, or the last one where there are none.</summary>
internal sealed class BestEpoch(Network network, NetworkMetric metric, bool isValidated, EarlyStopping? patience)
{
    private readonly List<EpochRecord> history = [];

    /// <summary>The epochs that were run.</summary>
    public IReadOnlyList<EpochRecord> History => history;

    /// <summary>The best one; 0: the first parameters.</summary>
    public int Number { get; private set; }

    /// <summary>Its parameters.</summary>
    public float[] Values { get; } = [.. network.Parameters.Values.All];

    /// <summary>Whether early stopping has waited long enough.</summary>
    public bool IsStale => isValidated && history.Count - Number >= patience?.Patience;

    /// <summary>Takes an epoch in, whose parameters the network has.</summary>
    public void Add(EpochRecord record)
    {
        history.Add(record);
        if (!IsBest(record)) return;
        Number = history.Count;
        network.Parameters.Values.All.CopyTo(Values);
    }

    /// <summary>Takes up where an earlier run was left.</summary>
    public void Restore(TrainingState state)
    {
        state.Best.CopyTo(Values, 0);
        Number = state.BestEpoch;
        history.Clear();
        history.AddRange(state.History);
    }

    /// <summary>Gives the network the best parameters and ends the run.</summary>
    public TrainingHistory End(TrainingEnd end)
    {
        Values.CopyTo(network.Parameters.Values.All);
        network.Refresh();
        return new TrainingHistory(history, Number, end);
    }

    private bool IsBest(EpochRecord record)
    {
        if (!double.IsFinite(record.TrainingLoss) || (isValidated && !double.IsFinite(record.ValidationLoss))) return false;
        if (!isValidated || Number == 0) return true;
        EpochRecord leader = history[Number - 1];
        if (metric == NetworkMetric.Error && record.ValidationError != leader.ValidationError) return record.ValidationError < leader.ValidationError;
        return record.ValidationLoss < leader.ValidationLoss;
    }
}
