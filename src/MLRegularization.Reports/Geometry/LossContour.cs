using MLRegularization.Reports.Drawing;

namespace MLRegularization.Reports.Geometry;

/// <summary>Level curves of the squared loss of two features, ½(β−β̂)ᵀG(β−β̂): ellipses around the least-squares point.</summary>
internal sealed class LossContour
{
    private readonly double[] centre;
    private readonly double[,] gram;
    private readonly double angle;
    private readonly double wide;
    private readonly double steep;

    /// <summary>Takes the ellipses' axes from the eigenvectors of G.</summary>
    public LossContour(double[,] gram, double[] leastSquares)
    {
        this.gram = gram;
        centre = leastSquares;
        double a = gram[0, 0], b = (gram[0, 1] + gram[1, 0]) / 2, d = gram[1, 1];
        double middle = (a + d) / 2, reach = Math.Sqrt((a - d) * (a - d) / 4 + b * b);
        steep = Math.Max(middle + reach, 1e-12);
        // Perfectly correlated features have a flat direction; a long ellipse stands for it.
        wide = Math.Max(middle - reach, 1e-6 * steep);
        angle = b == 0 && a <= d ? Math.PI / 2 : Math.Atan2(steep - a, b);
        if (b == 0 && a > d) angle = 0;
    }

    /// <summary>The loss above its minimum.</summary>
    public double At(double[] beta)
    {
        double x = beta[0] - centre[0], y = beta[1] - centre[1];
        return (gram[0, 0] * x * x + (gram[0, 1] + gram[1, 0]) * x * y + gram[1, 1] * y * y) / 2;
    }

    /// <summary>The curve on which the loss is a given amount above its minimum.</summary>
    public IReadOnlyList<Spot> Level(double loss, int points = 180)
    {
        // Along the steep eigenvector the ellipse is short.
        double along = Math.Sqrt(2 * loss / steep), across = Math.Sqrt(2 * loss / wide);
        return [.. Enumerable.Range(0, points).Select(k =>
        {
            double t = 2 * Math.PI * k / points, u = along * Math.Cos(t), v = across * Math.Sin(t);
            return new Spot(centre[0] + u * Math.Cos(angle) - v * Math.Sin(angle), centre[1] + u * Math.Sin(angle) + v * Math.Cos(angle));
        })];
    }
}
