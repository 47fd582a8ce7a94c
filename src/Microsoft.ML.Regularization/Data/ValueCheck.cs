using System.Numerics.Tensors;

namespace Microsoft.ML.Trainers.Regularization.Data;

/// <summary>Refuses labels, weights, offsets and times that nothing can be learned with, and names the view's row that has one.</summary>
/// <param name="columns">The columns.</param>
/// <param name="row">What a row is called in messages.</param>
internal sealed class ValueCheck(TrainingColumns columns, string row)
{
    private long seen;

    /// <summary>Checks the next rows.</summary>
    /// <exception cref="InvalidOperationException">A value is out of range.</exception>
    public void Check(RowBlock block)
    {
        Check(block, block.Labels, "label", columns.Label, v => double.IsFinite(v) && (v >= 0 || !columns.IsCount), columns.IsCount ? "counts must be finite and 0 or more" : "labels must be finite");
        if (columns.Weight is not null) Check(block, block.Weights, "weight", columns.Weight, v => v >= 0 && double.IsFinite(v), "weights must be finite and 0 or more");
        if (columns.Offset is not null) Check(block, block.Offsets, "offset", columns.Offset, double.IsFinite, "offsets must be finite");
        if (columns.Time is not null) Check(block, block.Times, "time", columns.Time, v => !double.IsNaN(v), "every row needs a time");
        seen += block.Seen;
    }

    private void Check(RowBlock block, double[] all, string role, string column, Func<double, bool> fits, string limit)
    {
        ReadOnlySpan<double> values = all.AsSpan(0, block.Rows);
        // The least proves them all if its sign is right and the sum is finite.
        if (values.IsEmpty || (double.IsFinite(TensorPrimitives.Sum(values)) && fits(TensorPrimitives.Min(values)))) return;
        for (int k = 0; k < values.Length; k++)
            if (!fits(values[k])) throw new InvalidOperationException($"The {role} in the column '{column}' is {values[k]} in {row} {seen + block.PlaceOf(k) + 1}; {limit}: correct or drop the row.");
    }
}
