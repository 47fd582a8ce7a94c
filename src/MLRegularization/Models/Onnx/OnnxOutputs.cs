namespace MLRegularization.Models.Onnx;

/// <summary>From linear predictors, in double precision, to what the user takes from a graph.</summary>
internal static class OnnxOutputs
{
    /// <summary>An output <c>prediction</c>: rows × 1.</summary>
    public static void Prediction(this OnnxGraph graph, OnnxValue values, OnnxType type, string description)
        => graph.Output(Outer(graph, values, type), "prediction", type, 1, description);

    /// <summary>The probabilities of two classes, rows × 2, from the log-odds of the second, rows × 1.</summary>
    public static OnnxValue TwoClasses(this OnnxGraph graph, OnnxValue logOdds)
    {
        OnnxValue second = graph.Node("Sigmoid", [logOdds]);
        return graph.Node("Concat", [graph.Node("Sub", [graph.Constant("one", OnnxType.Double, [1]), second]), second], new OnnxAttribute("axis", 1L));
    }

    /// <summary>Outputs <c>label</c>, the name of the likeliest class, and <c>probabilities</c>, rows × classes.</summary>
    public static void Classes(this OnnxGraph graph, OnnxValue probabilities, IReadOnlyList<string> classes, OnnxType type)
    {
        // Without probabilities there is no likeliest class, where ArgMax would name one.
        OnnxValue none = graph.Node("IsNaN", [graph.Node("ReduceSum", [probabilities, graph.Whole("columns", 1)], new OnnxAttribute("keepdims", 0L))]);
        OnnxValue likeliest = graph.Node("ArgMax", [probabilities], new("axis", 1L), new("keepdims", 0L));
        OnnxValue index = graph.Node("Where", [none, graph.Whole("no_class", classes.Count), likeliest]);
        graph.Output(graph.Node("Gather", [graph.Texts("classes", [.. classes, ""]), index]), "label", OnnxType.Text, null, "The likeliest class; empty where a missing value leaves none.");
        graph.Output(Outer(graph, probabilities, type), "probabilities", type, classes.Count, $"Probabilities of the classes {string.Join(", ", classes.Select(c => $"'{c}'"))}.");
    }

    private static OnnxValue Outer(OnnxGraph graph, OnnxValue doubles, OnnxType type) => type == OnnxType.Double ? doubles : graph.Cast(doubles, type);
}
