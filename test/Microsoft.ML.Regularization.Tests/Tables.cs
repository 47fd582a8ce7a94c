using Microsoft.ML.Data;

namespace Microsoft.ML.Regularization.Tests;

/// <summary>Small tables for tests: drawn from a seed, so that every run sees the same.</summary>
internal static class Tables
{
    /// <summary>The features of a row, and the labels that tasks learn from them.</summary>
    public sealed class Row
    {
        [VectorType(6)]
        public float[] Features { get; set; } = [];
        public float Label { get; set; }
        public bool IsLarge { get; set; }
        public float Count { get; set; }
        public string Kind { get; set; } = "";
        public float Weight { get; set; } = 1;
        public string Group { get; set; } = "";
    }

    /// <summary>Rows whose label is 2 x₀ − x₁ + ½ x₂ + noise; x₃ … x₅ say nothing.</summary>
    public static Row[] Rows(int count, int seed = 1)
    {
#pragma warning disable CA5394 // tests draw from a seed
        Random random = new(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        Row[] rows = new Row[count];
        for (int i = 0; i < count; i++)
        {
            float[] x = [.. Enumerable.Range(0, 6).Select(j => (float)((j + 1) * Normal()))];
            double eta = (2 * x[0]) - x[1] + (0.5 * x[2]), y = eta + Normal();
            rows[i] = new Row
            {
                Features = x,
                Label = (float)y,
                IsLarge = 1 / (1 + Math.Exp(-eta)) > random.NextDouble(),
                Count = (float)Math.Floor(Math.Exp(0.2 * eta) + random.NextDouble()),
                Kind = y < -2 ? "low" : y < 2 ? "middle" : "high",
                Weight = 1 + (i % 3),
                Group = $"g{i % 17}",
            };
        }
        return rows;
#pragma warning restore CA5394
    }

    /// <summary>The same as a view.</summary>
    public static IDataView View(MLContext ml, int count = 300, int seed = 1) => ml.Data.LoadFromEnumerable(Rows(count, seed));
}
