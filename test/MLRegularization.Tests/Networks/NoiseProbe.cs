using MLRegularization.Networks.Layers;

namespace MLRegularization.Tests.Networks;

/// <summary>Finds what a layer draws from what it makes of a signal of ones or zeros, in the pass of <see cref="GradientCheck"/>.</summary>
internal static class NoiseProbe
{
    /// <summary>The values that come out, by row and column.</summary>
    public static Func<int, int, double> Of(int rows, int columns, float fill, Func<Signal, Layer> make)
    {
        double[,] found = new double[rows, columns];
        Signal signal = new(rows, columns, null);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) signal.Values[i, j] = fill;
        Pass pass = new() { RowIds = [.. Enumerable.Range(0, rows)], Rows = rows, Training = true, Seed = 5, Epoch = 2 };
        for (int b = 0; b < RowRange.BlocksOf(rows); b++) make(signal).Forward(pass, RowRange.Of(b, rows));
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) found[i, j] = signal.Values[i, j];
        signal.Values.Dispose();
        return (i, j) => found[i, j];
    }
}
