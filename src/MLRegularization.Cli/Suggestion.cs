namespace MLRegularization.Cli;

/// <summary>Finds what the user may have meant.</summary>
internal static class Suggestion
{
    /// <summary>" (did you mean 'x'?)" for the nearest name, or nothing when none is near.</summary>
    public static string For(string given, IEnumerable<string> names)
    {
        string? best = null;
        // Of a name of one letter nothing may be left: only its other case is near.
        int limit = Math.Min(Math.Max(1, given.Length / 3), given.Length - 1);
        foreach (string name in names)
        {
            if (Math.Abs(name.Length - given.Length) > limit) continue;
            int distance = Distance(given.ToUpperInvariant(), name.ToUpperInvariant(), limit);
            if (distance > limit) continue;
            if (distance < limit || best is null) best = name;
            limit = distance;
        }
        return best is null ? "" : $" (did you mean '{best}'?)";
    }

    /// <summary>The first names of a list, for a message.</summary>
    public static string Listing(IReadOnlyList<string> names, int most = 8) =>
        string.Join(", ", names.Take(most)) + (names.Count > most ? $", … ({names.Count} in all)" : "");

    /// <summary>'a', 'b' and 'c'; the first of many.</summary>
    public static string Quoted(IReadOnlyList<string> names, int most = 8)
    {
        string[] quoted = [.. names.Take(most).Select(Output.Show.Quoted)];
        return names.Count > most ? $"{string.Join(", ", quoted)}, … ({names.Count} in all)" : quoted.Length == 1 ? quoted[0] : $"{string.Join(", ", quoted[..^1])} and {quoted[^1]}";
    }

    // Optimal string alignment: insertions, deletions, replacements, swapped neighbours.
    private static int Distance(string a, string b, int limit)
    {
        int[] before = new int[b.Length + 1], last = new int[b.Length + 1], row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++) last[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            int smallest = i;
            for (int j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
                smallest = Math.Min(smallest, row[j]);
            }
            if (smallest > limit) return limit + 1;
            (before, last, row) = (last, row, before);
        }
        return last[b.Length];
    }
}
