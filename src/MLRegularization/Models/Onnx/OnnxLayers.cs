namespace MLRegularization.Models.Onnx;

/// <summary>The layers of a fitted network as nodes, in float like the network itself; norms and GELU are spelled out the way ONNX Runtime knows to fuse.</summary>
internal static class OnnxLayers
{
    /// <summary>All layers, one upon the other.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">Rows × inputs of the first layer, float.</param>
    /// <param name="layers">The layers.</param>
    /// <returns>Rows × outputs of the last layer, float.</returns>
    public static OnnxValue Layers(this OnnxGraph graph, OnnxValue x, IReadOnlyList<NetworkLayer> layers) => layers.Aggregate(x, graph.Layer);

    /// <summary>The rows of a table that codes point to: rows × width, float.</summary>
    public static OnnxValue Embedded(this OnnxGraph graph, OnnxValue codes, EmbeddingTable table) =>
        graph.Node("Gather", [graph.Constant("embedding", table.Values, table.Codes, table.Width), codes]);

    /// <summary>A function of every number.</summary>
    /// <exception cref="ArgumentException">The activation is unknown.</exception>
    public static OnnxValue Activated(this OnnxGraph graph, OnnxValue z, Activation activation) => activation switch
    {
        Activation.Identity => z,
        Activation.Relu => graph.Node("Relu", [z]),
        Activation.LeakyRelu => graph.Node("LeakyRelu", [z], new OnnxAttribute("alpha", 0.01f)),
        Activation.Selu => graph.Node("Selu", [z], new("alpha", 1.6732632f), new("gamma", 1.0507010f)),
        Activation.Mish => graph.Node("Mul", [z, graph.Node("Tanh", [graph.Node("Softplus", [z])])]),
        Activation.Silu => graph.Node("Mul", [z, graph.Node("Sigmoid", [z])]),
        Activation.Gelu => graph.Gelu(z),
        Activation.Tanh => graph.Node("Tanh", [z]),
        Activation.Sigmoid => graph.Node("Sigmoid", [z]),
        _ => throw new ArgumentException($"The activation is {activation}, which is none that a network can have; fit it again.", nameof(activation)),
    };

    private static OnnxValue Layer(this OnnxGraph graph, OnnxValue x, NetworkLayer layer)
    {
        OnnxValue z = graph.Node("Gemm", [x, graph.Constant("weights", layer.Weights, layer.Inputs, layer.Outputs), graph.Constant("bias", layer.Bias, layer.Outputs)]);
        if (layer.Norm is RowNorm norm) z = graph.Normalized(z, norm);
        OnnxValue y = graph.Activated(z, layer.Activation);
        return layer.Skip switch
        {
            SkipConnection.Identity => graph.Node("Add", [y, x]),
            SkipConnection.Projection => graph.Node("Add", [y, graph.Node("MatMul", [x, graph.Constant("projection", layer.Projection, layer.Inputs, layer.Outputs)])]),
            _ => y,
        };
    }

    private static OnnxValue Normalized(this OnnxGraph graph, OnnxValue z, RowNorm norm)
    {
        OnnxValue Mean(OnnxValue of) => graph.Node("ReduceMean", [of], new OnnxAttribute("axes", new[] { -1L }));
        OnnxValue centred = graph.Node("Sub", [z, Mean(z)]);
        OnnxValue variance = Mean(graph.Node("Pow", [centred, graph.Single("two", 2)]));
        OnnxValue unit = graph.Node("Div", [centred, graph.Node("Sqrt", [graph.Node("Add", [variance, graph.Single("epsilon", norm.Epsilon)])])]);
        return graph.Node("Add", [graph.Node("Mul", [unit, graph.Constant("scale", norm.Scale, norm.Scale.Count)]), graph.Constant("shift", norm.Shift, norm.Shift.Count)]);
    }

    private static OnnxValue Gelu(this OnnxGraph graph, OnnxValue z)
    {
        OnnxValue error = graph.Node("Erf", [graph.Node("Div", [z, graph.Single("root_of_two", Math.Sqrt(2))])]);
        return graph.Node("Mul", [graph.Node("Mul", [z, graph.Node("Add", [error, graph.Single("one", 1)])]), graph.Single("half", 0.5)]);
    }

    private static OnnxValue Single(this OnnxGraph graph, string hint, double value) => graph.Constant(hint, OnnxType.Single, [value]);
}
