namespace MLRegularization.Matrices;

/// <summary>
/// The sufficient statistics of squared loss over a set of rows: weighted sums of products of columns and response, taken about a
/// reference point so that nothing cancels. Those of disjoint row sets add up; a training fold is the total minus its held-out part.
/// </summary>
internal sealed class Moments
{
    /// <summary>Rows of zero moments.</summary>
    /// <param name="reference">Reference point of the columns.</param>
    /// <param name="responseReference">Reference point of the response.</param>
    /// <param name="blockSize">Columns of a Gram block.</param>
    public Moments(double[] reference, double responseReference, int blockSize)
    {
        Reference = reference;
        ResponseReference = responseReference;
        BlockSize = blockSize;
        Sums = new double[reference.Length];
        Cross = new double[reference.Length];
        int panels = (reference.Length + blockSize - 1) / blockSize;
        Gram = new double[panels * (panels + 1) / 2][];
        for (int b = 0; b < Gram.Length; b++) Gram[b] = new double[blockSize * blockSize];
    }

    /// <summary>p reference values.</summary>
    public double[] Reference { get; }

    /// <summary>The response's reference value.</summary>
    public double ResponseReference { get; }

    /// <summary>Columns of a Gram block.</summary>
    public int BlockSize { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; set; }

    /// <summary>Σ w.</summary>
    public double Weight { get; set; }

    /// <summary>Σ w (xⱼ − refⱼ), p values.</summary>
    public double[] Sums { get; }

    /// <summary>Σ w (xⱼ − refⱼ)(y − ref), p values.</summary>
    public double[] Cross { get; }

    /// <summary>Σ w (y − ref).</summary>
    public double ResponseSum { get; set; }

    /// <summary>Σ w (y − ref)².</summary>
    public double ResponseSquares { get; set; }

    /// <summary>Blocks of Σ w (xᵢ − refᵢ)(xⱼ − refⱼ): block row I, block column J ≤ I at I(I+1)/2 + J, row-major inside.</summary>
    public double[][] Gram { get; }

    /// <summary>Index of a Gram block.</summary>
    public static int BlockIndex(int blockRow, int blockColumn) => (blockRow * (blockRow + 1) / 2) + blockColumn;

    /// <summary>One entry of the Gram matrix.</summary>
    public double this[int i, int j]
    {
        get
        {
            if (i < j) (i, j) = (j, i);
            return Gram[BlockIndex(i / BlockSize, j / BlockSize)][(i % BlockSize * BlockSize) + (j % BlockSize)];
        }
    }

    /// <summary>Adds sign times another set's moments.</summary>
    public void Add(Moments other, int sign)
    {
        Rows += sign * other.Rows;
        Weight += sign * other.Weight;
        ResponseSum += sign * other.ResponseSum;
        ResponseSquares += sign * other.ResponseSquares;
        for (int j = 0; j < Sums.Length; j++)
        {
            Sums[j] += sign * other.Sums[j];
            Cross[j] += sign * other.Cross[j];
        }
        for (int b = 0; b < Gram.Length; b++) Numerics.Kernels.AddScaled(other.Gram[b], sign, Gram[b]);
    }

    /// <summary>Sum of several sets.</summary>
    public static Moments Total(IReadOnlyList<Moments> parts)
    {
        Moments total = new(parts[0].Reference, parts[0].ResponseReference, parts[0].BlockSize);
        foreach (Moments part in parts) total.Add(part, 1);
        return total;
    }
}
