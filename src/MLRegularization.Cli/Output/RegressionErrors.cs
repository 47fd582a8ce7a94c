namespace MLRegularization.Cli.Output;

/// <summary>How far predicted numbers are from the truth, weighted; rows with a prediction of NaN do not count.</summary>
/// <param name="Rmse">Root of the mean squared error.</param>
/// <param name="Mae">Mean absolute error.</param>
/// <param name="R2">1 − squared error / squared deviation from the rows' own mean; NaN where they do not vary.</param>
internal readonly record struct RegressionErrors(double Rmse, double Mae, double R2)
{
    /// <summary>Compares predictions with the truth.</summary>
    public static RegressionErrors Of(double[] target, double[] prediction, double[]? weights)
    {
        double total = 0, mean = 0;
        for (int i = 0; i < target.Length; i++)
        {
            if (double.IsNaN(prediction[i])) continue;
            double weight = weights?[i] ?? 1;
            total += weight;
            if (weight > 0) mean += weight / total * (target[i] - mean);
        }
        double squared = 0, absolute = 0, spread = 0, scale = 0;
        // Scaled by the largest error, so that squares of huge values do not overflow.
        for (int i = 0; i < target.Length; i++)
            if (!double.IsNaN(prediction[i])) scale = Math.Max(scale, Math.Max(Math.Abs(target[i] - prediction[i]), Math.Abs(target[i] - mean)));
        if (total == 0) return new RegressionErrors(double.NaN, double.NaN, double.NaN);
        if (scale == 0) return new RegressionErrors(0, 0, double.NaN);
        for (int i = 0; i < target.Length; i++)
        {
            if (double.IsNaN(prediction[i])) continue;
            double share = (weights?[i] ?? 1) / total, error = (target[i] - prediction[i]) / scale, deviation = (target[i] - mean) / scale;
            squared += share * error * error;
            absolute += share * Math.Abs(error);
            spread += share * deviation * deviation;
        }
        return new RegressionErrors(Math.Sqrt(squared) * scale, absolute * scale, spread > 0 ? 1 - squared / spread : double.NaN);
    }
}
