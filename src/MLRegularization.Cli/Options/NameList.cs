using System.Text;

namespace MLRegularization.Cli.Options;

/// <summary>Comma lists as typed after an option; an item with a comma or quote stands in double quotes as in RFC 4180.</summary>
internal static class NameList
{
    /// <summary>The items of one or more lists.</summary>
    public static List<string> Split(IEnumerable<string> lists, string option)
    {
        List<string> items = [];
        foreach (string list in lists) SplitOne(list, option, items);
        return items;
    }

    private static void SplitOne(string list, string option, List<string> items)
    {
        StringBuilder item = new();
        bool quoted = false;
        for (int i = 0; i < list.Length; i++)
        {
            char c = list[i];
            if (quoted && c == '"' && i + 1 < list.Length && list[i + 1] == '"')
            {
                item.Append('"');
                i++;
            }
            else if (quoted && c == '"') quoted = false;
            else if (!quoted && c == '"' && item.Length == 0) quoted = true;
            else if (!quoted && c == ',')
            {
                items.Add(item.ToString());
                item.Clear();
            }
            else item.Append(c);
        }
        if (quoted) throw new UserError($"The list '{list}' of {option} opens a quote and does not close it; add the closing quote.");
        items.Add(item.ToString());
    }
}
