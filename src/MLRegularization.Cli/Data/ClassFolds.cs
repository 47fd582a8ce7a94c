using MLRegularization.Cli.Output;
using MLRegularization.Paths;

namespace MLRegularization.Cli.Data;

/// <summary>Folds of a label of classes: random ones that spread every class evenly, and the refusal of folds that learn nothing of a class.</summary>
internal static class ClassFolds
{
    /// <summary>Stratified folds, one division per repeat.</summary>
    public static IReadOnlyList<Folds> Stratified(TrainingTable table, int count, int repeats, ulong seed)
    {
        int[] codes = [.. table.Target.Select(y => (int)y)];
        return [.. Enumerable.Range(0, repeats).Select(r => EngineCall.Do(() => Folds.Stratified(codes, count, seed + (ulong)r)))];
    }

    /// <summary>Refuses folds of which one is trained on no row of some class.</summary>
    public static void Check(TrainingTable table, IReadOnlyList<Folds> divisions)
    {
        int[][] rowsOf = [.. table.Classes.Select((_, k) => Enumerable.Range(0, table.Rows).Where(i => table.Target[i] == k && (table.Weights?[i] ?? 1) > 0).ToArray())];
        int[] single = [.. Enumerable.Range(0, rowsOf.Length).Where(k => rowsOf[k].Length == 1)];
        foreach (Folds folds in divisions)
            for (int k = 0; k < rowsOf.Length; k++)
            {
                string name = $"lass {Show.Quoted(table.Classes[k])} of the label '{table.Label}'", remedy = "leave the class out or merge it with another";
                int[] homes = [.. rowsOf[k].Select(i => folds.FoldOf[i]).Distinct().Order()];
                if (folds.TimeOrdered && homes[0] >= 0)
                    throw new UserError($"C{name} ({Show.Count(rowsOf[k].Length, "row")}) is in none of the earliest rows, on which fold 1 is trained; give fewer --folds, or {remedy}.");
                if (folds.TimeOrdered || homes.Length > 1) continue;
                string others = single.Length < 2 ? "" : $" (so {(single.Length == 2 ? "has 1 other class" : $"have {single.Length - 1} other classes")})";
                throw new UserError(rowsOf[k].Length == 1
                    ? $"C{name} has 1 row{others}, and the fold that holds it out learns nothing of the class; add rows of it, or {remedy}."
                    : $"All {rowsOf[k].Length} rows of c{name} are held out by fold {homes[0] + 1}, which then learns nothing of the class; give other folds, or {remedy}.");
            }
    }

    /// <summary>Refuses folds of which one is trained on a single row of some class: of the folds inside it, one learns nothing of the class.</summary>
    public static void CheckInner(TrainingTable table, IReadOnlyList<Folds> divisions)
    {
        foreach (Folds folds in divisions)
            for (int k = 0; k < table.Classes.Count; k++)
            {
                int[] rows = [.. Enumerable.Range(0, table.Rows).Where(i => table.Target[i] == k && (table.Weights?[i] ?? 1) > 0)];
                int single = Enumerable.Range(0, folds.Count).FirstOrDefault(f => rows.Count(i => folds.Trains(f, i)) == 1, -1);
                if (single >= 0)
                    throw new UserError($"Class {Show.Quoted(table.Classes[k])} of the label '{table.Label}' has {Show.Count(rows.Length, "row")}, of which fold {single + 1} is trained on 1, and strengths are chosen on folds inside that need 2; {(rows.Length > 2 ? "give other folds" : "add rows of it")}, leave the class out or merge it with another, or compare --models null,unpenalised.");
            }
    }
}
