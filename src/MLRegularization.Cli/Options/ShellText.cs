namespace MLRegularization.Cli.Options;

/// <summary>Words as they are typed in a shell, for commands that messages show.</summary>
internal static class ShellText
{
    /// <summary>One word, in single quotes where it needs them.</summary>
    public static string Word(string word) =>
        word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || "-_./=:,+%@".Contains(c)) ? word : $"'{word.Replace("'", "'\\''")}'";

    /// <summary>Items of a comma list: double quotes around an item with a comma or quote, single quotes around it all where needed.</summary>
    public static string List(IEnumerable<string> items) =>
        Word(string.Join(',', items.Select(i => i.AsSpan().IndexOfAny(',', '"') < 0 ? i : $"\"{i.Replace("\"", "\"\"")}\"")));
}
