using MLRegularization.Preparation;

namespace MLRegularization.Cli.Options;

/// <summary>Turns <c>name=value</c> items into one number per feature. A name is a feature, a column (all its features) or a pattern with *.</summary>
internal static class FeatureValues
{
    /// <summary>One value per feature, or null when no item is given.</summary>
    public static double[]? Resolve(IReadOnlyList<string> items, string option, IReadOnlyList<string> features, TableEncoding? encoding, double standard, double least, double most)
    {
        if (items.Count == 0) return null;
        double[] values = new double[features.Count];
        Array.Fill(values, standard);
        Dictionary<string, List<int>> featuresOf = Named(features, encoding);
        foreach (string item in items)
        {
            int split = item.LastIndexOf('=');
            if (split <= 0) throw new UserError($"{option} holds '{item}', which is not NAME=VALUE; write for example {option} {Example(features)}={(option == "--lower" ? "0" : "1")}.");
            string name = item[..split];
            double value = Arguments.Number(item[(split + 1)..], $"{option} for '{name}'", least, most);
            foreach (int j in Matches(name, option, features, featuresOf)) values[j] = value;
        }
        return values;
    }

    private static string Example(IReadOnlyList<string> features) => features.Count > 0 ? features[0] : "NAME";

    private static Dictionary<string, List<int>> Named(IReadOnlyList<string> features, TableEncoding? encoding)
    {
        Dictionary<string, List<int>> named = new(StringComparer.Ordinal);
        int j = 0;
        foreach (ColumnEncoding column in encoding?.Columns ?? [])
        {
            int count = column.FeatureNames().Count();
            named[column.Name] = [.. Enumerable.Range(j, count)];
            j += count;
        }
        // A column's name means all its features, so it counts before a feature of the same name.
        for (int k = 0; k < features.Count; k++)
            if (!named.ContainsKey(features[k])) named[features[k]] = [k];
        return named;
    }

    private static IEnumerable<int> Matches(string name, string option, IReadOnlyList<string> features, Dictionary<string, List<int>> named)
    {
        if (named.TryGetValue(name, out List<int>? exact)) return exact;
        if (!name.Contains('*')) throw new UserError($"{option} names '{name}', which is no feature{Suggestion.For(name, named.Keys)}; the features are: {Suggestion.Listing(features)}.");
        HashSet<int> matched = [];
        foreach ((string candidate, List<int> places) in named)
            if (MatchesPattern(candidate, name)) matched.UnionWith(places);
        if (matched.Count == 0)
        {
            string? near = named.Keys.FirstOrDefault(k => MatchesPattern(k, name, StringComparison.OrdinalIgnoreCase));
            string hint = near is null ? Suggestion.For(name.Replace("*", ""), named.Keys) : $" (letters' case counts: there is '{near}')";
            throw new UserError($"{option} has the pattern '{name}', which matches no feature{hint}; the features are: {Suggestion.Listing(features)}.");
        }
        return matched;
    }

    /// <summary>Whether a text fits a pattern in which * stands for any characters.</summary>
    public static bool MatchesPattern(string text, string pattern, StringComparison letters = StringComparison.Ordinal)
    {
        string[] parts = pattern.Split('*');
        if (!text.StartsWith(parts[0], letters)) return false;
        int at = parts[0].Length;
        for (int k = 1; k + 1 < parts.Length; k++)
        {
            int found = text.IndexOf(parts[k], at, letters);
            if (found < 0) return false;
            at = found + parts[k].Length;
        }
        return text.Length - at >= parts[^1].Length && text.EndsWith(parts[^1], letters);
    }
}
