using MLRegularization.Cli.Tables;
using MLRegularization.Preparation;

namespace MLRegularization.Cli.Data;

/// <summary>A file's rows with a model's predictions, and the labels and weights where asked for.</summary>
internal sealed record ScoringTable
{
    /// <summary>The row of the file, from 1, of every prediction.</summary>
    public required int[] RowNumbers { get; init; }

    /// <summary>Means of the response: values, probabilities of the second class, expected counts; of several classes n × K probabilities, class after class.</summary>
    public required double[] Predictions { get; init; }
    public double[]? Target { get; init; }
    public double[]? Weights { get; init; }
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Reads a file and predicts its rows.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="label">The label's column, or null when only predictions are wanted.</param>
    /// <param name="weights">The weights' column, or null.</param>
    /// <param name="dropMissing">Whether rows with a missing value that the model has no stand-in for are left out; otherwise they are an error.</param>
    /// <param name="progress">Told of the share read.</param>
    /// <param name="cancellation">Stops between rows.</param>
    public static ScoringTable Load(string path, IScorer model, string? label, string? weights, bool dropMissing, IProgress<double>? progress, CancellationToken cancellation)
    {
        using TableSource source = TableSource.Open(path);
        string offset = model.OffsetColumn;
        if (TrainingTable.IsSparse(path)) return Sparse(source, model, label is not null, weights, offset, dropMissing, progress, cancellation);
        (string Part, string Name)[] parts = [.. new[] { ("--label", label), ("--weights", weights), ("the model's offset", offset.Length > 0 ? offset : null) }.Where(p => p.Item2 is not null).Select(p => (p.Item1, p.Item2!))];
        Table table = DelimitedReader.Read(source, header => Plan(path, header, model.Inputs, parts), progress, cancellation);
        int[] rowNumbers = [.. Enumerable.Range(1, table.Rows)];
        List<string> warnings = [];
        HashSet<string> filled = [.. model.Inputs.Where(c => c.FillsMissing).Select(c => c.Name)];
        if (dropMissing) table = MissingValues.Drop(table, ref rowNumbers, warnings, c => filled.Contains(c.Name));
        else Refuse(table, model.Inputs, filled);
        double[]? offsets = TrainingTable.Numbers(table, offset.Length > 0 ? offset : null, "the model's offset");
        (double[] predictions, IReadOnlyList<UnseenLevels> unseenLevels) = model.Predict(table, offsets);
        foreach (UnseenLevels unseen in unseenLevels)
            warnings.Add($"Column '{unseen.Column}' holds texts in {Output.Show.Count(unseen.Rows, "row")} that the model has not seen, such as '{unseen.Example}'; they count as none of its levels.");
        return new ScoringTable
        {
            RowNumbers = rowNumbers,
            Predictions = Finite(predictions, rowNumbers, i => offsets is null ? "" : $", and its offset '{offset}' is {Output.Show.Short(offsets[i])}{(model.Task == "count" ? ", where the logarithm of the exposure is needed" : "")}"),
            Target = label is null ? null : LabelMatch.Target(table.Find(label)!, model, rowNumbers),
            Weights = NotNegative(TrainingTable.Numbers(table, weights, "--weights"), weights),
            Warnings = warnings,
        };
    }

    private static ColumnUse[] Plan(string path, IReadOnlyList<string> header, IReadOnlyList<ScoredColumn> inputs, (string Part, string Name)[] parts)
    {
        ColumnUse[] uses = new ColumnUse[header.Count];
        Dictionary<string, int> first = new(StringComparer.Ordinal);
        HashSet<string> twice = new(StringComparer.Ordinal);
        for (int j = 0; j < header.Count; j++)
            if (!first.TryAdd(header[j], j)) twice.Add(header[j]);
        string[] absent = [.. inputs.Select(c => c.Name).Where(n => !first.ContainsKey(n))];
        if (absent.Length > 0)
            throw new UserError($"'{path}' lacks {(absent.Length == 1 ? $"the column '{absent[0]}'{Suggestion.For(absent[0], header)}" : $"{absent.Length} columns, {Suggestion.Listing([.. absent.Select(n => $"'{n}'")])}")}, which the model needs; give a table with every column that mlreg inspect lists.");
        foreach (ScoredColumn column in inputs) uses[first[column.Name]] = column.IsNumber ? ColumnUse.Numbers : ColumnUse.Text;
        foreach ((string part, string name) in parts)
        {
            if (!first.TryGetValue(name, out int j))
                throw new UserError($"'{path}' has no column '{name}', which {part} names{Suggestion.For(name, header)}; its columns are: {Suggestion.Listing(header)}.");
            if (uses[j] == ColumnUse.Skip) uses[j] = part == "--label" ? ColumnUse.Any : ColumnUse.Numbers;
        }
        for (int j = 0; j < uses.Length; j++)
            if (uses[j] != ColumnUse.Skip && twice.Contains(header[j])) throw new UserError($"'{path}' has more than one column '{header[j]}'; rename all but the one the model needs.");
        return uses;
    }

    private static void Refuse(Table table, IReadOnlyList<ScoredColumn> inputs, HashSet<string> filled)
    {
        HashSet<string> features = [.. inputs.Select(c => c.Name)];
        foreach (TableColumn column in table.Columns)
        {
            int first = column.FirstMissing();
            if (first < 0 || filled.Contains(column.Name)) continue;
            string why = features.Contains(column.Name) ? "and the model has no stand-in for it; fit it with --missing impute, or" : "which cannot be imputed; fill it in, or";
            throw new UserError($"Column '{column.Name}' has no value in row {first + 1}, {why} leave such rows out with --missing drop.");
        }
    }

    private static double[] Finite(double[] predictions, int[] rowNumbers, Func<int, string> offset)
    {
        int infinite = Array.FindIndex(predictions, p => !double.IsFinite(p));
        if (infinite < 0) return predictions;
        int row = infinite % rowNumbers.Length;
        throw new UserError($"The prediction of row {rowNumbers[row]} is too large to be a number{offset(row)}; correct the row, or leave it out.");
    }

    private static double[]? NotNegative(double[]? weights, string? name)
    {
        if (weights is null) return null;
        int negative = Array.FindIndex(weights, w => w < 0);
        if (negative >= 0) throw new UserError($"Column '{name}', which --weights names, holds {Output.Show.Full(weights[negative])}; weights must be 0 or more.");
        return weights.Sum() > 0 ? weights : throw new UserError($"Column '{name}', which --weights names, is 0 in every row; at least one weight must be positive.");
    }

    private static ScoringTable Sparse(TableSource source, IScorer model, bool labelled, string? weights, string offset, bool dropMissing, IProgress<double>? progress, CancellationToken cancellation)
    {
        if (weights is not null || offset.Length > 0)
            throw new UserError($"The column '{weights ?? offset}' is needed, but a LIBSVM file has only a label and features; give a CSV file.");
        if (dropMissing)
            throw new UserError("--missing drop was given, but a LIBSVM file has no missing values: a feature that a line leaves out is 0; leave --missing out.");
        int[] places = [.. model.Inputs.Select(Place)];
        SparseTable read = SparseReader.Read(source, progress, cancellation);
        int[] rowNumbers = [.. Enumerable.Range(1, read.Label.Length)];
        return new ScoringTable
        {
            RowNumbers = rowNumbers,
            Predictions = Finite(model.Predict(read.Features, places), rowNumbers, _ => ""),
            Target = labelled ? LabelMatch.Target(new NumericColumn("label", read.Label), model, rowNumbers) : null,
            Warnings = [],
        };
    }

    // The column of x1 is the first.
    private static int Place(ScoredColumn column) =>
        column.IsNumber && column.Name.Length > 1 && column.Name[0] == 'x' && int.TryParse(column.Name.AsSpan(1), out int place) && place >= 1 ? place - 1
        : throw new UserError($"The model needs the column '{column.Name}', but the features of a LIBSVM file are called x1, x2, …; give a table with the columns that mlreg inspect lists.");
}
