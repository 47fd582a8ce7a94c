using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Regularization.Data;
using Microsoft.ML.Trainers.Regularization.Interop;
using MLRegularization.Models;
using MLRegularization.Networks;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>What the trainers of multilayer perceptrons share: all but the task.</summary>
public abstract class RegularizedMlpTrainerBase : ITrainerEstimator<MlpPredictionTransformer, MlpModelParameters>, IRegularizedMlpTrainer
{
    private readonly IHost host;
    private readonly RegularizedMlpSettings settings;
    private readonly TrainingColumns columns;
    private CancellationToken cancellation;

    private protected RegularizedMlpTrainerBase(IHostEnvironment environment, RegularizedMlpOptions options, NetworkTask task, Func<IEstimator<ITransformer>> twin)
    {
        RegularizedMlpSettings given = RegularizedMlpSettings.Of(options, task);
        IEstimator<ITransformer> native = twin();
        host = environment.Register(GetType().Name);
        settings = given with { Seed = (ulong)(options.Seed ?? host.Rand.Next()) };
        columns = new TrainingColumns(options.LabelColumnName, options.FeatureColumnName, options.ExampleWeightColumnName, native)
        {
            SamplingKey = options.SamplingKeyColumnName,
            Time = options.TimeColumnName,
        };
    }

    IHost IRegularizedMlpTrainer.Host => host;

    RegularizedMlpSettings IRegularizedMlpTrainer.Settings => settings;

    TrainingColumns IRegularizedMlpTrainer.Columns => columns;

    /// <summary>Neither normalised nor cached data are needed: features are scaled inside, and rows are read once.</summary>
    public TrainerInfo Info { get; } = HostInternals.NewTrainerInfo(normalization: false, calibration: false, caching: false, supportValid: true, supportIncrementalTrain: true, supportTest: false);

    /// <summary>The columns after the trainer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column that the trainer reads is missing or has the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => columns.OutputOf(inputSchema);

    /// <summary>Learns from a view, in one pass over it; a share of its rows chooses the epoch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    /// <exception cref="ArgumentException">An option does not fit the data, or the label is constant.</exception>
    /// <exception cref="InvalidOperationException">A feature is missing or infinite, a label, weight or time out of range, rows are of one class, or no row is left.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public MlpPredictionTransformer Fit(IDataView input) => Train(input, null, null);

    /// <summary>Learns from one view; the epoch is the one with the smallest error on the other.</summary>
    /// <inheritdoc cref="Fit(IDataView)" path="/exception"/>
    public MlpPredictionTransformer Fit(IDataView trainData, IDataView validationData)
    {
        ArgumentNullException.ThrowIfNull(validationData);
        return Train(trainData, validationData, null);
    }

    /// <summary>Continues from a fitted model: its weights are the first ones, and features and label are scaled as it scales them. The rows may be others; features, network and classes are the same.</summary>
    /// <param name="trainData">The rows to learn from.</param>
    /// <param name="modelParameters">The model of a transformer that this trainer or one like it fitted; it stays as it is.</param>
    /// <inheritdoc cref="Fit(IDataView)" path="/exception"/>
    public MlpPredictionTransformer Fit(IDataView trainData, MlpModelParameters modelParameters)
    {
        ArgumentNullException.ThrowIfNull(modelParameters);
        return Train(trainData, null, modelParameters);
    }

    /// <summary>Continues from a fitted model, and other rows choose the epoch.</summary>
    /// <param name="trainData">The rows to learn from.</param>
    /// <param name="validationData">The rows that choose the epoch.</param>
    /// <param name="modelParameters">The model to continue from; it stays as it is.</param>
    /// <inheritdoc cref="Fit(IDataView)" path="/exception"/>
    public MlpPredictionTransformer Fit(IDataView trainData, IDataView validationData, MlpModelParameters modelParameters)
    {
        ArgumentNullException.ThrowIfNull(validationData);
        ArgumentNullException.ThrowIfNull(modelParameters);
        return Train(trainData, validationData, modelParameters);
    }

    TrainingRows IRegularizedMlpTrainer.Read(IDataView data, TrainingRows? training, FitScope scope) => Read(data, training, scope);

    IEstimator<ITransformer> IRegularizedMlpTrainer.With(Action<RegularizedMlpOptions> change, CancellationToken cancellation)
    {
        RegularizedMlpOptions options = settings.Options.Copy();
        options.Seed ??= (int)settings.Seed;
        change(options);
        IEstimator<ITransformer> trainer = NewTrainer(host, options, () => columns.Twin);
        ((RegularizedMlpTrainerBase)trainer).cancellation = cancellation;
        return trainer;
    }

    /// <summary>A trainer of this kind.</summary>
    private protected abstract IEstimator<ITransformer> NewTrainer(IHostEnvironment environment, RegularizedMlpOptions options, Func<IEstimator<ITransformer>> twin);

    private MlpPredictionTransformer Train(IDataView data, IDataView? validation, MlpModelParameters? start)
    {
        using FitScope scope = new(host, "training", cancellation);
        TrainingRows rows = Read(data, null, scope);
        TrainingRows? held = validation is null ? null : Read(validation, rows, scope);
        if (start is not null && new NetworkScorer(start.Network).Features is int own && own != rows.Columns)
            throw new ArgumentException($"The model to continue from has {own} features and the column '{columns.Features}' {rows.Columns}; give rows of the same features, or begin anew.");
        MlpModelParameters model = RegularizedMlpFit.Run(settings, data.Schema[columns.Label], rows, held, start, scope);
        return new MlpPredictionTransformer(host, model, data.Schema[columns.Features], data.Schema[columns.Label]);
    }

    private TrainingRows Read(IDataView data, TrainingRows? training, FitScope scope)
        => Numbered(DataViewReader.Read(data, columns, settings.Missing, scope.Channel, scope.CheckAlive, training: training), data, training);

    // Classes counted without a gap, those of validation rows as those of the training rows.
    private TrainingRows Numbered(TrainingRows rows, IDataView data, TrainingRows? training)
    {
        DataViewSchema.Column label = data.Schema[columns.Label];
        if (training is null && settings.Task == NetworkTask.Binary) ClassKeys.CheckBoth(rows, label);
        return settings.Task != NetworkTask.Multiclass ? rows : training is null ? ClassKeys.Number(rows, label) : training.Classes!.NumberAlike(rows, label);
    }
}
