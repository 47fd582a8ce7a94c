using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MLRegularization.Preparation;

namespace MLRegularization.Models.Onnx;

/// <summary>
/// The graph of a linear model: η = numbers · B + indicators · M + a row of a table per text column + offset + intercept, then the mean of the response.
/// Columns whose coefficients are all 0 are not asked for.
/// </summary>
internal static class OnnxLinearModel
{
    public static OnnxGraph Build(LinearModel model, OnnxType type)
    {
        if (model.FeatureNames.Count == 0) throw new ArgumentException("The model has no feature, and an ONNX file needs an input to know the rows by; predict its intercept.", nameof(model));
        OnnxGraph graph = new();
        List<OnnxValue> terms = [];
        if (model.Encoding is TableEncoding encoding) AddColumns(graph, terms, model, encoding, type);
        else AddMatrix(graph, terms, model, type);
        int outputs = model.Intercepts.Count;
        if (model.Facts.OffsetColumn is { Length: > 0 } offset)
            terms.Add(graph.Doubles(graph.Input(offset, type, outputs, "The known part of the linear predictor."), type));
        terms.Add(graph.Constant("intercept", OnnxType.Double, model.Intercepts, 1, outputs));
        OnnxValue eta = graph.Node("Sum", terms);
        switch (model.Facts.Loss)
        {
            case "logistic": graph.Classes(graph.TwoClasses(eta), model.Facts.Classes, type); break;
            case "multinomial": graph.Classes(graph.Node("Softmax", [eta], new OnnxAttribute("axis", 1L)), Names(model), type); break;
            case "poisson": graph.Prediction(graph.Node("Exp", [eta]), type, "The expected count."); break;
            default: graph.Prediction(eta, type, "The expected value."); break;
        }
        Describe(graph, model);
        return graph;
    }

    // Models of the engine may have no names for their classes.
    private static IReadOnlyList<string> Names(LinearModel model) =>
        model.Facts.Classes.Count > 0 ? model.Facts.Classes : [.. Enumerable.Range(0, model.Intercepts.Count).Select(k => k.ToString(CultureInfo.InvariantCulture))];

    private static void AddMatrix(OnnxGraph graph, List<OnnxValue> terms, LinearModel model, OnnxType type)
    {
        int p = model.FeatureNames.Count;
        OnnxValue features = graph.Input("features", type, p, "The features, in the order of the metadata 'features'.");
        long[] needed = [.. Enumerable.Range(0, p).Where(j => Uses(model, j, 1)).Select(j => (long)j)];
        if (needed.Length == 0) needed = [0];
        if (needed.Length < p) features = graph.Node("Gather", [features, graph.Whole("needed", needed)], new OnnxAttribute("axis", 1L));
        AddNumbers(graph, terms, model, features, [.. needed.Select(j => ((int)j, -1, double.NaN))], type);
    }

    private static void AddColumns(OnnxGraph graph, List<OnnxValue> terms, LinearModel model, TableEncoding encoding, OnnxType type)
    {
        List<(ColumnEncoding Column, int First)> all = [], needed = [];
        int feature = 0;
        foreach (ColumnEncoding column in encoding.Columns)
        {
            all.Add((column, feature));
            int width = column.FeatureNames().Count();
            if (Uses(model, feature, width)) needed.Add(all[^1]);
            feature += width;
        }
        // A null model needs no column, but something to count rows by.
        if (needed.Count == 0) needed = [all.Select(c => (Column: c.Column with { ImputedLevel = c.Column.ImputedLevel ?? "" }, c.First)).MinBy(c => c.Column.Kind == ColumnKind.Text)];
        if (needed.Find(c => c.Column.Kind == ColumnKind.Text).Column is ColumnEncoding words)
            throw new ArgumentException($"The column '{words.Name}' of free text becomes a bag of words, for which ONNX files have no form here; leave it out of the model, or predict with the model itself.", nameof(model));
        (ColumnEncoding Column, int First)[] numbers = [.. needed.Where(c => c.Column.Kind == ColumnKind.Numeric)];
        if (numbers.Length > 0)
            AddNumbers(graph, terms, model, graph.Numbers([.. numbers.Select(c => c.Column)], type), [.. numbers.Select(c => (c.First, c.Column.MissingIndicator ? c.First + 1 : -1, c.Column.Imputed ?? double.NaN))], type);
        foreach ((ColumnEncoding column, int first) in needed.Where(c => c.Column.Kind == ColumnKind.OneHot)) terms.Add(LevelTerm(graph, model, column, first));
    }

    private static void AddNumbers(OnnxGraph graph, List<OnnxValue> terms, LinearModel model, OnnxValue numbers, (int Feature, int Indicator, double StandIn)[] columns, OnnxType type)
    {
        double[] slopes = [.. columns.SelectMany(c => Coefficients(model, c.Feature))], steps = [.. columns.SelectMany(c => Coefficients(model, c.Indicator))];
        OnnxValue Product(OnnxValue values, string name, double[] factors) =>
            graph.Node("MatMul", [values, graph.Constant(name, OnnxType.Double, factors, columns.Length, model.Intercepts.Count)]);
        if (slopes.Any(b => b != 0)) terms.Add(Product(graph.Filled(numbers, [.. columns.Select(c => c.StandIn)], type), "coefficients", slopes));
        if (steps.Any(b => b != 0) || terms.Count == 0) terms.Add(Product(graph.Missing(numbers), "missing_coefficients", steps));
    }

    // A row per level, one of zeros for what is no level, and one for a missing text.
    private static OnnxValue LevelTerm(OnnxGraph graph, LinearModel model, ColumnEncoding column, int first)
    {
        int levels = column.Levels.Count, outputs = model.Intercepts.Count;
        List<double[]> rows = [.. Enumerable.Range(first, levels).Select(j => Coefficients(model, j)), new double[outputs]];
        double[] missing = new double[outputs];
        if (column.ImputedLevel is not string level) Array.Fill(missing, double.NaN);
        else
        {
            int standIn = column.Levels.ToList().IndexOf(level);
            double[] ofLevel = standIn < 0 ? rows[^1] : rows[standIn], indicator = Coefficients(model, column.MissingIndicator ? first + levels : -1);
            for (int k = 0; k < outputs; k++) missing[k] = ofLevel[k] + indicator[k];
        }
        rows.Add(missing);
        OnnxValue table = graph.Constant("levels", OnnxType.Double, [.. rows.SelectMany(r => r)], rows.Count, outputs);
        return graph.Node("Gather", [table, graph.Codes(column, unseen: levels, missing: levels + 1)]);
    }

    private static double[] Coefficients(LinearModel model, int feature) =>
        [.. Enumerable.Range(0, model.Intercepts.Count).Select(k => feature < 0 ? 0 : model.Coefficients[(k * model.FeatureNames.Count) + feature])];

    private static bool Uses(LinearModel model, int first, int count)
    {
        for (int k = 0; k < model.Intercepts.Count; k++)
            for (int j = first; j < first + count; j++)
                if (model.Coefficients[(k * model.FeatureNames.Count) + j] != 0) return true;
        return false;
    }

    private static void Describe(OnnxGraph graph, LinearModel model)
    {
        graph.Metadata.Add(("task", model.Facts.Task));
        graph.Metadata.Add(("loss", model.Facts.Loss));
        graph.Metadata.Add(("label", model.Facts.Label));
        if (graph.Outputs.Count > 1) graph.Metadata.Add(("classes", Json(Names(model))));
        if (model.Encoding is null) graph.Metadata.Add(("features", Json(model.FeatureNames)));
    }

    private static string Json(IReadOnlyList<string> names)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (string name in names) json.WriteStringValue(name);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
