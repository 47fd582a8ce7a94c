using MLRegularization.Numerics;

namespace MLRegularization.Networks.Training;

/// <summary>A network with its first parameters and its loss, bound to the rows it learns from and to those that choose the epoch.</summary>
internal sealed class BoundNetwork : IDisposable
{
    /// <summary>Rows carried through the network at once when nothing is learned.</summary>
    private const int MeasuredAtOnce = 256;

    private readonly Measurement training;
    private readonly Measurement? validation;
    private readonly double saturated;

    /// <summary>Builds, begins and binds.</summary>
    /// <param name="settings">Of the run.</param>
    /// <param name="rows">The rows it learns from.</param>
    /// <param name="heldOut">Those that choose the epoch; null: none.</param>
    /// <param name="batch">Rows of the largest batch.</param>
    /// <param name="inputSlopes">Whether the slopes of the inputs are wanted.</param>
    public BoundNetwork(TrainingSettings settings, TrainingRows rows, TrainingRows? heldOut, int batch, bool inputSlopes)
    {
        Crew = new Crew(Parallelism.Threads(settings.Threads));
        int present = rows.Present.Length, capacity = Math.Max(batch, Math.Min(MeasuredAtOnce, Math.Max(present, heldOut?.Present.Length ?? 0)));
        Network = NetworkBuilder.Build(settings.Spec, new InputLayout(rows.Inputs.NumberColumns, settings.Categories), settings.Loss.Outputs, capacity, trainable: true, Crew, inputSlopes);
        Initializer.Run(Network.Parameters, settings.Spec.Initialization, settings.Seed);
        if (settings.FirstOutputs.Count > 0) Network.Parameters.Write(Network.Parameters.Tensors.Single(t => t.Name == "output.bias"), [.. settings.FirstOutputs.Select(b => (float)b)]);
        settings.Start?.CopyTo(Network.Parameters);
        Network.Refresh();
        Top = new OutputLoss(settings.Loss, Network, capacity);
        Rows = new BatchRows(rows, Network, Top, Network.Codes);
        training = new Measurement(Network, settings.Loss, Rows, rows.Present[..Math.Min(present, TrainingHistory.MeasuredRows)]);
        saturated = rows.SaturatedLoss(settings.Loss, rows.Present);
        if (heldOut is not null) validation = new Measurement(Network, settings.Loss, new BatchRows(heldOut, Network, Top, Rows.Codes), heldOut.Present);
    }

    public Crew Crew { get; }

    public Network Network { get; }

    public OutputLoss Top { get; }

    /// <summary>Where batches of the rows it learns from go.</summary>
    public BatchRows Rows { get; }

    /// <summary>Whether there are rows that choose the epoch.</summary>
    public bool IsValidated => validation is not null;

    /// <summary>An epoch's record, of the network as it is.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="batchLoss">Mean loss of its batches, from which that of a perfect fit is taken.</param>
    /// <param name="rate">The learning rate of its last step.</param>
    public EpochRecord Measure(int epoch, double batchLoss, double rate)
    {
        (double trainingLoss, _) = training.Run();
        (double validationLoss, double error) = validation?.Run() ?? (double.NaN, double.NaN);
        return new EpochRecord(epoch, batchLoss - saturated, trainingLoss, validationLoss, error, rate);
    }

    public void Dispose()
    {
        Network.Dispose();
        Crew.Dispose();
    }
}
