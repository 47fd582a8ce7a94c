using MLRegularization.Matrices;

namespace Microsoft.ML.Trainers.Regularization.Data;

/// <summary>Features as they come, block after block, and in the end their columns: dense ones of Single, or sparse ones if the first rows are mostly zeros.</summary>
/// <param name="columns">Features of a row.</param>
/// <param name="expected">Rows that will come at most, where it is known; else 0.</param>
internal sealed class FeatureRows(int columns, int expected)
{
    /// <summary>Rows that decide between dense and sparse, and the share of values below which sparse wins.</summary>
    private const int Sample = 256;
    private const double SparseShare = 0.2;

    private readonly SparseRows sample = new(columns);
    private DenseRows? dense;
    private SparseRows? sparse;

    /// <summary>Values held, with their places where zeros are left out.</summary>
    public long Held => dense?.Held ?? (sparse ?? sample).Held;

    /// <summary>Whether zeros are held too, as is known once the first rows are there.</summary>
    public bool IsDense => dense is not null;

    /// <summary>Adds rows; the block may be used again.</summary>
    public void Add(RowBlock block)
    {
        if (dense is not null) dense.Add(block);
        else if (sparse is not null) sparse.Add(block);
        else
        {
            sample.Add(block);
            if (sample.Rows >= Sample) Decide();
        }
    }

    /// <summary>All rows as columns, after which nothing is held here.</summary>
    /// <param name="fill">What fills missing values; null: none are.</param>
    public IColumnMatrix ToColumns(Means? fill)
    {
        Decide();
        return dense is not null ? dense.ToColumns(fill) : sparse!.ToColumns(fill);
    }

    /// <summary>Hands all rows on, row after row with their zeros, after which nothing is held here.</summary>
    public void HandOn(RowsAction take)
    {
        Decide();
        if (dense is not null) dense.HandOn(take);
        else sparse!.HandOn(take);
    }

    private void Decide()
    {
        if (dense is not null || sparse is not null) return;
        (int rows, long stored) = sample.First(Sample);
        if (columns > 1 && rows > 0 && stored < SparseShare * columns * rows)
        {
            sparse = sample;
            return;
        }
        dense = new DenseRows(columns, expected);
        sample.HandOn(dense.Add);
    }
}

/// <summary>Takes some rows, row after row with their zeros.</summary>
internal delegate void RowsAction(ReadOnlySpan<float> values, int rows);
