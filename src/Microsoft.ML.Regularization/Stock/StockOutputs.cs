using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Regularization.Interop;
using MLRegularization.Networks;

namespace Microsoft.ML.Trainers.Regularization.Stock;

/// <summary>ML.NET's own transformer of each task, around a linear map: it makes the columns that users know, Score, Probability and PredictedLabel, with their annotations.</summary>
internal static class StockOutputs
{
    /// <summary>The transformer of a task.</summary>
    /// <param name="environment">Where it registers.</param>
    /// <param name="task">The task.</param>
    /// <param name="input">The vector column that the map takes.</param>
    /// <param name="weights">A row for each output.</param>
    /// <param name="bias">A number for each output.</param>
    /// <param name="label">The label's column, for the names of classes.</param>
    public static ITransformer Of(IHostEnvironment environment, NetworkTask task, string input, VBuffer<float>[] weights, float[] bias, DataViewSchema.DetachedColumn label)
    {
        DataViewSchema.Builder builder = new();
        builder.AddColumn(input, new VectorDataViewType(NumberDataViewType.Single, weights[0].Length));
        if (task == NetworkTask.Multiclass) builder.AddColumn(label.Name, label.Type, label.Annotations);
        DataViewSchema schema = builder.ToSchema();
        switch (task)
        {
            case NetworkTask.Regression:
                return TransformerInternals<LinearRegressionModelParameters>.NewRegression(environment, ModelInternals.NewRegression(environment, weights[0], bias[0]), schema, input);
            case NetworkTask.Binary:
                LinearBinaryModelParameters linear = ModelInternals.NewBinary(environment, weights[0], bias[0], null);
                return TransformerInternals<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>.NewBinary(
                    environment, ModelInternals.NewCalibrated(environment, linear), schema, input, null, 0, "Score");
            default:
                MaximumEntropyModelParameters model = ModelInternals.NewMaximumEntropy(environment, weights, bias, bias.Length, weights[0].Length, null, null);
                return TransformerInternals<MaximumEntropyModelParameters>.NewMulticlass(environment, model, schema, input, label.Name, "Score", "PredictedLabel");
        }
    }

    /// <summary>The transformer of a task for outputs that are made already.</summary>
    /// <param name="environment">Where it registers.</param>
    /// <param name="task">The task.</param>
    /// <param name="input">The column of outputs, a vector.</param>
    /// <param name="width">Its length, at least as many as there are outputs.</param>
    /// <param name="outputs">Outputs.</param>
    /// <param name="label">The label's column.</param>
    public static ITransformer Of(IHostEnvironment environment, NetworkTask task, string input, int width, int outputs, DataViewSchema.DetachedColumn label)
        => Of(environment, task, input, [.. Enumerable.Range(0, outputs).Select(k => Unit(width, k))], new float[outputs], label);

    /// <summary>A vector of zeros but for a 1.</summary>
    public static VBuffer<float> Unit(int width, int place) => new(width, 1, [1], [place]);
}
