namespace MLRegularization.Preparation;

/// <summary>Checks what preparation is to learn from.</summary>
internal static class RowWeights
{
    /// <summary>Refuses weights that are not one number ≥ 0 per row, and rows of which none counts.</summary>
    public static void Check(double[]? weights, IReadOnlyList<int>? rows, int tableRows)
    {
        if (weights is not null && weights.Length != tableRows) throw new ArgumentException($"There are {weights.Length} weights for {tableRows} rows; give one each.", nameof(weights));
        int bad = weights is null ? -1 : Array.FindIndex(weights, w => !(w >= 0 && double.IsFinite(w)));
        if (bad >= 0) throw new ArgumentException($"The weight of row {bad + 1} is {weights![bad]}; weights must be numbers of 0 or more.", nameof(weights));
        if (!(rows ?? Enumerable.Range(0, tableRows)).Any(i => weights is null || weights[i] > 0))
            throw new ArgumentException("There is no row with a positive weight to learn from; give at least one.", nameof(rows));
    }
}
