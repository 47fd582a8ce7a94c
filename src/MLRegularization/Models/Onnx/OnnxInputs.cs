using System.Globalization;
using MLRegularization.Preparation;

namespace MLRegularization.Models.Onnx;

/// <summary>From what is fed to numbers: the first nodes of every graph. Arithmetic is in double precision, whatever type is fed.</summary>
internal static class OnnxInputs
{
    /// <summary>An input for each numeric column, side by side: rows × columns, as they are fed.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="columns">Names, and what stands in for a missing number, if anything.</param>
    /// <param name="type">What is fed.</param>
    public static OnnxValue Numbers(this OnnxGraph graph, IEnumerable<(string Name, double? Imputed)> columns, OnnxType type) => graph.SideBySide([.. columns.Select(c => graph.Input(c.Name, type, 1, c.Imputed is double standIn
        ? string.Create(CultureInfo.InvariantCulture, $"A number; a missing one is NaN, for which {standIn} stands in.") : "A number; where it is missing (NaN) there is no prediction."))]);

    /// <summary>Rows × columns of several values in one.</summary>
    public static OnnxValue SideBySide(this OnnxGraph graph, IReadOnlyList<OnnxValue> values) => values.Count == 1 ? values[0] : graph.Node("Concat", values, new OnnxAttribute("axis", 1L));

    /// <summary>Some of the columns.</summary>
    public static OnnxValue Columns(this OnnxGraph graph, OnnxValue of, params long[] indices) => graph.Node("Gather", [of, graph.Whole("columns", indices)], new OnnxAttribute("axis", 1L));

    /// <summary>Numbers as doubles.</summary>
    public static OnnxValue Doubles(this OnnxGraph graph, OnnxValue numbers, OnnxType type) => type == OnnxType.Double ? numbers : graph.Cast(numbers, OnnxType.Double);

    /// <summary>Values of another type.</summary>
    public static OnnxValue Cast(this OnnxGraph graph, OnnxValue value, OnnxType to) => graph.Node("Cast", [value], new OnnxAttribute("to", (long)to));

    /// <summary>Numbers as doubles, with stand-ins in place of NaN where there are any.</summary>
    public static OnnxValue Filled(this OnnxGraph graph, OnnxValue numbers, IReadOnlyList<double?> standIns, OnnxType type)
    {
        OnnxValue doubles = graph.Doubles(numbers, type);
        return standIns.All(s => s is null) ? doubles
            : graph.Node("Where", [graph.Node("IsNaN", [numbers]), graph.Constant("stand_ins", OnnxType.Double, [.. standIns.Select(s => s ?? double.NaN)], 1, standIns.Count), doubles]);
    }

    /// <summary>1 where a number is NaN, 0 elsewhere.</summary>
    public static OnnxValue Missing(this OnnxGraph graph, OnnxValue numbers) => graph.Cast(graph.Node("IsNaN", [numbers]), OnnxType.Double);

    /// <summary>Numbers scaled as a network learned it.</summary>
    public static OnnxValue Scaled(this OnnxGraph graph, OnnxValue doubles, ColumnScaling scaling)
    {
        OnnxValue scaled = scaling.Kind == ScalingKind.None ? doubles : graph.Node("Mul",
            [graph.Node("Sub", [doubles, graph.Constant("centers", OnnxType.Double, scaling.Centers, 1, scaling.Centers.Count)]), graph.Constant("factors", OnnxType.Double, scaling.Factors, 1, scaling.Factors.Count)]);
        if (!scaling.Clipped) return scaled;
        OnnxValue share = graph.Node("Div", [scaled, graph.Constant("limit", OnnxType.Double, [SmoothClip.Limit])]);
        return graph.Node("Div", [scaled, graph.Node("Sqrt", [graph.Node("Add", [graph.Node("Mul", [share, share]), graph.Constant("one", OnnxType.Double, [1])])])]);
    }

    /// <summary>An input for a text column, as one code per row: those of <see cref="NetworkInput"/> for missing and unseen ones, then the levels. An empty text is a missing one unless a level is empty.</summary>
    public static OnnxValue Codes(this OnnxGraph graph, string name, IReadOnlyList<string> levels, string description)
    {
        OnnxValue texts = graph.Input(name, OnnxType.Text, 1, description);
        List<string> keys = [.. levels];
        List<long> codes = [.. Enumerable.Range(0, levels.Count).Select(k => (long)NetworkInput.FirstLevelCode + k)];
        if (!levels.Contains(""))
        {
            keys.Add("");
            codes.Add(NetworkInput.MissingCode);
        }
        OnnxValue encoded = graph.LearningNode("LabelEncoder", [texts], new("keys_strings", keys.ToArray()), new("values_int64s", codes.ToArray()), new("default_int64", (long)NetworkInput.UnseenCode));
        return graph.Node("Reshape", [encoded, graph.Whole("vector", -1)]);
    }

    /// <summary>The row of a table that each code points to, in double precision.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="codes">One per row.</param>
    /// <param name="table">What stands for a missing text, for an unseen one, and for each level.</param>
    public static OnnxValue RowsOf(this OnnxGraph graph, OnnxValue codes, IReadOnlyList<double[]> table) =>
        graph.Node("Gather", [graph.Constant("levels", OnnxType.Double, [.. table.SelectMany(r => r)], table.Count, table[0].Length), codes]);

    /// <summary>The refusal of a bag of words.</summary>
    public static ArgumentException WordsError(string column) =>
        new($"The column '{column}' of free text becomes a bag of words, for which ONNX files have no form here; leave it out of the model, or predict with the model itself.", nameof(column));
}
