using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MLRegularization.Models.Onnx;

/// <summary>From linear predictors, in double precision, to what the user takes from a graph.</summary>
internal static class OnnxOutputs
{
    /// <summary>An output <c>prediction</c>: rows × 1.</summary>
    public static void Prediction(this OnnxGraph graph, OnnxValue values, OnnxType type, string description)
        => graph.Output(Outer(graph, values, type), "prediction", type, 1, description);

    /// <summary>An output <c>prediction</c> of expected counts, from their logarithms.</summary>
    public static void Counts(this OnnxGraph graph, OnnxValue logarithms, OnnxType type) => graph.Prediction(graph.Node("Exp", [logarithms]), type, "The expected count.");

    /// <summary>Outputs <c>label</c>, the name of the likeliest class, and <c>probabilities</c>, rows × classes.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="predictors">Log-odds of the second of two classes, rows × 1; of several classes rows × K.</param>
    /// <param name="classes">Their names.</param>
    /// <param name="several">Whether there is a linear predictor for each class.</param>
    /// <param name="type">What is given back.</param>
    public static void Classes(this OnnxGraph graph, OnnxValue predictors, IReadOnlyList<string> classes, bool several, OnnxType type)
    {
        OnnxValue probabilities = several ? graph.Node("Softmax", [predictors], new OnnxAttribute("axis", 1L)) : TwoClasses(graph, predictors);
        // Without probabilities there is no likeliest class, where ArgMax would name one.
        OnnxValue none = graph.Node("IsNaN", [graph.Node("ReduceSum", [probabilities, graph.Whole("across", 1)], new OnnxAttribute("keepdims", 0L))]);
        OnnxValue likeliest = graph.Node("ArgMax", [probabilities], new("axis", 1L), new("keepdims", 0L));
        OnnxValue index = graph.Node("Where", [none, graph.Whole("no_class", classes.Count), likeliest]);
        graph.Output(graph.Node("Gather", [graph.Texts("classes", [.. classes, ""]), index]), "label", OnnxType.Text, null, "The likeliest class; empty where a missing value leaves none.");
        graph.Output(Outer(graph, probabilities, type), "probabilities", type, classes.Count, $"Probabilities of the classes {string.Join(", ", classes.Select(c => $"'{c}'"))}.");
    }

    /// <summary>Says in the metadata what the model is.</summary>
    public static void Describe(this OnnxGraph graph, string task, string label, IReadOnlyList<string> classes)
    {
        graph.Metadata.Add(("task", task));
        graph.Metadata.Add(("label", label));
        if (classes.Count > 0) graph.Names("classes", classes);
    }

    /// <summary>A list of names in the metadata, as JSON.</summary>
    public static void Names(this OnnxGraph graph, string what, IReadOnlyList<string> names)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (string name in names) json.WriteStringValue(name);
            json.WriteEndArray();
        }
        graph.Metadata.Add((what, Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length)));
    }

    private static OnnxValue TwoClasses(OnnxGraph graph, OnnxValue logOdds)
    {
        OnnxValue second = graph.Node("Sigmoid", [logOdds]);
        return graph.SideBySide([graph.Node("Sub", [graph.Constant("one", OnnxType.Double, [1]), second]), second]);
    }

    private static OnnxValue Outer(OnnxGraph graph, OnnxValue doubles, OnnxType type) => type == OnnxType.Double ? doubles : graph.Cast(doubles, type);
}
