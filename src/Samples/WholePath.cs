using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Samples;

/// <summary>A whole path, and the proof that comes with each of its answers.</summary>
public static class WholePath
{
    /// <summary>Fits the default lasso grid and shows every twentieth strength.</summary>
    public static void Example()
    {
        #region WholePath
        (string[] names, double[,] x, double[] y) = Diabetes.Read();

        RegularizationPath path = PathSolver.Fit(TrainingSet.FromRows(x, y, names), new PathOptions { Alpha = 1 });

        foreach (PathPoint point in path.Points.Where((_, k) => k % 20 == 0))
            Console.WriteLine($"lambda {point.Lambda,8:F4}: {point.NonZeros,2} coefficients, {point.ExplainedDeviance,4:P0} explained, solved: {point.Certificate.Gap <= 1e-7}");
        Console.WriteLine($"{path.Points.Count} strengths; {path.End}");
        // lambda  45.1600:  0 coefficients,  0 % explained, solved: True
        // lambda   7.0254:  4 coefficients, 48 % explained, solved: True
        // lambda   1.0929:  7 coefficients, 51 % explained, solved: True
        // lambda   0.1700: 10 coefficients, 52 % explained, solved: True
        // lambda   0.0265: 10 coefficients, 52 % explained, solved: True
        // 86 strengths; DevianceFlat
        #endregion
    }
}
