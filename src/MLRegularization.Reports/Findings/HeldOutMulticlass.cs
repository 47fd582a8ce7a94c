namespace MLRegularization.Reports.Findings;

/// <summary>How probabilities of several classes on rows held out name the classes, and how far they can be taken at their word.</summary>
internal sealed class HeldOutMulticlass
{
    /// <summary>Rows without probabilities, and rows of weight 0, are left out.</summary>
    /// <param name="target">The class of each row, 0 to K − 1.</param>
    /// <param name="probabilities">n × K, class after class.</param>
    /// <param name="classes">Classes K.</param>
    /// <param name="weights">Weights by row; null: all 1.</param>
    public HeldOutMulticlass(double[] target, double[] probabilities, int classes, double[]? weights)
    {
        int n = target.Length;
        double Of(int row, int k) => probabilities[(k * n) + row];
        Rows = [.. Enumerable.Range(0, n).Where(i => double.IsFinite(probabilities[i]) && (weights is null || weights[i] > 0))];
        Truth = [.. Rows.Select(i => (int)target[i])];
        Predicted = [.. Rows.Select(i => Enumerable.Range(0, classes).MaxBy(k => Of(i, k)))];
        OfTruth = [.. Rows.Zip(Truth, Of)];
        Confusion = new int[classes, classes];
        double[] w = [.. Rows.Select(i => weights?[i] ?? 1)], all = new double[classes], right = new double[classes];
        for (int i = 0; i < w.Length; i++)
        {
            Confusion[Truth[i], Predicted[i]]++;
            all[Truth[i]] += w[i];
            if (Predicted[i] == Truth[i]) right[Truth[i]] += w[i];
        }
        Commonest = Array.IndexOf(all, all.Max());
        Accuracy = right.Sum() / all.Sum();
        NullAccuracy = all.Max() / all.Sum();
        BalancedAccuracy = Rows.Length == 0 ? double.NaN : Enumerable.Range(0, classes).Where(k => all[k] > 0).Average(k => right[k] / all[k]);
        Groups = Calibration.Groups([.. Rows.Zip(Predicted, Of)], [.. Truth.Zip(Predicted, (t, p) => t == p)], w);
    }

    /// <summary>The rows that have probabilities, ascending.</summary>
    public int[] Rows { get; }

    /// <summary>Their classes.</summary>
    public int[] Truth { get; }

    /// <summary>Their likeliest classes, the first among equals.</summary>
    public int[] Predicted { get; }

    /// <summary>The probability of each row's own class.</summary>
    public double[] OfTruth { get; }

    /// <summary>Rows by class found, then class predicted.</summary>
    public int[,] Confusion { get; }

    /// <summary>Weighted share of rows whose likeliest class is the right one.</summary>
    public double Accuracy { get; }

    /// <summary>The mean over the classes of the weighted share of their rows named right.</summary>
    public double BalancedAccuracy { get; }

    /// <summary>The class of the largest weight.</summary>
    public int Commonest { get; }

    /// <summary>The accuracy of always naming it.</summary>
    public double NullAccuracy { get; }

    /// <summary>Groups of rows by the probability of their likeliest class, with how often that was right.</summary>
    public IReadOnlyList<CalibrationGroup> Groups { get; }

    /// <summary>Rows found in a class.</summary>
    public int Found(int k) => Enumerable.Range(0, Confusion.GetLength(0)).Sum(p => Confusion[k, p]);

    /// <summary>Share of the rows of a class that are named so; NaN where it has none.</summary>
    public double Recall(int k) => Found(k) is > 0 and int found ? (double)Confusion[k, k] / found : double.NaN;

    /// <summary>Share of the rows named so that are of the class; NaN where none are.</summary>
    public double Precision(int k) => Enumerable.Range(0, Confusion.GetLength(0)).Sum(t => Confusion[t, k]) is > 0 and int named ? (double)Confusion[k, k] / named : double.NaN;

    /// <summary>The class that rows of this one are most often taken for, and in how many rows; −1 where all are right.</summary>
    public (int Class, int Rows) MostTakenFor(int k)
    {
        int most = Enumerable.Range(0, Confusion.GetLength(0)).Where(p => p != k).MaxBy(p => Confusion[k, p]);
        return Confusion[k, most] > 0 ? (most, Confusion[k, most]) : (-1, 0);
    }
}
