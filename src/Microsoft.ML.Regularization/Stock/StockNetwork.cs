using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Preparation;

namespace Microsoft.ML.Trainers.Regularization.Stock;

/// <summary>
/// A network as a chain of ML.NET's own transformers: what is saved, so that a model loads and scores where nothing of ours is. A layer is an affine map, a
/// LinearMulticlassModelParameters whose scores are the sums, and an Expression; all columns between are dropped.
/// </summary>
internal static class StockNetwork
{
    /// <summary>The chain.</summary>
    /// <param name="environment">Where its transformers register.</param>
    /// <param name="model">The network; its columns are all numbers.</param>
    /// <param name="task">What it predicts.</param>
    /// <param name="features">The features' column.</param>
    /// <param name="label">The label's column.</param>
    public static TransformerChain<ITransformer> Compile(IHostEnvironment environment, NetworkModel model, NetworkTask task, string features, DataViewSchema.DetachedColumn label)
    {
        StockColumns columns = new(environment, features, model.Layers[0].Inputs);
        AffineMap? scaling = Prepare(columns, model.Encoding.Scaling);
        for (int l = 0; l < model.Layers.Count; l++)
        {
            NetworkLayer layer = model.Layers[l];
            AffineMap map = AffineMap.Of(layer).WithInputs(columns.Width);
            if (l == 0 && scaling is not null) map = map.After(scaling);
            bool plain = layer.Norm is null && layer.Skip == SkipConnection.None && layer.Activation == Activation.Identity;
            if (l == model.Layers.Count - 1 && plain && !IsScaled(model.Target))
                return columns.End((column, _) => StockOutputs.Of(environment, task, column, map.Rows(), map.Bias(), label));
            Add(columns, layer, map, scaling is not null && l == 0 ? scaling : null);
        }
        if (IsScaled(model.Target)) columns.Express(StockExpressions.Unscale(model.Target!));
        return columns.End((column, width) => StockOutputs.Of(environment, task, column, width, model.Layers[^1].Outputs, label));
    }

    private static bool IsScaled(TargetScaling? target) => target is not null && (target.Mean != 0 || target.Deviation != 1 || double.IsFinite(target.Least) || double.IsFinite(target.Greatest));

    // Numbers are centred first, where single precision loses nothing, then stretched. Without the clip that is left for the first layer.
    private static AffineMap? Prepare(StockColumns columns, ColumnScaling scaling)
    {
        int width = scaling.Factors.Count;
        bool constant = scaling.Factors.Any(f => f == 0);
        float[] centers = [.. Enumerable.Range(0, width).Select(j => scaling.Factors[j] == 0 ? 0 : (float)scaling.Centers[j])];
        AffineMap centred = AffineMap.Diagonal([.. scaling.Factors.Select(f => f == 0 ? 0.0 : 1)], [.. centers.Select(c => -(double)c)]);
        AffineMap stretched = AffineMap.Diagonal([.. scaling.Factors], [.. Enumerable.Range(0, width).Select(j => scaling.Factors[j] == 0 ? 0 : scaling.Factors[j] * (centers[j] - scaling.Centers[j]))]);
        if (scaling.Kind != ScalingKind.None || constant) columns.Express(StockExpressions.Dense);
        if (constant || centers.Any(c => c != 0)) columns.Map(centred);
        if (!scaling.Clipped) return scaling.Kind == ScalingKind.None ? null : stretched;
        if (scaling.Kind != ScalingKind.None) columns.Map(stretched.WithInputs(columns.Width));
        columns.Express(StockExpressions.SmoothClip);
        return null;
    }

    private static void Add(StockColumns columns, NetworkLayer layer, AffineMap map, AffineMap? scaling)
    {
        if (layer.Skip != SkipConnection.None) columns.Keep();
        string input = columns.Current;
        int inputs = columns.Width;
        if (layer.Norm is RowNorm norm)
        {
            columns.Map(map.Centred());
            columns.Normalize(layer.Outputs, norm.Epsilon);
            columns.Map(AffineMap.Diagonal([.. norm.Scale.Select(s => (double)s)], [.. norm.Shift.Select(s => (double)s)]).WithInputs(columns.Width));
        }
        else columns.Map(map);
        if (StockExpressions.Of(layer.Activation) is string expression) columns.Express(expression);
        if (layer.Skip == SkipConnection.None) return;
        AffineMap around = layer.Skip == SkipConnection.Identity ? AffineMap.Diagonal([.. Enumerable.Repeat(1.0, layer.Outputs)], new double[layer.Outputs])
            : AffineMap.Of(layer.Inputs, layer.Projection, new float[layer.Outputs]);
        around = around.WithInputs(inputs);
        if (scaling is not null) around = around.After(scaling);
        columns.Join(input, inputs, around);
    }
}
