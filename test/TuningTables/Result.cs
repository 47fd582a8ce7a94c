using System.Text.Json;

/// <summary>One contender on one division of a table, a line of the file of results.</summary>
internal sealed record Result(string Table, string Label, string Metric, int Rows, int Columns, int Split, string Contender, double Score, int Settings, double Seconds)
{
    public static Result[] Read(string file) => File.Exists(file) ? [.. File.ReadLines(file).Select(l => JsonSerializer.Deserialize<Result>(l)!)] : [];

    public void Append(string file) => File.AppendAllText(file, JsonSerializer.Serialize(this) + "\n");
}
