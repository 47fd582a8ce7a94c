using MLRegularization.Matrices;
using MLRegularization.Models;
using MLRegularization.Preparation;

namespace MLRegularization.Cli.Data;

/// <summary>The columns that a model needs: those with a coefficient that is not zero, and its offset.</summary>
internal sealed class ModelInputs : IScorer
{
    private ModelInputs(LinearModel model, TableEncoding encoding, LinearModel reduced)
    {
        Model = model;
        Encoding = encoding;
        Reduced = reduced;
        Columns = [.. encoding.Columns.Select(c => c.Name)];
    }

    public LinearModel Model { get; }

    /// <summary>How the needed columns become features.</summary>
    public TableEncoding Encoding { get; }

    /// <summary>The model on these features alone.</summary>
    public LinearModel Reduced { get; }

    /// <summary>Names of the needed feature columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    public string Task => Model.Facts.Task;

    public string Label => Model.Facts.Label;

    public IReadOnlyList<string> Classes => Model.Facts.Classes;

    public string OffsetColumn => Model.Facts.OffsetColumn;

    public IReadOnlyList<ScoredColumn> Inputs => [.. Encoding.Columns.Select(c => new ScoredColumn(c.Name, c.Kind == ColumnKind.Numeric, c.Imputed is not null || c.ImputedLevel is not null))];

    public (double[] Predictions, IReadOnlyList<UnseenLevels> Unseen) Predict(Table table, double[]? offset)
    {
        EncodedTable encoded = TableEncoder.Encode(Encoding, table);
        return (Reduced.Predict(encoded.Features, offset), encoded.Unseen);
    }

    public double[] Predict(SparseColumns features, IReadOnlyList<int> places)
    {
        int rows = features.Rows, p = Reduced.FeatureNames.Count, first = 0;
        double[] predictions = [.. Model.Intercepts.SelectMany(intercept => Enumerable.Repeat(intercept, rows))];
        for (int k = 0; k < places.Count; k++)
        {
            // The number comes first; an indicator beside it is 0, as nothing is missing.
            for (int output = 0; output < Model.Intercepts.Count && places[k] < features.Columns; output++)
                features.AddScaled(places[k], Reduced.Coefficients[(output * p) + first], 0, predictions.AsSpan(output * rows, rows));
            first += Encoding.Columns[k].FeatureNames().Count();
        }
        return Model.Mean(predictions);
    }

    /// <summary>Finds what a model needs.</summary>
    public static ModelInputs Of(LinearModel model)
    {
        IReadOnlyList<ColumnEncoding> all = model.Encoding?.Columns ?? [.. model.FeatureNames.Select(n => new ColumnEncoding(n, ColumnKind.Numeric, [], null, null, false))];
        List<ColumnEncoding> needed = [];
        List<int> kept = [];
        int j = 0, p = model.FeatureNames.Count;
        foreach (ColumnEncoding column in all)
        {
            int[] own = [.. Enumerable.Range(j, column.FeatureNames().Count())];
            j += own.Length;
            if (own.All(f => Enumerable.Range(0, model.Intercepts.Count).All(k => model.Coefficients[(k * p) + f] == 0))) continue;
            needed.Add(column);
            kept.AddRange(own);
        }
        TableEncoding encoding = new(needed);
        double[] coefficients = [.. Enumerable.Range(0, model.Intercepts.Count).SelectMany(k => kept.Select(f => model.Coefficients[(k * p) + f]))];
        return new ModelInputs(model, encoding, new LinearModel(encoding.FeatureNames(), coefficients, model.Intercepts, model.Facts, encoding));
    }
}
