using MLRegularization.Matrices;
using MLRegularization.Numerics;
using MLRegularization.Preparation;

namespace MLRegularization.Diagnosis;

/// <summary>
/// The columns that a diagnosis looks at, centred where there is an intercept and divided by their root mean square: those that vary
/// and are not left out by the penalty, less one level of every text column, whose levels always sum to 1.
/// </summary>
internal sealed class FeatureColumns
{
    private readonly TrainingSet data;
    private readonly double[]? factors; // powers of two that columns are multiplied by first

    public FeatureColumns(TrainingSet data, bool intercept, bool standardize, IReadOnlyList<double>? penaltyFactors, TableEncoding? encoding, int threads, CancellationToken cancellation)
    {
        this.data = data;
        Intercept = intercept;
        factors = ScaledColumns.FactorsFor(data.Features, threads, cancellation);
        Matrix = factors is null ? data.Features : new ScaledColumns(data.Features, factors);
        Standardization learned = Standardization.Learn(Matrix, data.Weights, intercept, intercept || standardize, threads);
        double[] squares = learned.SquareMeans;
        Scale = learned with
        {
            Scales = [.. learned.Scales.Select((s, j) => learned.Constant[j] ? 1 : s * Math.Sqrt(squares[j]))],
            SquareMeans = [.. learned.Constant.Select(c => c ? 0.0 : 1)],
        };
        Standardized = new StandardizedColumns(Matrix, data.Weights, Scale);
        Rows = data.Weights?.Count(w => w > 0) ?? data.Rows;
        Constant = [.. Enumerable.Range(0, data.Columns).Where(j => learned.Constant[j])];

        bool[] used = [.. learned.Constant.Select((c, j) => !c && !double.IsPositiveInfinity(penaltyFactors?[j] ?? 1))];
        List<string> oneHot = [];
        if (encoding is not null) LeaveOneLevelOut(encoding, used, oneHot);
        OneHot = oneHot;
        Columns = [.. Enumerable.Range(0, data.Columns).Where(j => used[j])];
        // λ(1−α) falls on b = β · (the penalty's scale), here on β · (the root mean square).
        Ridge = [.. Columns.Select(j => (penaltyFactors?[j] ?? 1) * Math.Pow(standardize ? learned.Scales[j] / Scale.Scales[j] : (factors?[j] ?? 1) / Scale.Scales[j], 2))];
    }

    public bool Intercept { get; }

    /// <summary>All columns, multiplied by powers of two where they are of extreme size.</summary>
    public IColumnMatrix Matrix { get; }

    /// <summary>Centres and root mean squares of <see cref="Matrix"/>.</summary>
    public Standardization Scale { get; }

    public StandardizedColumns Standardized { get; }

    /// <summary>Rows of positive weight.</summary>
    public int Rows { get; }

    /// <summary>The columns looked at, ascending.</summary>
    public int[] Columns { get; }

    /// <summary>Columns that do not vary.</summary>
    public int[] Constant { get; }

    /// <summary>The text columns of which one level was left out.</summary>
    public IReadOnlyList<string> OneHot { get; }

    /// <summary>What λ(1−α) is multiplied by where it is added to the diagonal, by column looked at.</summary>
    public double[] Ridge { get; }

    /// <summary>The rows' weights, or null.</summary>
    public double[]? Weights => data.Weights;

    /// <summary>√ω of every row, Σω = 1.</summary>
    public double[] Roots => [.. Enumerable.Range(0, data.Rows).Select(i => Math.Sqrt(Standardized.Weight(i)))];

    public string Name(int column) => data.FeatureNames[column];

    /// <summary>A column times its power of two, less its centre.</summary>
    public double[] Centred(int column)
    {
        double[] values = new double[data.Rows];
        Matrix.CopyCentered(column, 0, Scale.Centres[column], values);
        return values;
    }

    /// <summary>The power of two a column was multiplied by.</summary>
    public double Factor(int column) => factors?[column] ?? 1;

    /// <summary>Correlations (cosines without an intercept) of two of the columns looked at, by place.</summary>
    public Func<int, int, double> Pairs(int threads, CancellationToken cancellation)
    {
        double[] reference = Intercept ? Scale.Centres : new double[data.Columns];
        Moments moments = MomentPass<double>.Run(Matrix, new double[data.Rows], data.Weights, null, 1, reference, 0, threads, cancellation)[0];
        double Product(int i, int j) => moments[i, j] - (Intercept ? moments.Sums[i] / moments.Weight * moments.Sums[j] : 0);
        double[] lengths = [.. Columns.Select(j => Math.Sqrt(Product(j, j)))];
        return (a, b) => a == b ? 1 : Product(Columns[a], Columns[b]) / (lengths[a] * lengths[b]);
    }

    /// <summary>The same of all pairs, row-major.</summary>
    public double[] Correlations(int threads, CancellationToken cancellation)
    {
        Func<int, int, double> pair = Pairs(threads, cancellation);
        int k = Columns.Length;
        double[] all = new double[k * k];
        for (int a = 0; a < k; a++)
            for (int b = 0; b <= a; b++) all[(a * k) + b] = all[(b * k) + a] = pair(a, b);
        return all;
    }

    // The commonest level stays out: rare ones are what coincides. Without an intercept the levels of one text column may stay.
    private void LeaveOneLevelOut(TableEncoding encoding, bool[] used, List<string> oneHot)
    {
        int first = 0;
        bool spared = Intercept;
        foreach (ColumnEncoding column in encoding.Columns)
        {
            int count = column.FeatureNames().Count();
            int[] levels = column.Kind == ColumnKind.OneHot ? [.. Enumerable.Range(first, column.Levels.Count).Where(j => used[j])] : [];
            first += count;
            // A level that is left out by the penalty leaves no sum.
            if (levels.Length < 2 || levels.Length < column.Levels.Count - Constant.Count(j => j >= first - count && j < first - count + column.Levels.Count)) continue;
            if (!spared)
            {
                spared = true;
                continue;
            }
            used[levels.MaxBy(j => Scale.Centred ? Scale.Centres[j] : Scale.Scales[j])] = false;
            oneHot.Add(column.Name);
        }
    }
}
