using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Paths;

namespace MLRegularization.Samples.MLNet.Regression;

/// <summary>Rates: counts of rows that were watched for different times.</summary>
public static class RegularizedPoissonWithOptions
{
    private sealed class Machine
    {
        public float Age { get; init; }
        public float Load { get; init; }
        public float LogHours { get; init; }
        public float Failures { get; init; }
        public string Plant { get; init; } = "";
    }

    /// <summary>Failures per hour, the exposure given as an offset; rows of one plant stay in one fold.</summary>
    public static void Example()
    {
        #region RegularizedPoissonWithOptions
        // Failures per hour are exp(-5 + 0.1 age), whatever the load.
        Random random = new(1);
        Machine[] machines = [.. Enumerable.Range(0, 400).Select(i =>
        {
            float age = 20 * random.NextSingle(), hours = 100 + (900 * random.NextSingle());
            double expected = hours * Math.Exp(-5 + (0.1 * age)), failures = 0;
            for (double t = -Math.Log(1 - random.NextDouble()); t < expected; t -= Math.Log(1 - random.NextDouble())) failures++;
            return new Machine { Age = age, Load = random.NextSingle(), LogHours = MathF.Log(hours), Failures = (float)failures, Plant = $"plant {i % 25}" };
        })];

        MLContext mlContext = new(seed: 1);
        IDataView data = mlContext.Transforms.Concatenate("Features", nameof(Machine.Age), nameof(Machine.Load)).Fit(mlContext.Data.LoadFromEnumerable(machines)).Transform(mlContext.Data.LoadFromEnumerable(machines));
        var model = mlContext.Regression.Trainers.RegularizedPoisson(new ElasticNetOptions
        {
            LabelColumnName = nameof(Machine.Failures), OffsetColumnName = nameof(Machine.LogHours), SamplingKeyColumnName = nameof(Machine.Plant),
            Selection = PathSelection.Lambda1Se,
        }).Fit(data);

        // Scores are failures per hour: the model scores without the offset.
        Console.WriteLine($"intercept {model.Model.Bias:F1}, age {model.Model.Weights[0]:F2}, load {model.Model.Weights[1]:F2}");
        // intercept -4.8, age 0.09, load 0.00
        #endregion
    }
}
