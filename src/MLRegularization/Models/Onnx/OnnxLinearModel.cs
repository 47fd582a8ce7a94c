using System.Globalization;
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
            case "logistic" or "multinomial": graph.Classes(eta, Classes(model), outputs > 1, type); break;
            case "poisson": graph.Counts(eta, type); break;
            default: graph.Prediction(eta, type, "The expected value."); break;
        }
        graph.Describe(model.Facts.Task, model.Facts.Label, Classes(model));
        if (model.Encoding is null) graph.Names("features", model.FeatureNames);
        return graph;
    }

    // A multinomial model of the engine may have no names for its classes.
    private static IReadOnlyList<string> Classes(LinearModel model) => model.Facts.Classes.Count > 0 || model.Intercepts.Count == 1 ? model.Facts.Classes
        : [.. Enumerable.Range(0, model.Intercepts.Count).Select(k => k.ToString(CultureInfo.InvariantCulture))];

    private static void AddMatrix(OnnxGraph graph, List<OnnxValue> terms, LinearModel model, OnnxType type)
    {
        int p = model.FeatureNames.Count;
        OnnxValue features = graph.Input("features", type, p, "The features, in the order of the metadata 'features'.");
        long[] needed = [.. Enumerable.Range(0, p).Where(j => Uses(model, j, 1)).Select(j => (long)j)];
        if (needed.Length == 0) needed = [0];
        if (needed.Length < p) features = graph.Columns(features, needed);
        AddNumbers(graph, terms, model, features, [.. needed.Select(j => ((int)j, -1, (double?)null))], type);
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
            throw OnnxInputs.WordsError(words.Name);
        (ColumnEncoding Column, int First)[] numbers = [.. needed.Where(c => c.Column.Kind == ColumnKind.Numeric)];
        if (numbers.Length > 0)
            AddNumbers(graph, terms, model, graph.Numbers(numbers.Select(c => (c.Column.Name, c.Column.Imputed)), type), [.. numbers.Select(c => (c.First, c.Column.MissingIndicator ? c.First + 1 : -1, c.Column.Imputed))], type);
        foreach ((ColumnEncoding column, int first) in needed.Where(c => c.Column.Kind == ColumnKind.OneHot)) terms.Add(LevelTerm(graph, model, column, first));
    }

    private static void AddNumbers(OnnxGraph graph, List<OnnxValue> terms, LinearModel model, OnnxValue numbers, (int Feature, int Indicator, double? StandIn)[] columns, OnnxType type)
    {
        double[] slopes = [.. columns.SelectMany(c => Coefficients(model, c.Feature))], steps = [.. columns.SelectMany(c => Coefficients(model, c.Indicator))];
        OnnxValue Product(OnnxValue values, string name, double[] factors) =>
            graph.Node("MatMul", [values, graph.Constant(name, OnnxType.Double, factors, columns.Length, model.Intercepts.Count)]);
        if (slopes.Any(b => b != 0)) terms.Add(Product(graph.Filled(numbers, [.. columns.Select(c => c.StandIn)], type), "coefficients", slopes));
        if (steps.Any(b => b != 0) || terms.Count == 0) terms.Add(Product(graph.Missing(numbers), "missing_coefficients", steps));
    }

    private static OnnxValue LevelTerm(OnnxGraph graph, LinearModel model, ColumnEncoding column, int first)
    {
        double[] unseen = new double[model.Intercepts.Count], missing = [.. unseen];
        double[][] levels = [.. Enumerable.Range(first, column.Levels.Count).Select(j => Coefficients(model, j))];
        if (column.ImputedLevel is not string standIn) Array.Fill(missing, double.NaN);
        else
        {
            int level = column.Levels.ToList().IndexOf(standIn);
            double[] ofLevel = level < 0 ? unseen : levels[level], indicator = Coefficients(model, column.MissingIndicator ? first + levels.Length : -1);
            missing = [.. ofLevel.Zip(indicator, (a, b) => a + b)];
        }
        string description = column.ImputedLevel is null ? "A text; where it is missing (empty) there is no prediction." : $"A text; a missing one is empty, for which '{column.ImputedLevel}' stands in.";
        return graph.RowsOf(graph.Codes(column.Name, column.Levels, description), [missing, unseen, .. levels]);
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
}
