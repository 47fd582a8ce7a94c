using System.CommandLine;
using System.CommandLine.Parsing;

namespace MLRegularization.Cli;

/// <summary>Turns what the parser could not place into one sentence.</summary>
internal static class ParseMistakes
{
    /// <summary>Throws the sentence for the first mistake, if there is one and no help was asked for.</summary>
    public static void Refuse(ParseResult result, RootCommand root, string[] words)
    {
        if (words.Any(w => w is "--help" or "-h" or "-?" or "/?") || (words.Length == 1 && words[0] == "--version")) return;
        string[] commands = [.. root.Subcommands.Select(c => c.Name)];
        if (result.CommandResult.Command is RootCommand)
        {
            string known = string.Join(", ", commands);
            throw words.Length == 0
                ? new UserError($"No command is given; give one of {known}, or --help.")
                : new UserError($"'{words[0]}' is not a command{Suggestion.For(words[0], commands)}; give one of {known}, or --help.");
        }
        Command command = result.CommandResult.Command;
        if (result.UnmatchedTokens.Count > 0)
        {
            string unknown = result.UnmatchedTokens[0];
            if (!unknown.StartsWith('-')) throw new UserError($"'{unknown}' is one word too many for mlreg {command.Name}, which takes {Takes(command)}; put names with spaces in quotes.");
            string name = unknown.Split('=')[0];
            throw new UserError($"mlreg {command.Name} has no option '{name}'{Suggestion.For(name, command.Options.Select(o => o.Name))}; see mlreg {command.Name} --help.");
        }
        foreach (OptionResult option in result.CommandResult.Children.OfType<OptionResult>())
        {
            if (option.Implicit) continue;
            if (option.Option.Arity.MaximumNumberOfValues > 0 && option.Tokens.Count == 0)
                throw new UserError($"{option.Option.Name} has no value; write {option.Option.Name} {option.Option.HelpName}, or {option.Option.Name}=… for a value that begins with --.");
            if (option.Option.Arity.MaximumNumberOfValues == 1 && option.Tokens.Count > 1)
                throw new UserError($"{option.Option.Name} is given {option.Tokens.Count} times; give it once.");
            if (option.Option.Arity.MaximumNumberOfValues == 0 && option.Tokens.Count > 0)
                throw new UserError($"{option.Option.Name} takes no value; write it alone.");
        }
        foreach (Argument argument in command.Arguments)
        {
            if (argument.Arity.MinimumNumberOfValues > 0 && result.GetResult(argument) is not { Tokens.Count: > 0 })
                throw new UserError($"mlreg {command.Name} needs {Takes(command)}, and {argument.Name} is absent; write mlreg {command.Name} {string.Join(' ', command.Arguments.Select(a => a.Name))}.");
        }
        if (result.Errors.Count > 0) throw new UserError($"{result.Errors[0].Message.TrimEnd('.')}; see mlreg {command.Name} --help.");
    }

    private static string Takes(Command command) => string.Join(" and ", command.Arguments.Select(a => a.Name));
}
