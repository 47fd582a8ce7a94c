using Microsoft.ML.Data;

namespace Microsoft.ML.Regularization.AutoML.Tests.Comparison;

/// <summary>Small tables to compare learners on: drawn from a seed, every label of the numbers its own.</summary>
internal static class ComparedRows
{
    public sealed class Row
    {
        [VectorType(5)]
        public float[] Features { get; set; } = [];
        public float Label { get; set; }
        public bool IsLarge { get; set; }
        public float Count { get; set; }
        public string Kind { get; set; } = "";
        public string Group { get; set; } = "";
        public string Note { get; set; } = "";
        public DateTime When { get; set; }
        public int Week { get; set; }
    }

    /// <summary>Rows whose label is 100 + 2 x₀ − x₁ + noise, with features of various scales and means.</summary>
    public static Row[] Rows(int count)
    {
#pragma warning disable CA5394 // tests draw from a seed
        Random random = new(5);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            double[] z = [.. Enumerable.Range(0, 5).Select(_ => Normal())];
            double eta = (2 * z[0]) - z[1];
            return new Row
            {
                Features = [.. z.Select((v, j) => (float)((j + 1) * (v + j)))],
                Label = (float)(100 + eta + Normal()),
                IsLarge = 1 / (1 + Math.Exp(-eta)) > random.NextDouble(),
                Count = (float)Math.Floor(Math.Exp(0.3 * eta) + random.NextDouble()),
                Kind = eta < -1 ? "low" : eta < 1 ? "middle" : "high",
                Group = $"g{i % 12}",
                // Not in the order of rows.
                When = new DateTime(2020, 1, 1).AddDays(i * 37 % count),
                Week = i * 37 % count / 7,
            };
        })];
#pragma warning restore CA5394
    }

    public static IDataView View(MLContext ml, int count = 120) => ml.Data.LoadFromEnumerable(Rows(count));
}
