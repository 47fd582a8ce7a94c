namespace MLRegularization.Diagnosis;

/// <summary>
/// Finds columns that are nearly combinations of a few others: columns are taken in order into a basis unless those before leave
/// almost nothing of them; each of the rest is regressed on the basis and terms are taken out for as long as the others do.
/// </summary>
internal sealed class CombinationFinder
{
    /// <summary>A column is nearly a combination where what is left of it is at most this share of its spread.</summary>
    public const double NearShare = 0.05;

    /// <summary>A sentence with more columns is no plain words.</summary>
    public const int MostTerms = 6;

    /// <summary>Terms to begin with, those that matter most.</summary>
    private const int FirstTerms = 16;

    /// <summary>Columns regressed at most.</summary>
    private const int MostTried = 300;

    private readonly double[] gram;
    private readonly int count;
    private readonly int rows;
    private readonly List<int> basis = [];
    private readonly RowFactor factor = new();

    /// <summary>Divides columns into a basis and the rest.</summary>
    /// <param name="gram">Correlations, row-major.</param>
    /// <param name="count">Number of columns.</param>
    /// <param name="rows">Rows of positive weight.</param>
    /// <param name="cancellation">Checked at every column.</param>
    public CombinationFinder(double[] gram, int count, int rows, CancellationToken cancellation)
    {
        (this.gram, this.count, this.rows) = (gram, count, rows);
        List<int> dependent = [];
        for (int j = 0; j < count; j++)
        {
            cancellation.ThrowIfCancellationRequested();
            double[] z = factor.Forward(ProductsWithBasis(j));
            double left = 1 - System.Numerics.Tensors.TensorPrimitives.Dot<double>(z, z);
            if (left <= NearShare * NearShare) dependent.Add(j);
            else
            {
                basis.Add(j);
                factor.Append(z, left);
            }
        }
        Dependent = dependent;
    }

    /// <summary>The columns that are not in the basis.</summary>
    public IReadOnlyList<int> Dependent { get; }

    /// <summary>A few columns that leave almost nothing of each dependent one, where there are such.</summary>
    public List<(int Column, int[] Terms, double Variance)> Find(int threads, CancellationToken cancellation)
    {
        List<(int, int[], double)> found = [];
        if (Dependent.Count == 0) return found;
        double[] inverse = factor.InverseDiagonal(threads, cancellation);
        foreach (int j in Dependent.Take(MostTried))
        {
            cancellation.ThrowIfCancellationRequested();
            double[] coefficients = factor.Back(factor.Forward(ProductsWithBasis(j)));
            // What leaving one term out would add to the variance that is left.
            int[] terms = [.. Enumerable.Range(0, basis.Count).OrderByDescending(i => coefficients[i] * coefficients[i] / inverse[i]).Take(FirstTerms).Select(i => basis[i]).Order()];
            (int[] kept, double variance) = Eliminate(j, terms);
            if (kept.Length is > 0 and <= MostTerms && variance <= NearShare * NearShare) found.Add((j, kept, variance));
        }
        return found;
    }

    // Takes out the term that matters least for as long as little more is left per degree of freedom; further, where too many remain,
    // for as long as it is nearly a combination.
    private (int[] Terms, double Variance) Eliminate(int column, int[] terms)
    {
        double variance = Left(column, terms), each = variance / Math.Max(1, rows - 1 - terms.Length);
        while (terms.Length > 1)
        {
            (int[] Terms, double Variance) next = terms.Select(t => (int[])[.. terms.Where(u => u != t)]).Select(rest => (rest, Left(column, rest))).MinBy(r => r.Item2);
            double allowed = Math.Max(1.5 * each * Math.Max(1, rows - 1 - next.Terms.Length), 1e-13);
            if (next.Variance > (terms.Length > MostTerms ? NearShare * NearShare : allowed)) break;
            (terms, variance) = next;
        }
        return (terms, variance);
    }

    // The variance that a few columns leave of another.
    private double Left(int column, int[] terms)
    {
        RowFactor few = new();
        for (int a = 0; a < terms.Length; a++)
        {
            double[] z = few.Forward([.. terms.Take(a).Select(t => gram[(terms[a] * count) + t])]);
            few.Append(z, Math.Max(1e-15, 1 - System.Numerics.Tensors.TensorPrimitives.Dot<double>(z, z)));
        }
        double[] own = few.Forward([.. terms.Select(t => gram[(column * count) + t])]);
        return Math.Max(0, 1 - System.Numerics.Tensors.TensorPrimitives.Dot<double>(own, own));
    }

    private double[] ProductsWithBasis(int column) => [.. basis.Select(b => gram[(column * count) + b])];
}
