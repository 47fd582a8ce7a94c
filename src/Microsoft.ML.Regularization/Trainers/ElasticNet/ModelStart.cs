using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization.Data;
using Microsoft.ML.Trainers.Regularization.Interop;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>ML.NET's models as starts of a search, whoever fitted them.</summary>
internal static class ModelStart
{
    /// <summary>Of a linear predictor.</summary>
    public static PathStart Of(LinearModelParameters model) => new([model.Bias], [.. model.Weights.Select(w => (double)w)]);

    /// <summary>Of log-odds: the calibrator says 1 / (1 + exp(slope · score + offset)).</summary>
    public static PathStart Of(CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator> model)
    {
        double slope = model.Calibrator.Slope;
        PathStart scores = Of(model.SubModel);
        return new PathStart([-(slope * scores.Intercepts[0]) - model.Calibrator.Offset], [.. scores.Coefficients.Select(w => -slope * w)]);
    }

    /// <summary>Of several classes, those that have rows.</summary>
    /// <param name="model">The model.</param>
    /// <param name="classes">The classes of the rows to learn from.</param>
    /// <param name="label">The label's column.</param>
    /// <param name="never">An intercept at most this stands for a class that the model learned nothing of.</param>
    /// <exception cref="ArgumentException">The model is of other classes.</exception>
    public static PathStart Of(LinearMulticlassModelParametersBase model, ClassKeys classes, DataViewSchema.Column label, float never)
    {
        VBuffer<float>[]? weights = null;
        model.GetWeights(ref weights, out int count);
        float[] biases = [.. model.GetBiases()];
        int[] known = [.. Places(ModelInternals.LabelNamesOf(model), count, classes, label).Select(k => k >= 0 && biases[k] <= never ? -1 : k)];
        if (known.All(k => k < 0))
            throw new ArgumentException($"The model to start from learned none of the classes {FeatureNames.List(classes.PresentNames)} in the label column '{label.Name}'; give a model of some of them, or none.");
        // Nothing is known of a class that is new: let it be as rare as any.
        double rarest = known.Where(k => k >= 0).Min(k => biases[k]);
        int columns = weights[0].Length;
        return new PathStart([.. known.Select(k => k < 0 ? rarest : biases[k])],
            [.. known.SelectMany(k => k < 0 ? new double[columns] : weights[k].DenseValues().Select(w => (double)w))]);
    }

    // Where the model has the classes with rows; -1: nowhere.
    private static int[] Places(IReadOnlyList<string>? names, int count, ClassKeys classes, DataViewSchema.Column label)
    {
        if (names is not null && KeyNames.AreGiven(label))
        {
            Dictionary<string, int> places = [];
            for (int k = 0; k < names.Count; k++) places.TryAdd(names[k], k);
            return [.. classes.PresentNames.Select(name => places.GetValueOrDefault(name, -1))];
        }
        if (count != classes.Names.Count)
            throw new ArgumentException($"The model to start from has {count} classes, the label column '{label.Name}' {classes.Names.Count}, and their names are not known to both; give a model of the same classes, or none.");
        return classes.Present;
    }
}
