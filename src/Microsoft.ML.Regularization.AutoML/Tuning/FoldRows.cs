using Microsoft.ML.Trainers.Regularization.Data;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization.Tuning;

/// <summary>The rows of one fold, prepared by what the rows that are learned from teach.</summary>
/// <param name="Training">Rows to learn from.</param>
/// <param name="Held">Rows held out.</param>
/// <param name="TrainingView">The former as a view.</param>
/// <param name="HeldView">The latter as a view.</param>
internal sealed record FoldRows(TrainingRows Training, TrainingRows Held, IDataView TrainingView, IDataView HeldView)
{
    /// <summary>Weight of the rows held out.</summary>
    public double Weight { get; } = Held.Set.Weights?.Sum() ?? Held.Set.Rows;
}

/// <summary>All rows of a pipeline's data, and those of every fold: the pipeline before the trainer is fitted to each fold's own training rows.</summary>
internal sealed class PreparedRows
{
    /// <summary>Feature values of all folds together that are kept; more are read again for every trial.</summary>
    private const long MostKept = 1 << 27;

    private readonly TunedPipeline pipeline;
    private readonly IDataView data;
    private readonly Func<IDataView, TrainingRows?, TrainingRows> read;
    private readonly Lazy<FoldRows>[]? kept;

    /// <summary>Reads all rows.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="data">Its data.</param>
    /// <param name="read">Reads prepared rows; for rows held out it is given those that are learned from.</param>
    /// <param name="divide">Divides all rows into folds, once for every repeat.</param>
    /// <exception cref="InvalidOperationException">Rows have no label or no features, or the pipeline leaves some out.</exception>
    public PreparedRows(TunedPipeline pipeline, IDataView data, Func<IDataView, TrainingRows?, TrainingRows> read, Func<TrainingRows, IReadOnlyList<Folds>> divide)
    {
        (this.pipeline, this.data, this.read) = (pipeline, data, read);
        IDataView all = pipeline.Prepare(data).Transform(data);
        All = read(all, null);
        if (All.Unlabelled + All.Incomplete > 0)
            throw new InvalidOperationException($"{All.Unlabelled} rows have no label and {All.Incomplete} a feature missing, and folds are made of whole rows; filter the former with FilterRowsByMissingValues, and fill the latter with ReplaceMissingValues.");
        int rows = Count(data);
        if (rows != All.Set.Rows) throw new InvalidOperationException($"The pipeline makes {All.Set.Rows} rows of {rows}, and folds are made of the data's rows; filter rows before tuning.");
        Schema = all.Schema;
        Divisions = divide(All);
        int folds = Divisions.Sum(d => d.Count);
        if ((long)rows * All.Columns * folds <= MostKept)
            kept = [.. Divisions.SelectMany((d, r) => Enumerable.Range(0, d.Count).Select(f => new Lazy<FoldRows>(() => Make(d, f))))];
    }

    /// <summary>All rows, prepared by all rows.</summary>
    public TrainingRows All { get; }

    /// <summary>The columns of all rows.</summary>
    public DataViewSchema Schema { get; }

    /// <summary>The folds, one division per repeat.</summary>
    public IReadOnlyList<Folds> Divisions { get; }

    /// <summary>Folds of all repeats.</summary>
    public int FoldCount => Divisions.Sum(d => d.Count);

    /// <summary>The rows of a fold, counted over all repeats.</summary>
    public FoldRows Fold(int number)
    {
        if (kept is not null) return kept[number].Value;
        foreach (Folds division in Divisions)
        {
            if (number < division.Count) return Make(division, number);
            number -= division.Count;
        }
        throw new ArgumentOutOfRangeException(nameof(number));
    }

    private FoldRows Make(Folds division, int fold)
    {
        SelectedRows training = new(data, division.TrainingRows(fold)), held = new(data, division.HeldOutRows(fold));
        // Estimators of users are not made for several threads.
        lock (pipeline)
        {
            ITransformer prepared = pipeline.Prepare(training);
            IDataView trainingView = prepared.Transform(training), heldView = prepared.Transform(held);
            TrainingRows rows = read(trainingView, null);
            return new FoldRows(rows, read(heldView, rows), trainingView, heldView);
        }
    }

    private static int Count(IDataView data)
    {
        int rows = 0;
        using DataViewRowCursor cursor = data.GetRowCursor([]);
        while (cursor.MoveNext()) rows++;
        return rows;
    }
}
