namespace MLRegularization.Cli;

/// <summary>A mistake the user can put right: one sentence that names the thing, the value, the limit and the remedy. Exit code 1.</summary>
internal sealed class UserError(string sentence) : Exception(sentence);
