using Microsoft.ML.Trainers.Regularization.Data;
using MLRegularization.Paths;
using MLRegularization.Tuning;

namespace Microsoft.ML.Trainers.Regularization.Tuning;

/// <summary>
/// The rows of a pipeline's data that its trainer learns from, and those of every fold: what stands before the trainer is fitted to each fold's own training rows. Rows that the trainer leaves out, for
/// want of a label or of a feature, and those that the pipeline filters are known by their numbers and belong to no fold.
/// </summary>
internal sealed class PreparedRows
{
    /// <summary>Feature values of all folds together that are kept; more are read again for every trial.</summary>
    private const long MostKept = 1 << 27;

    private readonly TunedPipeline pipeline;
    private readonly RowReader reader;
    private readonly TunedRows data, numbered;
    private readonly FoldRows[]? kept;
    private int[]? some;

    /// <summary>Reads all rows.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="data">Its data.</param>
    /// <param name="reader">Reads prepared rows.</param>
    /// <param name="divide">Divides the rows that are learned from into folds, once for every repeat.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="InvalidOperationException">The rows cannot be learned from, or nobody can tell which of them the pipeline leaves over.</exception>
    public PreparedRows(TunedPipeline pipeline, IDataView data, RowReader reader, Func<TrainingRows, IReadOnlyList<Folds>> divide, CancellationToken cancellation)
    {
        (this.pipeline, this.reader, Cancellation) = (pipeline, reader, cancellation);
        (this.data, numbered) = (new TunedRows(data, CheckAlive), new TunedRows(data, CheckAlive, isNumbered: true));
        (All, int given) = Read();
        if (All.Numbers!.Length < given)
        {
            (some, int remaining) = (All.Numbers, All.Numbers.Length);
            (All, _) = Read();
            if (All.Numbers!.Length < remaining)
                throw new InvalidOperationException($"Of {given} rows {remaining} are left, and of those alone {All.Numbers.Length}; what filters rows by their place, or by what it has learned of others, must come before tuning.");
        }
        Divisions = divide(All);
        // At once, so that a fold that cannot be learned from is no failure of every trial.
        if ((long)All.Set.Rows * All.Columns * FoldCount <= MostKept) kept = [.. Divisions.SelectMany(d => Enumerable.Range(0, d.Count).Select(f => Make(d, f)))];
    }

    /// <summary>Stops whoever reads rows from now on.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>The data's rows that are learned from.</summary>
    public IDataView View => Some(data, some);

    /// <summary>The same, prepared by themselves.</summary>
    public TrainingRows All { get; }

    /// <summary>The folds, one division per repeat; their rows are those of <see cref="All"/>.</summary>
    public IReadOnlyList<Folds> Divisions { get; }

    /// <summary>Folds of all repeats.</summary>
    public int FoldCount => Divisions.Sum(d => d.Count);

    /// <summary>The rows of a fold, counted over all repeats.</summary>
    public FoldRows Fold(int number)
    {
        if (kept is not null) return kept[number];
        int repeat = 0, fold = number;
        for (; fold >= Divisions[repeat].Count; repeat++) fold -= Divisions[repeat].Count;
        // Estimators of users are not made for several threads.
        lock (pipeline) return Make(Divisions[repeat], fold);
    }

    private static IDataView Some(IDataView view, int[]? rows) => rows is null ? view : new SelectedRows(view, rows);

    // Where a row was left out, the others are to be prepared anew, without it.
    private (TrainingRows Rows, int Given) Read()
    {
        IDataView view = pipeline.Prepare(View).Transform(Some(numbered, some));
        TunedRows? counted = view.Schema.GetColumnOrNull(ViewColumns.RowNumber) is null ? new TunedRows(view, CheckAlive, isNumbered: true) : null;
        TrainingRows rows = reader.Read(counted ?? view, null);
        int given = some?.Length ?? numbered.Seen;
        if (counted is not null)
        {
            if (counted.Seen != given)
                throw new InvalidOperationException($"The pipeline makes {counted.Seen} rows of {given} and drops the column '{ViewColumns.RowNumber}', which tells what they were; filter rows before tuning, or drop columns by name.");
            rows = rows with { Numbers = [.. rows.Numbers!.Select(place => some?[place] ?? place)] };
        }
        int[] numbers = rows.Numbers!;
        for (int k = 1; k < numbers.Length; k++)
            if (numbers[k] <= numbers[k - 1]) throw new InvalidOperationException($"The pipeline gives row {numbers[k] + 1} of the data after row {numbers[k - 1] + 1}; folds are made of rows that come once and in order: shuffle or repeat rows before tuning.");
        return (rows, given);
    }

    private FoldRows Make(Folds division, int fold)
    {
        int[] numbers = All.Numbers!, training = [.. division.TrainingRows(fold).Select(i => numbers[i])], held = [.. division.HeldOutRows(fold).Select(i => numbers[i])];
        IDataView learned = new SelectedRows(data, training);
        ITransformer prepared = pipeline.Prepare(learned);
        TunedRows trainingView = new(prepared.Transform(learned), CheckAlive), heldView = new(prepared.Transform(new SelectedRows(data, held)), CheckAlive);
        TrainingRows Whole(TunedRows view, TrainingRows? before, int expected, string which)
        {
            TrainingRows rows;
            try
            {
                rows = reader.Read(view, before);
            }
            catch (Exception e) when (e is InvalidOperationException or ArgumentException and not ArgumentOutOfRangeException)
            {
                throw new InvalidOperationException($"The rows that fold {fold + 1} {which} cannot be used: {StudyRun.Sentence(e)} Divide rows otherwise.", e);
            }
            // Classes that a fold's training rows lack are no keys of those held out.
            int left = view.Seen - rows.Incomplete - (before is not null && reader.HasKeys(view) ? 0 : rows.Unlabelled);
            return left == expected ? rows
                : throw new InvalidOperationException($"Of the {expected} rows that fold {fold + 1} {which} {left} are left by the pipeline as its training rows teach it; what filters rows, or leaves features missing, by what it has learned must come before tuning.");
        }
        TrainingRows rows = Whole(trainingView, null, training.Length, "learns from");
        return new FoldRows(rows, Whole(heldView, rows, held.Length, "holds out"), trainingView, reader.Complete(trainingView, heldView));
    }

    private void CheckAlive() => Cancellation.ThrowIfCancellationRequested();
}
