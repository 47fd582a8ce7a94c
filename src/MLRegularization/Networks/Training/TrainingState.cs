namespace MLRegularization.Networks.Training;

/// <summary>Where a training run stands after an epoch: all that is needed to go on with the same bits.</summary>
/// <param name="Epochs">Epochs that were run.</param>
/// <param name="Steps">Steps that were taken.</param>
/// <param name="Values">Parameters, flat.</param>
/// <param name="Others">What the optimiser and averages of weights remember, flat arrays like the parameters'.</param>
/// <param name="Averaged">Sets of weights in the average.</param>
/// <param name="Best">Parameters of the best epoch.</param>
/// <param name="BestEpoch">That epoch; 0: the first parameters.</param>
/// <param name="History">The learning curves so far.</param>
internal sealed record TrainingState(int Epochs, long Steps, float[] Values, IReadOnlyList<float[]> Others, long Averaged, float[] Best, int BestEpoch, IReadOnlyList<EpochRecord> History);
