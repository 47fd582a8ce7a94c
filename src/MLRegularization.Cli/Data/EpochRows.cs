using MLRegularization.Networks;
using MLRegularization.Paths;

namespace MLRegularization.Cli.Data;

/// <summary>Which of the rows that a network learns from choose its epoch: whole groups or the latest, as the folds are.</summary>
internal static class EpochRows
{
    /// <summary>The data with what divides its rows.</summary>
    public static MlpData Divided(MlpData data, TrainingTable table) =>
        table.Group is not null ? data.WithGroups(table.Group.Codes.ToArray()) : table.Times is not null ? data.WithTimes(table.Times) : data;

    /// <summary>Refuses folds of which one is trained on a single group or time, for nothing is left to choose the epoch on.</summary>
    public static void Check(TrainingTable table, Folds folds)
    {
        if (table.Group is null && table.Times is null) return;
        for (int fold = 0; fold < folds.Count; fold++)
        {
            IEnumerable<int> rows = folds.TrainingRows(fold).Where(i => (table.Weights?[i] ?? 1) > 0);
            if (table.Times is not null && rows.Select(i => table.Times[i]).Distinct().Count() < 2)
                throw new UserError($"Fold {fold + 1} is trained on the rows of one time, and a network needs later ones to choose its epoch; give fewer --folds, or a --time-column with more times.");
            if (table.Group is null || rows.Select(i => table.Group.Codes.Span[i]).Distinct().Count() > 1) continue;
            int groups = table.Group.Codes.ToArray().Distinct().Count();
            throw new UserError($"Fold {fold + 1} is trained on one group of the column '{table.Group.Name}', and a network needs another to choose its epoch; give {(groups > folds.Count ? $"--folds {folds.Count + 1} or more" : "a column with at least 3 groups")}.");
        }
    }
}
