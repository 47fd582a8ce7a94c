namespace MLRegularization.Paths;

/// <summary>
/// How rows are divided into folds, whichever rows they are: all of a table, or those that one fold is trained on, to be divided again.
/// The same arguments give the same folds on every machine.
/// </summary>
public sealed class FoldPlan
{
    private readonly Func<IReadOnlyList<int>, int, ulong, Folds> divide;
    private readonly Func<IReadOnlyList<int>, int> most;

    private FoldPlan(Func<IReadOnlyList<int>, int, ulong, Folds> divide, Func<IReadOnlyList<int>, int> most)
    {
        this.divide = divide;
        this.most = most;
    }

    /// <summary>The group of each row of the table where groups stay whole; else null.</summary>
    internal IReadOnlyList<int>? Groups { get; private init; }

    /// <summary>The time of each row of the table where folds are in order of time; else null.</summary>
    internal IReadOnlyList<double>? Times { get; private init; }

    /// <summary>Random folds.</summary>
    public static FoldPlan Random { get; } = new((rows, count, seed) => Folds.Random(rows.Count, count, seed), rows => rows.Count);

    /// <summary>Random folds in which every class is spread evenly.</summary>
    /// <param name="classes">The class of each row of the table.</param>
    public static FoldPlan Stratified(IReadOnlyList<int> classes) => new((rows, count, seed) => Folds.Stratified(Of(classes, rows), count, seed), rows => rows.Count);

    /// <summary>Folds that never split a group.</summary>
    /// <param name="groups">The group of each row of the table.</param>
    public static FoldPlan Grouped(IReadOnlyList<int> groups) => new((rows, count, seed) => Folds.Grouped(Of(groups, rows), count, seed), rows => Of(groups, rows).Distinct().Count()) { Groups = groups };

    /// <summary>Folds in order of time.</summary>
    /// <param name="times">The time of each row of the table.</param>
    public static FoldPlan ByTime(IReadOnlyList<double> times) => new((rows, count, _) => Folds.ByTime(Of(times, rows), count), rows => Of(times, rows).Distinct().Count() - 1) { Times = times };

    /// <summary>Folds by a value of each row: as many as the rows have values, whatever number is asked for.</summary>
    /// <param name="labels">The fold of each row of the table.</param>
    public static FoldPlan Given(IReadOnlyList<int> labels) => new((rows, _, _) => Folds.Given(Of(labels, rows)), rows => Of(labels, rows).Distinct().Count());

    /// <summary>The largest number of folds that rows can be divided into.</summary>
    /// <param name="rows">Rows of the table.</param>
    public int MostFolds(IReadOnlyList<int> rows) => most(rows);

    /// <summary>Divides rows.</summary>
    /// <param name="rows">Rows of the table.</param>
    /// <param name="count">Number of folds.</param>
    /// <param name="seed">Seed of random folds.</param>
    /// <returns>Folds of the rows by their place in <paramref name="rows"/>.</returns>
    /// <exception cref="ArgumentException">There are too few rows, groups or times.</exception>
    public Folds Divide(IReadOnlyList<int> rows, int count, ulong seed = 1) => divide(rows, count, seed);

    private static T[] Of<T>(IReadOnlyList<T> values, IReadOnlyList<int> rows) => [.. rows.Select(i => values[i])];
}
