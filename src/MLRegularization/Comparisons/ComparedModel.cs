namespace MLRegularization.Comparisons;

/// <summary>One candidate's results on every fold, repeat after repeat.</summary>
public sealed class ComparedModel
{
    private readonly int foldsPerRepeat;

    internal ComparedModel(ICandidate candidate, int foldsPerRepeat, double[][] test, double[][] training, CandidateFit[] fits, TimeSpan[] times)
        : this(candidate.Name, foldsPerRepeat, test, training)
    {
        Kind = candidate.Kind;
        Family = candidate.Family;
        NonZeros = [.. fits.Select(f => f.NonZeros)];
        Chosen = [.. fits.Select(f => f.Chosen)];
        Times = times;
        Remarks = [.. fits.Where(f => f.Remark is not null).GroupBy(f => f.Remark!).Select(g => (g.Key, g.Count()))];
    }

    /// <summary>A model that was fitted and scored elsewhere, fold by fold.</summary>
    /// <param name="name">Its name for people.</param>
    /// <param name="foldsPerRepeat">Folds of one division of the rows.</param>
    /// <param name="test">Scores on the rows held out, by metric, then fold; NaN where there is none.</param>
    /// <param name="training">Scores on the rows trained on, likewise.</param>
    public ComparedModel(string name, int foldsPerRepeat, IReadOnlyList<IReadOnlyList<double>> test, IReadOnlyList<IReadOnlyList<double>> training)
    {
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(training);
        this.foldsPerRepeat = foldsPerRepeat;
        Name = name;
        Test = test;
        Training = training;
    }

    /// <summary>Its name for people.</summary>
    public string Name { get; }

    /// <summary>Its part in the verdict. Default: regularised.</summary>
    public CandidateKind Kind { get; init; } = CandidateKind.Regularized;

    /// <summary>What kind of function it is. Default: linear.</summary>
    public CandidateFamily Family { get; init; }

    /// <summary>Scores on the rows held out, by metric, then fold; NaN where there is none.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Test { get; }

    /// <summary>Scores on the rows trained on, by metric, then fold.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Training { get; }

    /// <summary>Non-zero coefficients or weights by fold; empty for a model that has none, such as a tree.</summary>
    public IReadOnlyList<int> NonZeros { get; init; } = [];

    /// <summary>What was chosen inside, by fold.</summary>
    public IReadOnlyList<IReadOnlyList<(string Name, double Value)>> Chosen { get; init; } = [];

    /// <summary>Settings that were judged inside, by fold; empty where none were, or nobody counted.</summary>
    public IReadOnlyList<int> Tried { get; init; } = [];

    /// <summary>Time by fold, with all that was chosen inside.</summary>
    public IReadOnlyList<TimeSpan> Times { get; init; } = [];

    /// <summary>What the user should know of its fits, with the number of folds it is true of.</summary>
    public IReadOnlyList<(string Sentence, int Folds)> Remarks { get; init; } = [];

    /// <summary>Time to score one row by fold; empty where it was not taken.</summary>
    public IReadOnlyList<TimeSpan> ScoreTimes { get; init; } = [];

    /// <summary>Bytes of the saved model by fold; empty where it was not saved.</summary>
    public IReadOnlyList<long> SavedBytes { get; init; } = [];

    /// <summary>Mean score over the folds that have one, on rows held out.</summary>
    public double TestMean(int metric = 0) => Mean(Test[metric]);

    /// <summary>The same on rows trained on.</summary>
    public double TrainingMean(int metric = 0) => Mean(Training[metric]);

    /// <summary>By how much the score on rows held out is above that on rows trained on; 0 where they differ by rounding alone.</summary>
    public double Gap(int metric = 0)
    {
        double test = TestMean(metric), gap = test - TrainingMean(metric);
        return Math.Abs(gap) <= PairedDifference.Rounding * Math.Abs(test) ? 0 : gap;
    }

    /// <summary>Standard error over folds of the mean on rows held out; of repeats, the mean of theirs: rows do not become more by dividing them anew.</summary>
    public double StandardError(int metric = 0) => Mean([.. Enumerable.Range(0, Test[metric].Count / foldsPerRepeat)
        .Select(repeat => Error([.. Test[metric].Skip(repeat * foldsPerRepeat).Take(foldsPerRepeat).Where(s => !double.IsNaN(s))]))]);

    /// <summary>Mean number of non-zero coefficients or weights; NaN for a model that has none.</summary>
    public double MeanNonZeros => NonZeros.Count == 0 ? double.NaN : NonZeros.Average();

    /// <summary>Mean number of settings judged in a fold; NaN where none were.</summary>
    public double MeanTried => Tried.Count == 0 ? double.NaN : Tried.Average();

    private static double Error(double[] scores)
    {
        if (scores.Length < 2) return double.NaN;
        double mean = scores.Average();
        if (scores.Max() - scores.Min() <= PairedDifference.Rounding * Math.Abs(mean)) return 0;
        return Math.Sqrt(scores.Sum(s => (s - mean) * (s - mean)) / (scores.Length - 1) / scores.Length);
    }

    private static double Mean(IReadOnlyList<double> scores)
    {
        double[] known = [.. scores.Where(s => !double.IsNaN(s))];
        return known.Length == 0 ? double.NaN : known.Average();
    }
}
