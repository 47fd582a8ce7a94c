using MLRegularization.Preparation;

namespace MLRegularization.Models.Onnx;

/// <summary>The graph of a network: inputs prepared in double precision, layers in float, outputs brought to the target's scale in double again.</summary>
internal static class OnnxNetworkModel
{
    /// <summary>Builds it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="type">What is fed and given back.</param>
    /// <param name="asMatrix">Whether all numbers are fed as one input.</param>
    public static OnnxGraph Build(NetworkModel model, OnnxType type, bool asMatrix)
    {
        IReadOnlyList<NetworkInput> columns = model.Encoding.Columns;
        if (columns.FirstOrDefault(c => c.Kind == NetworkInputKind.Words) is NetworkInput words) throw OnnxInputs.WordsError(words.Name);
        if (asMatrix && columns.FirstOrDefault(c => c.Kind != NetworkInputKind.Number) is NetworkInput text)
            throw new ArgumentException($"The column '{text.Name}' holds texts, which a matrix of numbers cannot; write the model with an input for each column.", nameof(asMatrix));
        OnnxGraph graph = new();
        Dictionary<NetworkInput, OnnxValue> codes = [];
        OnnxValue? numbers = Numbers(graph, columns, codes, type, asMatrix);
        List<OnnxValue> parts = [];
        OnnxValue? checkedRows = null;
        if (numbers is not null)
        {
            OnnxValue scaled = graph.Scaled(numbers, model.Encoding.Scaling);
            parts.Add(graph.Cast(scaled, OnnxType.Single));
            checkedRows = graph.Node("MatMul", [scaled, graph.Constant("zeros", OnnxType.Double, new double[model.Encoding.Scaling.Factors.Count], model.Encoding.Scaling.Factors.Count, 1)]);
        }
        parts.AddRange(model.Encoding.Embeddings().Zip(model.Embeddings, (column, table) => graph.Embedded(codes[column], table)));
        OnnxValue outputs = graph.Cast(graph.Layers(graph.SideBySide(parts), model.Layers), OnnxType.Double);
        if (model.Target is TargetScaling target) outputs = graph.Unscaled(outputs, target);
        // On some processors layers and limits make a number of NaN; adding 0 · inputs brings it back.
        if (checkedRows is not null) outputs = graph.Node("Add", [outputs, checkedRows]);
        switch (model.Facts.Task)
        {
            case "regression": graph.Prediction(outputs, type, "The expected value."); break;
            case "count": graph.Counts(outputs, type); break;
            default: graph.Classes(outputs, model.Facts.Classes, model.Facts.Task == "multiclass", type); break;
        }
        graph.Describe(model.Facts.Task, model.Facts.Label, model.Facts.Classes);
        if (asMatrix) graph.Names("features", [.. columns.Select(c => c.Name)]);
        return graph;
    }

    // Numbers, indicators and texts are made block by block and then put in the order of the encoding; null where all columns are embedded.
    private static OnnxValue? Numbers(OnnxGraph graph, IReadOnlyList<NetworkInput> columns, Dictionary<NetworkInput, OnnxValue> codes, OnnxType type, bool asMatrix)
    {
        int[] firsts = new int[columns.Count];
        for (int j = 1; j < firsts.Length; j++) firsts[j] = firsts[j - 1] + columns[j - 1].NumberNames().Count();
        List<OnnxValue> blocks = [];
        List<int> made = []; // which of the encoding's numbers each is
        int[] numericAt = [.. Enumerable.Range(0, columns.Count).Where(j => columns[j].Kind == NetworkInputKind.Number)];
        NetworkInput[] numeric = [.. numericAt.Select(j => columns[j])];
        if (numeric.Length > 0)
        {
            OnnxValue fed = asMatrix ? graph.Input("features", type, numeric.Length, "The features, in the order of the metadata 'features'.") : graph.Numbers(numeric.Select(c => (c.Name, c.Imputed)), type);
            blocks.Add(graph.Filled(fed, [.. numeric.Select(c => c.Imputed)], type));
            made.AddRange(numericAt.Select(j => firsts[j]));
            long[] marked = [.. Enumerable.Range(0, numeric.Length).Where(j => numeric[j].MissingIndicator).Select(j => (long)j)];
            if (marked.Length > 0) blocks.Add(graph.Missing(marked.Length == numeric.Length ? fed : graph.Columns(fed, marked)));
            made.AddRange(marked.Select(j => firsts[numericAt[j]] + 1));
        }
        for (int j = 0; j < columns.Count; j++)
        {
            NetworkInput column = columns[j];
            if (column.Kind == NetworkInputKind.Number) continue;
            codes[column] = graph.Codes(column.Name, column.Levels, "A text; a missing one is empty.");
            if (column.Kind == NetworkInputKind.Embedding) continue;
            blocks.Add(graph.RowsOf(codes[column], LevelRows(column)));
            made.AddRange(Enumerable.Range(firsts[j], column.NumberNames().Count()));
        }
        if (blocks.Count == 0) return null;
        long[] places = new long[made.Count];
        for (int k = 0; k < places.Length; k++) places[made[k]] = k;
        OnnxValue all = graph.SideBySide(blocks);
        return places.Select((place, k) => place == k).All(inPlace => inPlace) ? all : graph.Columns(all, places);
    }

    private static double[][] LevelRows(NetworkInput column) => column.Kind == NetworkInputKind.TwoLevels ? [[0], [0], [-1], [1]]
        : [new double[column.Levels.Count], new double[column.Levels.Count], .. Enumerable.Range(0, column.Levels.Count).Select(k =>
        {
            double[] row = new double[column.Levels.Count];
            row[k] = 1;
            return row;
        })];

    private static OnnxValue Unscaled(this OnnxGraph graph, OnnxValue scaled, TargetScaling target)
    {
        OnnxValue Number(string hint, double value) => graph.Constant(hint, OnnxType.Double, [value]);
        OnnxValue raw = graph.Node("Add", [graph.Node("Mul", [scaled, Number("deviation", target.Deviation)]), Number("mean", target.Mean)]);
        return graph.Node("Clip", [raw, Number("least", target.Least), Number("greatest", target.Greatest)]);
    }
}
