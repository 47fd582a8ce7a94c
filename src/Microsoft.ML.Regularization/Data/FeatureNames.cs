using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Regularization.Data;

/// <summary>Names of features, from the slot names of their column.</summary>
internal static class FeatureNames
{
    /// <summary>One name per feature, no two alike; a feature without a slot name is called column[index].</summary>
    public static string[] Of(DataViewSchema.Column column, int count)
    {
        string[] names = new string[count];
        VBuffer<ReadOnlyMemory<char>> slots = default;
        if (column.HasSlotNames()) column.GetSlotNames(ref slots);
        foreach (KeyValuePair<int, ReadOnlyMemory<char>> slot in slots.Items()) names[slot.Key] = slot.Value.ToString();
        HashSet<string> taken = [];
        for (int j = 0; j < count; j++)
        {
            string own = $"{column.Name}[{j}]";
            if (string.IsNullOrEmpty(names[j])) names[j] = own;
            if (!taken.Add(names[j])) names[j] = $"{names[j]} ({own})";
        }
        return names;
    }

    /// <summary>Numbers given by name, one per feature; null where none are given.</summary>
    /// <param name="given">Numbers by name; a name that ends in * means all that begin so.</param>
    /// <param name="names">The features.</param>
    /// <param name="missing">The number of features that are not named.</param>
    /// <param name="what">What the numbers are, for the message.</param>
    /// <exception cref="ArgumentException">A name is none of the features.</exception>
    public static double[]? Values(IReadOnlyDictionary<string, double>? given, IReadOnlyList<string> names, double missing, string what)
    {
        if (given is null || given.Count == 0) return null;
        double[] values = new double[names.Count];
        Array.Fill(values, missing);
        foreach ((string name, double value) in given)
        {
            bool found = false;
            for (int j = 0; j < names.Count; j++)
            {
                if (name != names[j] && !(name.EndsWith('*') && names[j].StartsWith(name[..^1], StringComparison.Ordinal))) continue;
                values[j] = value;
                found = true;
            }
            if (!found) throw new ArgumentException($"{what} names the feature '{name}', but the features are {List(names)}; give one of them, or the beginning of some with a * behind it.");
        }
        return values;
    }

    /// <summary>The first few of many names.</summary>
    public static string List(IReadOnlyList<string> names) => string.Join(", ", names.Take(8)) + (names.Count > 8 ? $", … ({names.Count} in all)" : "");
}
