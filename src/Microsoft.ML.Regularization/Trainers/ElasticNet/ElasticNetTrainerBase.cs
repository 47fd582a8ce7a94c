using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Regularization.Data;
using Microsoft.ML.Trainers.Regularization.Interop;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>What the elastic net trainers of all tasks share: columns, reading, the fit. What differs is the model that ML.NET knows the task's coefficients by.</summary>
/// <typeparam name="TTransformer">The fitted transformer: one of ML.NET's own.</typeparam>
/// <typeparam name="TModel">Its model: one of ML.NET's own.</typeparam>
public abstract class ElasticNetTrainerBase<TTransformer, TModel> : ITrainerEstimator<TTransformer, TModel>, IElasticNetTrainer
    where TTransformer : class, ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    private readonly IHost host;
    private readonly ElasticNetSettings settings;
    private readonly TrainingColumns columns;
    private readonly Func<IEstimator<ITransformer>> twin;
    private CancellationToken cancellation;

    private protected ElasticNetTrainerBase(IHostEnvironment environment, ElasticNetOptions options, LossKind loss, Func<IEstimator<ITransformer>> twin)
    {
        host = environment.Register(GetType().Name);
        this.twin = twin;
        settings = ElasticNetSettings.Of(options, loss, (ulong)(options.Seed ?? host.Rand.Next()));
        columns = new TrainingColumns(options.LabelColumnName, options.FeatureColumnName, options.ExampleWeightColumnName, twin())
        {
            Offset = options.OffsetColumnName,
            SamplingKey = options.SamplingKeyColumnName,
            Time = options.TimeColumnName,
            AnyKey = loss == LossKind.Multinomial,
            IsCount = loss == LossKind.Poisson,
        };
    }

    IHost IElasticNetTrainer.Host => host;

    ElasticNetSettings IElasticNetTrainer.Settings => settings;

    TrainingColumns IElasticNetTrainer.Columns => columns;

    /// <summary>Neither normalised nor cached data are needed: features are standardised inside, and rows are read once.</summary>
    public TrainerInfo Info { get; } = HostInternals.NewTrainerInfo(normalization: false, calibration: false, caching: false, supportValid: true, supportIncrementalTrain: true, supportTest: false);

    /// <summary>The columns after the trainer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column that the trainer reads is missing or has the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => columns.OutputOf(inputSchema);

    /// <summary>Learns from a view, in one pass over it. Without a given strength the whole path is fitted and cross-validated, and the model is of all rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    /// <exception cref="ArgumentException">An option does not fit the data.</exception>
    /// <exception cref="InvalidOperationException">The data cannot be learned from: a feature is missing or infinite, a label, weight, offset or time out of range, or no row is left.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public TTransformer Fit(IDataView input) => Train(input, null, null);

    /// <summary>Learns from one view; the strength is the one with the smallest error on the other, in place of a cross-validation.</summary>
    /// <inheritdoc cref="Fit(IDataView)" path="/exception"/>
    public TTransformer Fit(IDataView trainData, IDataView validationData)
    {
        ArgumentNullException.ThrowIfNull(validationData);
        return Train(trainData, validationData, null);
    }

    TrainingRows IElasticNetTrainer.Read(IDataView data, TrainingRows? training, FitScope scope) => Read(data, training, null, scope);

    ITransformer IElasticNetTrainer.TransformerOf(PathPoint point, TrainingRows rows, DataViewSchema schema) => NewTransformer(host, point, rows, schema);

    IEstimator<ITransformer> IElasticNetTrainer.With(Action<ElasticNetOptions> change, CancellationToken cancellation)
    {
        ElasticNetOptions options = settings.Options.Copy();
        options.Seed ??= (int)settings.Seed;
        change(options);
        IEstimator<ITransformer> trainer = NewTrainer(host, options, twin);
        ((ElasticNetTrainerBase<TTransformer, TModel>)trainer).cancellation = cancellation;
        return trainer;
    }

    /// <summary>A trainer of this kind.</summary>
    private protected abstract IEstimator<ITransformer> NewTrainer(IHostEnvironment environment, ElasticNetOptions options, Func<IEstimator<ITransformer>> twin);

    /// <summary>The transformer of a fitted path's point.</summary>
    private protected abstract TTransformer NewTransformer(IHost environment, PathPoint point, TrainingRows rows, DataViewSchema schema);

    /// <summary>The rows as the loss wants them.</summary>
    /// <param name="rows">What was read.</param>
    /// <param name="label">The column that labels come from.</param>
    /// <param name="training">For validation rows the training rows, which were prepared before; null: these are they.</param>
    private protected virtual TrainingRows Prepare(TrainingRows rows, DataViewSchema.Column label, TrainingRows? training) => rows;

    /// <summary>Learns from a view.</summary>
    /// <param name="data">The rows to learn from.</param>
    /// <param name="validation">The rows that choose the strength; null: none.</param>
    /// <param name="start">Where the search begins, of the rows that were read and the label's column; null: nowhere in particular.</param>
    private protected TTransformer Train(IDataView data, IDataView? validation, Func<TrainingRows, DataViewSchema.Column, PathStart>? start)
    {
        using FitScope scope = new(host, "training", cancellation);
        TrainingRows rows = Read(data, null, settings.StreamingFor(validated: validation is not null), scope);
        TrainingRows? held = validation is null ? null : Read(validation, rows, settings.StreamingFor(validated: true), scope);
        scope.CheckAlive();
        ElasticNetFitDetails details = ElasticNetFit.Run(settings, rows, held, start?.Invoke(rows, data.Schema[columns.Label]), scope);
        TTransformer transformer = NewTransformer(host, details.Point, rows, data.Schema);
        FitDetailsOf.Keep(transformer.Model, details);
        return transformer;
    }

    private TrainingRows Read(IDataView data, TrainingRows? training, StreamPlan? plan, FitScope scope)
        => Prepare(DataViewReader.Read(data, columns, settings.Missing, scope.Channel, scope.CheckAlive, plan, training), data.Schema[columns.Label], training);

    /// <summary>Coefficients, sparse where most are zero.</summary>
    private protected static VBuffer<float> Weights(PathPoint point, int columns) => Weights(point, columns, 0, 2 * point.NonZeros > columns);

    /// <summary>Coefficients of one class.</summary>
    /// <param name="point">The fit.</param>
    /// <param name="columns">Number of features.</param>
    /// <param name="output">The class's number; below 0: of a class without rows, whose coefficients are 0.</param>
    /// <param name="dense">Whether zeros are stored too.</param>
    private protected static VBuffer<float> Weights(PathPoint point, int columns, int output, bool dense)
    {
        float[] values = new float[columns];
        for (int k = 0; k < point.NonZeros; k++)
            if (point.Indices[k] / columns == output) values[point.Indices[k] % columns] = (float)point.Values[k];
        if (dense) return new VBuffer<float>(columns, values);
        int[] places = [.. Enumerable.Range(0, columns).Where(j => values[j] != 0)];
        return new VBuffer<float>(columns, places.Length, [.. places.Select(j => values[j])], places);
    }
}
