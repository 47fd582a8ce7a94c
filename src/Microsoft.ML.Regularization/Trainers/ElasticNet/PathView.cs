using Microsoft.ML.Data;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>A path as a view.</summary>
internal static class PathView
{
    public static IDataView Of(MLContext context, ElasticNetFitDetails details)
    {
        IReadOnlyList<string> names = details.Path.FeatureNames;
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        if (details.Classes.Count == 0) schema.RemoveAll(c => c.ColumnName == nameof(Row.Class));
        SchemaDefinition.Column coefficients = schema.Single(c => c.ColumnName == nameof(Row.Coefficients));
        coefficients.ColumnType = new VectorDataViewType(NumberDataViewType.Double, names.Count);
        VBuffer<ReadOnlyMemory<char>> slots = new(names.Count, [.. names.Select(n => n.AsMemory())]);
        coefficients.AddAnnotation("SlotNames", slots, new VectorDataViewType(TextDataViewType.Instance, names.Count));
        return context.Data.LoadFromEnumerable(Rows(details).ToArray(), schema);
    }

    private static IEnumerable<Row> Rows(ElasticNetFitDetails details)
    {
        CrossValidationCurve? curve = details.Curve;
        int columns = details.Path.FeatureNames.Count;
        for (int k = 0; k < details.Path.Points.Count; k++)
        {
            PathPoint point = details.Path.Points[k];
            for (int output = 0; output < point.Intercepts.Count; output++)
                yield return new Row
                {
                    Lambda = point.Lambda,
                    IsChosen = k == details.Index,
                    NonZeros = point.NonZeros,
                    ExplainedDeviance = point.ExplainedDeviance,
                    Gap = point.Certificate.Gap,
                    MeanError = curve?.MeanError[k] ?? details.ValidationErrors?[k] ?? double.NaN,
                    StandardError = curve?.StandardError[k] ?? double.NaN,
                    Class = details.Classes.Count > 0 ? details.Classes[output] : "",
                    Intercept = point.Intercepts[output],
                    Coefficients = Coefficients(point, columns, output),
                };
        }
    }

    private static VBuffer<double> Coefficients(PathPoint point, int columns, int output)
    {
        int[] own = [.. Enumerable.Range(0, point.NonZeros).Where(i => point.Indices[i] / columns == output)];
        return new VBuffer<double>(columns, own.Length, [.. own.Select(i => point.Values[i])], [.. own.Select(i => point.Indices[i] % columns)]);
    }

    private sealed class Row
    {
        public double Lambda { get; init; }
        public bool IsChosen { get; init; }
        public int NonZeros { get; init; }
        public double ExplainedDeviance { get; init; }
        public double Gap { get; init; }
        public double MeanError { get; init; }
        public double StandardError { get; init; }
        public string Class { get; init; } = "";
        public double Intercept { get; init; }
        public VBuffer<double> Coefficients { get; init; }
    }
}
