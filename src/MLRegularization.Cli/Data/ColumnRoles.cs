using MLRegularization.Cli.Options;
using MLRegularization.Cli.Tables;
using MLRegularization.Preparation;

namespace MLRegularization.Cli.Data;

/// <summary>Which column of a table plays which part; names as given on the command line, null where not given.</summary>
internal sealed record ColumnRoles
{
    public required string? Label { get; init; }
    public string? Weights { get; init; }
    public string? Offset { get; init; }
    public string? Fold { get; init; }
    public string? Group { get; init; }
    public string? Time { get; init; }
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Most levels of a text feature, where given.</summary>
    public int? MaxLevels { get; init; }

    /// <summary>Most levels of a text feature.</summary>
    public int MostLevels => MaxLevels ?? TableEncoder.LevelLimit;

    /// <summary>Columns of free text, and how they become words.</summary>
    public TextRequest Text { get; init; } = TextRequest.None;

    /// <summary>Reads the roles from the command line.</summary>
    public static ColumnRoles From(Arguments arguments, CliOptions options)
    {
        ColumnRoles roles = new()
        {
            Label = arguments.Text(options.Label),
            Weights = arguments.Text(options.Weights),
            Offset = arguments.Text(options.Offset),
            Fold = arguments.Text(options.FoldColumn),
            Group = arguments.Text(options.GroupColumn),
            Time = arguments.Text(options.TimeColumn),
            Ignore = arguments.List(options.Ignore),
            MaxLevels = arguments.Text(options.MaxLevels) is null ? null : arguments.Integer(options.MaxLevels, TableEncoder.LevelLimit, 1, TableEncoder.MostLevels),
            Text = TextRequest.From(arguments, options),
        };
        (string Option, string? Name)[] folds = [.. roles.Named().Where(r => r.Option is "--fold-column" or "--group-column" or "--time-column")];
        if (folds.Length > 1) throw new UserError($"{folds[0].Option} and {folds[1].Option} were both given; folds come from one of them.");
        return roles;
    }

    /// <summary>The options that name a column, with the name.</summary>
    public IEnumerable<(string Option, string Name)> Named() =>
        new (string, string?)[] { ("--label", Label), ("--weights", Weights), ("--offset", Offset), ("--fold-column", Fold), ("--group-column", Group), ("--time-column", Time) }
            .Where(r => r.Item2 is not null).Select(r => (r.Item1, r.Item2!));

    /// <summary>What each column of a header is read for; every name must be there, once.</summary>
    public ColumnUse[] Plan(string path, IReadOnlyList<string> header)
    {
        if (Label is null) throw new UserError($"No label is given; name the column to predict with --label NAME: the columns of '{path}' are {Suggestion.Listing(header)}.");
        Dictionary<string, int> first = new(StringComparer.Ordinal);
        for (int j = header.Count - 1; j >= 0; j--) first[header[j]] = j;
        HashSet<string> ignored = new(StringComparer.Ordinal);
        foreach (string name in Ignore)
        {
            ignored.Add(name);
            if (!first.ContainsKey(name) && !IsUnnamed(name, header)) throw Absent("--ignore", name, path, header);
        }
        ColumnUse[] uses = new ColumnUse[header.Count];
        for (int j = 0; j < uses.Length; j++)
        {
            string name = header[j].Length == 0 ? $"column{j + 1}" : header[j];
            if (ignored.Contains(name) || ignored.Contains(header[j])) continue;
            if (header[j].Length == 0)
                throw new UserError($"Column {j + 1} of '{path}' has no name in the header (R and pandas write row numbers so); name it, or leave it out with --ignore {name}.");
            if (first[name] != j)
                throw new UserError($"Columns {first[name] + 1} and {j + 1} of '{path}' are both called '{name}'; rename one, or leave both out with --ignore {ShellText.List([name])}.");
            uses[j] = ColumnUse.Feature;
        }
        Dictionary<string, string> taken = new(StringComparer.Ordinal);
        foreach ((string option, string name) in Named().Concat(Text.Columns.Select(c => ("--text", c))))
        {
            if (!first.TryGetValue(name, out int j)) throw Absent(option, name, path, header);
            if (uses[j] == ColumnUse.Skip) throw new UserError($"Column '{name}' is named by {option} and by --ignore; name it in one of them.");
            if (!taken.TryAdd(name, option)) throw new UserError(taken[name] == option ? $"Column '{name}' is named twice by {option}; name it once." : $"Column '{name}' is named by {taken[name]} and by {option}; name it in one of them.");
            uses[j] = option is "--fold-column" or "--group-column" or "--text" ? ColumnUse.Text : ColumnUse.Any;
        }
        return uses;
    }

    /// <summary>Whether a name is one of those given to columns without a name.</summary>
    private static bool IsUnnamed(string name, IReadOnlyList<string> header) =>
        name.StartsWith("column", StringComparison.Ordinal) && int.TryParse(name.AsSpan(6), out int number) && number >= 1 && number <= header.Count && header[number - 1].Length == 0;

    private static UserError Absent(string option, string name, string path, IReadOnlyList<string> header) =>
        new($"'{path}' has no column '{name}', which {option} names{Suggestion.For(name, header)}; its columns are: {Suggestion.Listing(header)}.");
}
