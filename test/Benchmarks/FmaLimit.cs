using System.Diagnostics;
using MLRegularization.Numerics;

/// <summary>What this machine can do: the micro-kernel of matrix products on data that never leave the first cache, on all threads of a crew at once.</summary>
internal static unsafe class FmaLimit
{
    private const int Depth = 128, Turns = 1000, Tasks = 32;

    private static readonly FloatPanels Left = new(FloatTile.Height, Depth), Right = new(Depth, FloatPanels.Width);

    /// <summary>GFLOP/s: the best of a few short runs.</summary>
    public static double Measure(Crew crew)
    {
        double best = 0;
        for (int run = 0; run < 5; run++)
        {
            long start = Stopwatch.GetTimestamp();
            crew.Run(Tasks, Repeat);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            best = Math.Max(best, 2.0 * FloatTile.Height * FloatPanels.Width * Depth * Turns * Tasks / seconds / 1e9);
        }
        return best;
    }

    private static void Repeat(int task)
    {
        float* tile = stackalloc float[FloatTile.Height * FloatPanels.Width];
        for (int t = 0; t < Turns; t++) FloatTile.Rows(FloatTile.Height, Depth, Left.At(0, 0), Left.PanelStep, Right.At(0, 0), tile, 0, tile, Right.At(0, 0));
    }
}
