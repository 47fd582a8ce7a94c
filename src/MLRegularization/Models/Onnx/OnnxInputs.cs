using System.Globalization;
using MLRegularization.Preparation;

namespace MLRegularization.Models.Onnx;

/// <summary>From a table's columns to numbers: the first nodes of every graph. Arithmetic is in double precision, whatever type is fed.</summary>
internal static class OnnxInputs
{
    /// <summary>An input for each numeric column, side by side: rows × columns, as they are fed.</summary>
    public static OnnxValue Numbers(this OnnxGraph graph, IReadOnlyList<ColumnEncoding> columns, OnnxType type)
    {
        OnnxValue[] inputs = [.. columns.Select(c => graph.Input(c.Name, type, 1, c.Imputed is double standIn
            ? string.Create(CultureInfo.InvariantCulture, $"A number; a missing one is NaN, for which {standIn} stands in.") : "A number; where it is missing (NaN) there is no prediction."))];
        return inputs.Length == 1 ? inputs[0] : graph.Node("Concat", inputs, new OnnxAttribute("axis", 1L));
    }

    /// <summary>Numbers as doubles.</summary>
    public static OnnxValue Doubles(this OnnxGraph graph, OnnxValue numbers, OnnxType type) => type == OnnxType.Double ? numbers : graph.Cast(numbers, OnnxType.Double);

    /// <summary>Values of another type.</summary>
    public static OnnxValue Cast(this OnnxGraph graph, OnnxValue value, OnnxType to) => graph.Node("Cast", [value], new OnnxAttribute("to", (long)to));

    /// <summary>Numbers as doubles, with stand-ins in place of NaN; a stand-in of NaN is none.</summary>
    public static OnnxValue Filled(this OnnxGraph graph, OnnxValue numbers, IReadOnlyList<double> standIns, OnnxType type)
    {
        OnnxValue doubles = graph.Doubles(numbers, type);
        return standIns.All(double.IsNaN) ? doubles
            : graph.Node("Where", [graph.Node("IsNaN", [numbers]), graph.Constant("stand_ins", OnnxType.Double, standIns, 1, standIns.Count), doubles]);
    }

    /// <summary>1 where a number is NaN, 0 elsewhere.</summary>
    public static OnnxValue Missing(this OnnxGraph graph, OnnxValue numbers) => graph.Cast(graph.Node("IsNaN", [numbers]), OnnxType.Double);

    /// <summary>(x − centre) · factor, column by column.</summary>
    public static OnnxValue Scaled(this OnnxGraph graph, OnnxValue doubles, IReadOnlyList<double> centres, IReadOnlyList<double> factors) => graph.Node("Mul",
        [graph.Node("Sub", [doubles, graph.Constant("centres", OnnxType.Double, centres, 1, centres.Count)]), graph.Constant("factors", OnnxType.Double, factors, 1, factors.Count)]);

    /// <summary>x / √(1 + (x / limit)²), which stays inside ± limit.</summary>
    public static OnnxValue SmoothClipped(this OnnxGraph graph, OnnxValue doubles, double limit)
    {
        OnnxValue share = graph.Node("Div", [doubles, graph.Constant("limit", OnnxType.Double, [limit])]);
        return graph.Node("Div", [doubles, graph.Node("Sqrt", [graph.Node("Add", [graph.Node("Mul", [share, share]), graph.Constant("one", OnnxType.Double, [1])])])]);
    }

    /// <summary>An input for a text column, as one code per row: the position of its level.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="column">The column.</param>
    /// <param name="unseen">The code of a text that is no level.</param>
    /// <param name="missing">The code of an empty text, which is a missing one unless a level is empty.</param>
    public static OnnxValue Codes(this OnnxGraph graph, ColumnEncoding column, long unseen, long missing)
    {
        OnnxValue texts = graph.Input(column.Name, OnnxType.Text, 1, column.ImputedLevel is string standIn
            ? $"A text; a missing one is empty, for which '{standIn}' stands in." : "A text; where it is missing (empty) there is no prediction.");
        bool emptyIsLevel = column.Levels.Contains("");
        string[] keys = [.. column.Levels, .. emptyIsLevel ? [] : new[] { "" }];
        long[] codes = [.. Enumerable.Range(0, column.Levels.Count).Select(k => (long)k), .. emptyIsLevel ? [] : new[] { missing }];
        OnnxValue encoded = graph.LearningNode("LabelEncoder", [texts], new("keys_strings", keys), new("values_int64s", codes), new("default_int64", unseen));
        return graph.Node("Reshape", [encoded, graph.Whole("vector", -1)]);
    }
}
