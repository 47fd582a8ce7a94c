using MLRegularization.Cli.Options;
using MLRegularization.Cli.Output;

namespace MLRegularization.Cli.Commands;

/// <summary>What every command gets.</summary>
internal sealed record CommandContext(Arguments Arguments, CliOptions Options, Terminal Terminal, string[] Words, CancellationToken Cancellation)
{
    /// <summary>The command as it can be typed again.</summary>
    public string CommandText => "mlreg " + string.Join(' ', Words.Select(ShellText.Word));

    /// <summary>How the user wants missing training values met.</summary>
    public Data.MissingRule Missing() => Arguments.Text(Options.Missing) is null
        ? Data.MissingRule.Refuse
        : Arguments.Word(Options.Missing, "", "impute", "drop") == "impute" ? Data.MissingRule.Impute : Data.MissingRule.Drop;

    /// <summary>Whether rows that cannot be predicted are left out.</summary>
    public bool DropsMissing() => Arguments.Word(Options.MissingScored, "", "drop") == "drop";

    /// <summary>The task of a linear model.</summary>
    /// <param name="network">What to do where a network is asked for.</param>
    public string Task(string network = "train a network with mlreg fit")
    {
        if (FitsNetwork) throw new UserError($"--model is 'mlp', and this command is for linear models; leave --model out, or {network}.");
        return AnyTask();
    }

    /// <summary>Whether a network is asked for.</summary>
    public bool FitsNetwork => Arguments.Word(Options.ModelKind, "elasticnet", "elasticnet", "mlp") == "mlp";

    /// <summary>The task, whatever is fitted.</summary>
    public string AnyTask() => Arguments.Word(Options.Task, "auto", "auto", "regression", "binary", "multiclass", "count");
}
