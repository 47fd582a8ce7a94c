using System.Text;
using MLRegularization.Cli.Tables;
using MLRegularization.Preparation;

namespace MLRegularization.Cli.Options;

/// <summary>What the command line says of columns of free text.</summary>
/// <param name="Columns">Their names.</param>
/// <param name="Options">How they become words.</param>
internal sealed record TextRequest(IReadOnlyList<string> Columns, TextOptions Options)
{
    /// <summary>No column of free text.</summary>
    public static TextRequest None { get; } = new([], new TextOptions());

    /// <summary>Reads and checks the options.</summary>
    public static TextRequest From(Arguments arguments, CliOptions options)
    {
        List<string> columns = arguments.List(options.TextColumns);
        var further = new[] { options.TextWeighting, options.TextMinRows, options.TextWords, options.TextPhrases }.FirstOrDefault(o => arguments.Text(o) is not null);
        if (columns.Count == 0 && further is not null) throw new UserError($"{further.Name} was given without --text; name the columns of free text with --text NAME.");
        return new TextRequest(columns, new TextOptions
        {
            Weighting = arguments.Word(options.TextWeighting, "tfidf", "tfidf", "sublinear", "counts") switch { "counts" => TextWeighting.Counts, "sublinear" => TextWeighting.SublinearTfIdf, _ => TextWeighting.TfIdf },
            MinRows = arguments.Integer(options.TextMinRows, 2, 1, int.MaxValue),
            MaxWords = arguments.Text(options.TextWords) is null ? null : arguments.Integer(options.TextWords, 0, 1, int.MaxValue),
            PhraseLength = arguments.Integer(options.TextPhrases, 1, 1, 2),
        });
    }

    /// <summary>The options of each column that a table still has; a column of numbers is refused.</summary>
    public IReadOnlyDictionary<string, TextOptions> In(Table table)
    {
        Dictionary<string, TextOptions> texts = new(StringComparer.Ordinal);
        foreach (string name in Columns)
        {
            if (table.Find(name) is not TextColumn column) continue;
            if (column.Levels.All(l => NumberText.TryParse(Encoding.UTF8.GetBytes(l), out _)))
                throw new UserError($"Column '{name}', which --text names, holds numbers, such as {column.Levels[0]}, and no text; leave it out of --text, and it is a feature as it is.");
            texts.Add(name, Options);
        }
        return texts;
    }
}
