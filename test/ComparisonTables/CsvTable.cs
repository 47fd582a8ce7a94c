using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.ML.Transforms;

/// <summary>A table of a CSV file with the label last: columns of numbers as they are, with means for gaps, columns of words one-hot.</summary>
internal sealed record CsvTable(IDataView Data, string Label, IEstimator<ITransformer> Pipeline, int Rows, int Columns)
{
    /// <summary>Reads a table; rows without a label are left out.</summary>
    public static CsvTable Read(MLContext ml, string file, ComparisonTask task)
    {
        string[] names = File.ReadLines(file).First().Split(',');
        TextLoader.Options Options(Func<int, DataKind> kind) => new()
        {
            Columns = [.. names.Select((name, j) => new TextLoader.Column(name, kind(j), j))], Separators = [','], HasHeader = true, AllowQuoting = true, MissingRealsAsNaNs = true,
        };
        IDataView words = ml.Data.LoadFromTextFile(file, Options(_ => DataKind.String));
        bool[] numeric = [.. names.Select(name => words.GetColumn<string>(name).All(v => v.Length == 0 || double.TryParse(v, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))];
        int last = names.Length - 1;
        DataKind label = task switch { ComparisonTask.BinaryClassification => DataKind.Boolean, ComparisonTask.MulticlassClassification => DataKind.String, _ => DataKind.Single };
        IDataView data = ml.Data.LoadFromTextFile(file, Options(j => j == last ? label : numeric[j] ? DataKind.Single : DataKind.String));
        if (task == ComparisonTask.Regression) data = ml.Data.FilterRowsByMissingValues(data, names[last]);
        if (task == ComparisonTask.MulticlassClassification) data = ml.Transforms.Conversion.MapValueToKey(names[last]).Fit(data).Transform(data);

        InputOutputColumnPair[] numbers = [.. Enumerable.Range(0, last).Where(j => numeric[j]).Select(j => new InputOutputColumnPair(names[j]))], kinds = [.. Enumerable.Range(0, last).Where(j => !numeric[j]).Select(j => new InputOutputColumnPair(names[j]))];
        IEstimator<ITransformer> pipeline = ml.Transforms.Concatenate("Features", [.. names[..last]]);
        if (kinds.Length > 0) pipeline = ml.Transforms.Categorical.OneHotEncoding(kinds).Append(pipeline);
        if (numbers.Length > 0) pipeline = ml.Transforms.ReplaceMissingValues(numbers, MissingValueReplacingEstimator.ReplacementMode.Mean).Append(pipeline);
        data = ml.Data.Cache(data);
        return new CsvTable(data, names[last], pipeline, data.Preview(int.MaxValue).RowView.Length, last);
    }
}
