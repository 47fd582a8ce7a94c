using Microsoft.ML;
using Microsoft.ML.Data;

// What the first user of the packages does: a pipeline with a trainer of ours is fitted, saved, loaded and asked.
Random random = new(1);
Row[] rows = [.. Enumerable.Range(0, 200).Select(_ =>
{
    float age = random.NextSingle(), size = random.NextSingle();
    return new Row { Age = age, Size = size, Colour = random.Next(2) == 0 ? "red" : "blue", Price = (3 * size) - age + (0.1f * random.NextSingle()) };
})];
MLContext mlContext = new(seed: 1);
IDataView data = mlContext.Data.LoadFromEnumerable(rows);
var pipeline = mlContext.Transforms.Categorical.OneHotEncoding("Colours", nameof(Row.Colour))
    .Append(mlContext.Transforms.Concatenate("Features", nameof(Row.Age), nameof(Row.Size), "Colours"))
    .Append(mlContext.Regression.Trainers.Lasso(nameof(Row.Price)));
var model = pipeline.Fit(data);

using MemoryStream file = new();
mlContext.Model.Save(model, data.Schema, file);
file.Position = 0;
ITransformer loaded = new MLContext().Model.Load(file, out _);
float[] before = [.. model.Transform(data).GetColumn<float>("Score")], after = [.. loaded.Transform(data).GetColumn<float>("Score")];
double error = mlContext.Regression.Evaluate(loaded.Transform(data), nameof(Row.Price)).RootMeanSquaredError;
if (!before.SequenceEqual(after) || !(error < 0.1))
{
    Console.Error.WriteLine($"The packed trainer failed: error {error:G3}, the same scores after loading: {before.SequenceEqual(after)}.");
    return 1;
}
Console.WriteLine($"A project that references MLRegularization.MLNet fits, saves, loads and scores: lambda {model.LastTransformer.FitDetails().Lambda:G3}, error {error:F3}.");
return 0;

internal sealed class Row
{
    public float Age { get; init; }
    public float Size { get; init; }
    public string Colour { get; init; } = "";
    public float Price { get; init; }
}
