using System.Diagnostics;
using MLRegularization.Cli.Tables;
using MLRegularization.Matrices;
using MLRegularization.Preparation;

namespace MLRegularization.Cli.Data;

/// <summary>How missing values are met.</summary>
internal enum MissingRule
{
    /// <summary>They are an error.</summary>
    Refuse,

    /// <summary>Features get stand-ins learned on training rows.</summary>
    Impute,

    /// <summary>Their rows are left out.</summary>
    Drop,
}

/// <summary>A file made ready to learn from.</summary>
internal sealed class TrainingTable
{
    private readonly Lazy<(TableEncoding? Encoding, TrainingSet Set)> linear;

    private TrainingTable(Func<(TableEncoding? Encoding, TrainingSet Set)> encode) => linear = new(encode);

    public required string Path { get; init; }
    public required string Label { get; init; }

    /// <summary>regression, binary, multiclass or count.</summary>
    public required string Task { get; init; }

    /// <summary>The classes, of two the second one positive; else empty.</summary>
    public required IReadOnlyList<string> Classes { get; init; }
    public required double[] Target { get; init; }
    public double[]? Weights { get; init; }
    public int Rows => Target.Length;

    /// <summary>The rows as linear models learn from them, each level of a text a feature; made when first asked for, as networks take columns as they are.</summary>
    public TrainingSet Set => linear.Value.Set;

    /// <summary>How columns become features of linear models; null for LIBSVM.</summary>
    public TableEncoding? Encoding => linear.Value.Encoding;

    /// <summary>The feature columns; null for LIBSVM.</summary>
    public Table? Features { get; init; }

    /// <summary>The columns of free text.</summary>
    public IReadOnlyDictionary<string, TextOptions> Texts { get; init; } = new Dictionary<string, TextOptions>();

    /// <summary>The row of the file, from 1, of every row.</summary>
    public required int[] RowNumbers { get; init; }

    /// <summary>Name of the offset's column, empty when there is none.</summary>
    public string OffsetColumn { get; init; } = "";

    /// <summary>The columns that decide folds, where given.</summary>
    public TextColumn? Fold { get; init; }
    public TextColumn? Group { get; init; }
    public double[]? Times { get; init; }

    /// <summary>Feature columns of the file.</summary>
    public required int ColumnCount { get; init; }
    public int DroppedRows { get; init; }
    public required MissingRule Missing { get; init; }
    public required IReadOnlyList<string> Warnings { get; init; }
    public required TimeSpan ReadTime { get; init; }

    /// <summary>The features with what the training rows of a fold teach, where that differs between folds.</summary>
    public Func<IReadOnlyList<int>, IColumnMatrix>? FeaturesFor =>
        Features is not null && (Texts.Count > 0 || (Missing == MissingRule.Impute && Features.Columns.Any(c => c.FirstMissing() >= 0)))
            ? rows => TableEncoder.Encode(TableEncoder.Relearn(Encoding!, Features, rows), Features).Features
            : null;

    /// <summary>Reads and checks a file.</summary>
    public static TrainingTable Load(string path, ColumnRoles roles, MissingRule missing, string task, IProgress<double>? progress, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        using TableSource source = TableSource.Open(path);
        if (IsSparse(path)) return LoadSparse(source, roles, missing, task, started, progress, cancellation);
        Table table = DelimitedReader.Read(source, header => roles.Plan(path, header), progress, cancellation, roles.MostLevels);
        int rowsRead = table.Rows;
        int[] rowNumbers = [.. Enumerable.Range(1, rowsRead)];
        List<string> warnings = [];
        table = MissingValues.Settle(table, roles, missing, ref rowNumbers, warnings);
        LabelValues label = LabelCheck.Read(table.Find(roles.Label!)!, task, rowNumbers);
        if (label.Note is string note) warnings.Add(note);
        if (label.Task == "multiclass" && roles.Offset is string offset)
            throw new UserError($"--offset names the column '{offset}', and the label '{roles.Label}' has {label.Classes.Count} classes, of which each would need an offset of its own; leave --offset out.");
        string[] parts = [.. roles.Named().Select(r => r.Name)];
        Table features = new([.. table.Columns.Where(c => !parts.Contains(c.Name))]);
        if (features.Columns.Count == 0) throw new UserError($"'{path}' has no column left to learn from{(warnings.Count > 0 ? $" ({string.Join(' ', warnings).TrimEnd('.')})" : "")}; give a table with at least one feature beside the label.");
        double[]? weights = Numbers(table, roles.Weights, "--weights");
        LabelCheck.HasWeight(label, roles.Label!, weights, roles.Weights);
        IReadOnlyDictionary<string, TextOptions> texts = roles.Text.In(features);
        double[]? offsets = Numbers(table, roles.Offset, "--offset");
        (TableEncoding? Encoding, TrainingSet Set) Encode()
        {
            TableEncoding encoding = EngineCall.Do(() => TableEncoder.Learn(features, missing == MissingRule.Impute, texts, roles.MostLevels));
            string[] names = [.. encoding.FeatureNames()];
            if (names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is IGrouping<string, string> twice)
                throw new UserError($"Two features would be called '{twice.Key}', one a column and one a level or word; rename that column or leave it out with --ignore.");
            return (encoding, EngineCall.Do(() => new TrainingSet(TableEncoder.Encode(encoding, features).Features, label.Target, weights, offsets, names)));
        }
        return new TrainingTable(Encode)
        {
            Path = path,
            Label = roles.Label!,
            Task = label.Task,
            Classes = label.Classes,
            Target = label.Target,
            Weights = weights,
            Features = features,
            Texts = texts,
            OffsetColumn = roles.Offset ?? "",
            RowNumbers = rowNumbers,
            Fold = roles.Fold is null ? null : (TextColumn)table.Find(roles.Fold)!,
            Group = roles.Group is null ? null : (TextColumn)table.Find(roles.Group)!,
            Times = roles.Time is null ? null : TimeValues.Of(table.Find(roles.Time)!),
            ColumnCount = features.Columns.Count,
            DroppedRows = rowsRead - table.Rows,
            Missing = missing,
            Warnings = warnings,
            ReadTime = Stopwatch.GetElapsedTime(started),
        };
    }

    /// <summary>Whether a file's name says LIBSVM.</summary>
    public static bool IsSparse(string path)
    {
        string name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return name.EndsWith(".svm", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".libsvm", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A column of finite numbers, null when no name is given.</summary>
    public static double[]? Numbers(Table table, string? name, string option)
    {
        if (name is null) return null;
        return table.Find(name) is NumericColumn numbers
            ? numbers.Values.ToArray()
            : throw new UserError($"Column '{name}', which {option} names, holds text; give a column of numbers.");
    }

    private static TrainingTable LoadSparse(TableSource source, ColumnRoles roles, MissingRule missing, string task, long started, IProgress<double>? progress, CancellationToken cancellation)
    {
        foreach ((string option, string name) in roles.Named().Concat(roles.Ignore.Select(n => ("--ignore", n))).Concat(roles.Text.Columns.Select(n => ("--text", n))))
        {
            if (option != "--label")
                throw new UserError($"{option} names the column '{name}', but a LIBSVM file has only a label and features{(option == "--ignore" ? $"; leave a feature out with --penalty-factor {name}=inf" : "; give a CSV file")}.");
        }
        if (missing != MissingRule.Refuse)
            throw new UserError($"--missing {missing.ToString().ToLowerInvariant()} was given, but a LIBSVM file has no missing values: a feature that a line leaves out is 0; leave --missing out.");
        if (roles.MaxLevels is not null)
            throw new UserError("--max-levels was given, but a LIBSVM file has no texts; leave --max-levels out.");
        SparseTable read = SparseReader.Read(source, progress, cancellation);
        if (read.Features.Columns == 0) throw new UserError($"'{source.Path}' has labels but no features; give lines of a label and index:value pairs.");
        string label = roles.Label ?? "label";
        int[] rowNumbers = [.. Enumerable.Range(1, read.Label.Length)];
        LabelValues values = LabelCheck.Read(new NumericColumn(label, read.Label), task, rowNumbers);
        return new TrainingTable(() => (null, EngineCall.Do(() => new TrainingSet(read.Features, values.Target))))
        {
            Path = source.Path,
            Label = label,
            Task = values.Task,
            Classes = values.Classes,
            Target = values.Target,
            RowNumbers = rowNumbers,
            ColumnCount = read.Features.Columns,
            Missing = MissingRule.Refuse,
            Warnings = values.Note is string note ? [note] : [],
            ReadTime = Stopwatch.GetElapsedTime(started),
        };
    }
}
