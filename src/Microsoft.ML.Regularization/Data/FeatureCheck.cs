using System.Numerics.Tensors;

namespace Microsoft.ML.Trainers.Regularization.Data;

/// <summary>Refuses infinite features, and does with missing ones what the user wants.</summary>
/// <param name="names">The features.</param>
/// <param name="column">Their column.</param>
/// <param name="missing">What the user wants.</param>
/// <param name="word">What a row is called in messages.</param>
internal sealed class FeatureCheck(string[] names, string column, MissingFeatures missing, string word)
{
    /// <summary>Rows seen so far, those without a label included.</summary>
    public long Seen { get; private set; }

    /// <summary>Rows taken out.</summary>
    public int Incomplete { get; private set; }

    /// <summary>Whether rows were kept that have a feature missing.</summary>
    public bool HasMissing { get; private set; }

    /// <summary>Checks the next rows, and takes out those that are to be skipped.</summary>
    /// <exception cref="InvalidOperationException">A feature is infinite, or is missing and must not be.</exception>
    public void Check(RowBlock block)
    {
        // A finite sum proves them all; one that overflowed is looked at row by row.
        if (!float.IsFinite(TensorPrimitives.Sum(block.Values)))
        {
            int before = block.Rows;
            block.Keep(row => IsComplete(block, row));
            Incomplete += before - block.Rows;
        }
        Seen += block.Seen;
    }

    private bool IsComplete(RowBlock block, int row)
    {
        ReadOnlySpan<float> values = block.Row(row, out ReadOnlySpan<int> features);
        for (int i = 0; i < values.Length; i++)
        {
            if (float.IsFinite(values[i])) continue;
            string name = names[features.IsEmpty ? i : features[i]];
            long at = Seen + block.PlaceOf(row) + 1;
            if (float.IsInfinity(values[i])) throw new InvalidOperationException($"The feature '{name}' in the column '{column}' is {values[i]} in {word} {at}; features must be finite: clip or drop it.");
            if (missing == MissingFeatures.SkipRow) return false;
            HasMissing = true;
            if (missing == MissingFeatures.Error)
                throw new InvalidOperationException($"The feature '{name}' in the column '{column}' is missing in {word} {at}; put ReplaceMissingValues before the trainer, or set MissingFeatures to SkipRow or Mean.");
        }
        return true;
    }
}
