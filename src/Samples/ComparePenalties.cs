using MLRegularization.Matrices;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Networks.Schedules;
using MLRegularization.Preparation;
using MLRegularization.Reports;

namespace MLRegularization.Samples;

/// <summary>A network far too large for ten rows, without a penalty, with an L1 penalty, with a penalty of unsquared norms, and with both.</summary>
public static class ComparePenalties
{
    /// <summary>Compares, and throws the picture away.</summary>
    public static void Example()
    {
        string file = Path.GetTempFileName();
        Draw(file);
        File.Delete(file);
    }

    /// <summary>Fits with 20 seeds, and draws the four curves of the first with which all of them follow the rows.</summary>
    /// <param name="picture">The SVG file to write.</param>
    public static void Draw(string picture)
    {
        #region ComparePenalties
        double[] x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], y = [0.52, 8.54, 6.94, 20.76, 32.17, 30.65, 40.46, 80.12, 75.12, 98.83];
        double[] grid = [.. Enumerable.Range(0, 181).Select(i => 1 + (0.05 * i))];
        MlpData rows = MlpData.Of(new TrainingSet(DenseColumns.FromColumns([x]), y));
        (string Name, RegularizationSpec Members)[] penalties =
            [("none", []), ("L1", [new L1(1e-3)]), ("norm", [new NormPenalty(1e-3)]), ("both", [new L1(1e-3), new NormPenalty(1e-3)])];

        MlpFit[][] fits = [.. penalties.Select(p => Enumerable.Range(1, 20).Select(seed => new MlpTrainer(new MlpOptions
        {
            Network = NetworkSpec.Of(Activation.Sigmoid, 3, 5, 10, 5) with { OutputActivation = Activation.Relu, Initialization = Initialization.UniformByInputs },
            Inputs = new NetworkInputOptions { Scaling = ScalingKind.None, SmoothClip = false }, ScaleTarget = false,
            Regularization = p.Members, Optimizer = new Adam(), LearningRate = 0.005, RateSchedule = new Constant(),
            BatchSize = 1, Epochs = 1000, ValidationShare = 0, Seed = (ulong)seed,
        }).Fit(rows, NetworkTask.Regression)).ToArray())];

        double Error(MlpFit fit) => Math.Sqrt(2 * fit.History.Epochs[^1].TrainingLoss);
        for (int p = 0; p < fits.Length; p++)
        {
            double[] errors = [.. fits[p].Select(Error).Where(e => e < 20).Order()];
            int zeros = fits[p].Count(fit => Error(fit) >= 20 && fit.Model.Layers.Any(layer => layer.Weights.Contains(0)));
            Console.WriteLine($"{penalties[p].Name,-4}: {errors.Length} of 20 networks follow the rows, off by {errors[0]:F1} to {errors[^1]:F1}; {20 - errors.Length} are constant, {zeros} of them with weights of exactly 0");
        }
        int shown = Enumerable.Range(0, 20).First(seed => fits.All(f => Error(f[seed]) < 20));
        DenseColumns<double> at = DenseColumns.FromColumns([grid]);
        string svg = FittedCurvesPicture.Render(new FittedCurvesInput
        {
            Title = $"Ten rows, a 1–3–5–10–5–1 network, seed {shown + 1}", Feature = "x", Label = "y", Rows = [.. x.Zip(y)], Grid = grid,
            Curves = [.. penalties.Select((p, k) => (p.Name, (IReadOnlyList<double>)fits[k][shown].Model.Predict(at)))],
        });
        File.WriteAllText(picture, svg);
        // none: 8 of 20 networks follow the rows, off by 6.9 to 17.1; 12 are constant, 0 of them with weights of exactly 0
        // L1  : 7 of 20 networks follow the rows, off by 7.5 to 10.0; 13 are constant, 13 of them with weights of exactly 0
        // norm: 8 of 20 networks follow the rows, off by 7.0 to 10.9; 12 are constant, 0 of them with weights of exactly 0
        // both: 3 of 20 networks follow the rows, off by 8.3 to 8.9; 17 are constant, 17 of them with weights of exactly 0
        #endregion
    }
}
