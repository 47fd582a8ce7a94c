using Spectre.Console;

namespace MLRegularization.Cli.Output;

/// <summary>Where a command speaks: results on standard output, warnings and progress on standard error.</summary>
internal sealed class Terminal
{
    private readonly Lazy<IAnsiConsole> tables;
    private readonly Lazy<IAnsiConsole> errors;

    /// <summary>Wraps two writers.</summary>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="outputIsTerminal">Whether colours may be used on the first.</param>
    /// <param name="errorIsTerminal">Whether colours and a progress bar may be used on the second.</param>
    public Terminal(TextWriter output, TextWriter error, bool outputIsTerminal, bool errorIsTerminal)
    {
        Output = output;
        Error = error;
        ErrorIsTerminal = errorIsTerminal;
        tables = new(() => Create(output, outputIsTerminal));
        errors = new(() => Create(error, errorIsTerminal));
    }

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    public bool ErrorIsTerminal { get; }

    /// <summary>Whether warnings and progress are withheld.</summary>
    public bool Quiet { get; set; }

    /// <summary>Draws tables on standard output.</summary>
    public IAnsiConsole Tables => tables.Value;

    /// <summary>Draws progress on standard error.</summary>
    public IAnsiConsole Errors => errors.Value;

    /// <summary>A line on standard output, as it is.</summary>
    public void Line(string text = "") => Output.WriteLine(text);

    /// <summary>A warning on standard error.</summary>
    public void Warn(string sentence)
    {
        if (Quiet) return;
        if (ErrorIsTerminal) Errors.MarkupLineInterpolated($"[yellow]warning:[/] {sentence}");
        else Error.WriteLine($"warning: {sentence}");
    }

    /// <summary>A table in the house style.</summary>
    public static Spectre.Console.Table Table(params (string Heading, bool Number)[] columns)
    {
        Spectre.Console.Table table = new() { Border = TableBorder.Simple };
        foreach ((string heading, bool number) in columns)
        {
            TableColumn column = new(Markup.Escape(heading)) { NoWrap = number };
            table.AddColumn(number ? column.RightAligned() : column);
        }
        return table;
    }

    /// <summary>Adds a row of plain texts.</summary>
    public static void Row(Spectre.Console.Table table, params string[] cells) => table.AddRow([.. cells.Select(c => new Text(c))]);

    /// <summary>The classes of a model; no row where it has none.</summary>
    public static void ClassRow(Spectre.Console.Table table, IReadOnlyList<string> classes)
    {
        if (classes.Count == 2) Row(table, "Classes", $"'{classes[0]}' and '{classes[1]}'; probabilities are of '{classes[1]}'");
        if (classes.Count > 2) Row(table, "Classes", $"{classes.Count}: {Suggestion.Quoted(classes, 30)}");
    }

    private static IAnsiConsole Create(TextWriter writer, bool terminal)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = terminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!terminal) console.Profile.Width = 120;
        return console;
    }
}
