using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Regularization.Data;

/// <summary>The classes that a key column counts, and those of them that rows are of: the engine numbers only the latter.</summary>
/// <param name="Column">The label's column.</param>
/// <param name="Names">What all classes are called, in the order of keys.</param>
/// <param name="Present">Classes with rows, by place among all, ascending.</param>
internal sealed record ClassKeys(string Column, IReadOnlyList<string> Names, int[] Present)
{
    /// <summary>The names of classes with rows.</summary>
    public IReadOnlyList<string> PresentNames => [.. Present.Select(k => Names[k])];

    /// <summary>Training rows with their classes numbered from 0 without a gap. Classes whose rows all have weight 0 count as absent.</summary>
    /// <exception cref="InvalidOperationException">There are rows of one class only.</exception>
    public static TrainingRows Number(TrainingRows rows, DataViewSchema.Column label)
    {
        IReadOnlyList<string> names = KeyNames.Of(label);
        double[] weights = new double[names.Count];
        for (int i = 0; i < rows.Set.Rows; i++) weights[(int)rows.Set.Target[i]] += rows.Set.Weights?[i] ?? 1;
        ClassKeys keys = new(label.Name, names, [.. Enumerable.Range(0, names.Count).Where(k => weights[k] > 0)]);
        if (keys.Present.Length < 2)
            throw new InvalidOperationException($"{Every(rows)} of the class '{names[keys.Present[0]]}' in the label column '{label.Name}'; a model of classes needs rows of at least two.");
        string[] absent = [.. names.Where((_, k) => weights[k] == 0)];
        return keys.Recode(rows) with
        {
            Warnings = absent.Length == 0 ? rows.Warnings
                : [.. rows.Warnings, $"{absent.Length} of the {names.Count} classes in the label column '{label.Name}' {(absent.Length == 1 ? "has" : "have")} no rows to learn from ({FeatureNames.List(absent)}): {(absent.Length == 1 ? "its" : "their")} probability is always 0."],
        };
    }

    /// <summary>Validation rows, numbered as the training rows are. Rows of classes that those lack are left out.</summary>
    /// <exception cref="InvalidOperationException">The column counts other classes, or no row is left.</exception>
    public TrainingRows NumberAlike(TrainingRows rows, DataViewSchema.Column label)
    {
        IReadOnlyList<string> own = KeyNames.Of(label);
        if (!own.SequenceEqual(Names))
            throw new InvalidOperationException($"The label column '{label.Name}' of the validation rows has the keys {FeatureNames.List(own)}, that of the training rows {FeatureNames.List(Names)}; map both with one fitted MapValueToKey.");
        int kept = rows.Set.Target.Count(y => Present.Contains((int)y));
        if (kept == 0) throw new InvalidOperationException($"No validation row is of a class in the label column '{label.Name}' that training rows are of; give rows of {FeatureNames.List(PresentNames)}.");
        if (kept == rows.Set.Rows) return Recode(rows);
        return Recode(rows) with { Warnings = [.. rows.Warnings, $"{rows.Set.Rows - kept} of {rows.Set.Rows} validation rows are of classes that no training row is of, and are left out."] };
    }

    /// <summary>Refuses rows that are all true or all false, those of weight 0 left aside.</summary>
    /// <exception cref="InvalidOperationException">They are.</exception>
    public static void CheckBoth(TrainingRows rows, DataViewSchema.Column label)
    {
        double[] present = [.. rows.Set.Target.Where((_, i) => rows.Set.Weights is null || rows.Set.Weights[i] > 0).Distinct()];
        if (present.Length == 1) throw new InvalidOperationException($"{Every(rows)} {present[0] == 1} in the label column '{label.Name}'; a model of two classes needs rows of both.");
    }

    private static string Every(TrainingRows rows) => rows.Set.Rows == 1 ? "The only row is" : $"All {rows.Set.Rows} rows{(rows.Set.Weights is null ? "" : " with weight")} are";

    private TrainingRows Recode(TrainingRows rows)
    {
        int[] codes = new int[Names.Count];
        Array.Fill(codes, -1);
        for (int k = 0; k < Present.Length; k++) codes[Present[k]] = k;
        if (Present.Length < Names.Count && rows.Set.Target.Any(y => codes[(int)y] < 0))
            rows = rows.Select([.. Enumerable.Range(0, rows.Set.Rows).Where(i => codes[(int)rows.Set.Target[i]] >= 0)]);
        return rows with { Set = rows.Set.WithTarget([.. rows.Set.Target.Select(y => (double)codes[(int)y])]), Classes = this };
    }
}
