using MLRegularization.Numerics;

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
        Blocks = new double[panels * (panels + 1) / 2][];
        for (int b = 0; b < Blocks.Length; b++) Blocks[b] = new double[blockSize * blockSize];
    }

    private Moments(Moments same, double[] reference)
    {
        (Reference, ResponseReference, BlockSize, Rounding) = (reference, same.ResponseReference, same.BlockSize, same.Rounding);
        (Rows, Weight, ResponseSum, ResponseSquares) = (same.Rows, same.Weight, same.ResponseSum, same.ResponseSquares);
        (Sums, Cross, Blocks) = (same.Sums, same.Cross, same.Blocks);
    }

    /// <summary>p reference values.</summary>
    public double[] Reference { get; }

    /// <summary>The response's reference value.</summary>
    public double ResponseReference { get; }

    /// <summary>Columns of a Gram block.</summary>
    public int BlockSize { get; }

    /// <summary>The share of a column's second moment that may be rounding.</summary>
    public double Rounding { get; init; } = 1e-12;

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
    public double[][] Blocks { get; }

    /// <summary>Index of a Gram block.</summary>
    public static int BlockIndex(int blockRow, int blockColumn) => (blockRow * (blockRow + 1) / 2) + blockColumn;

    /// <summary>One entry of the Gram matrix.</summary>
    public double this[int i, int j]
    {
        get
        {
            if (i < j) (i, j) = (j, i);
            return Blocks[BlockIndex(i / BlockSize, j / BlockSize)][(i % BlockSize * BlockSize) + (j % BlockSize)];
        }
    }

    /// <summary>The p × p Gram matrix of the standardised columns, row-major; about 0, wherever the reference is, if columns are not centred.</summary>
    public double[] Gram(Standardization scale, bool centred, int threads)
    {
        int p = Sums.Length, size = BlockSize, panels = (p + size - 1) / size;
        double[] gram = new double[(long)p * p];
        Parallelism.For(panels, threads, blockRow =>
        {
            for (int blockColumn = 0; blockColumn <= blockRow; blockColumn++)
            {
                double[] block = Blocks[BlockIndex(blockRow, blockColumn)];
                for (int i = blockRow * size; i < Math.Min(p, (blockRow + 1) * size); i++)
                    for (int j = blockColumn * size; j < Math.Min(i + 1, (blockColumn + 1) * size); j++)
                    {
                        double shift = centred ? Sums[i] / Weight * (Sums[j] / Weight) : -Raised(Sums[i] / Weight, Reference[i], Sums[j] / Weight, Reference[j]);
                        double value = scale.Constant[i] || scale.Constant[j] ? 0
                            : ((block[((i % size) * size) + (j % size)] / Weight) - shift) / (scale.Scales[i] * scale.Scales[j]);
                        gram[((long)i * p) + j] = gram[((long)j * p) + i] = value;
                    }
            }
        });
        return gram;
    }

    /// <summary>Mean of w x y over rows.</summary>
    public double CrossAboutZero(int column)
        => (Cross[column] / Weight) + Raised(Sums[column] / Weight, Reference[column], ResponseSum / Weight, ResponseReference);

    /// <summary>Mean of w y² over rows.</summary>
    public double ResponseSquaresAboutZero => (ResponseSquares / Weight) + Raised(ResponseSum / Weight, ResponseReference, ResponseSum / Weight, ResponseReference);

    // (a + r)(b + s) − ab on average, of which a and b are the means.
    private static double Raised(double a, double r, double b, double s) => (a * s) + (b * r) + (r * s);

    /// <summary>The same numbers as those of columns from which the reference was taken, nothing copied.</summary>
    public Moments OfDifferences() => new(this, new double[Reference.Length]);

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
        for (int b = 0; b < Blocks.Length; b++) Kernels.AddScaled(other.Blocks[b], sign, Blocks[b]);
    }

    /// <summary>Sum of several sets.</summary>
    public static Moments Total(IReadOnlyList<Moments> parts)
    {
        Moments total = new(parts[0].Reference, parts[0].ResponseReference, parts[0].BlockSize) { Rounding = parts[0].Rounding };
        foreach (Moments part in parts) total.Add(part, 1);
        return total;
    }
}
