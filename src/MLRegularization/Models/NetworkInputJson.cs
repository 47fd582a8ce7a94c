using System.Text.Json;
using MLRegularization.Preparation;

namespace MLRegularization.Models;

/// <summary>The preparation of a network's inputs in its file.</summary>
internal static class NetworkInputJson
{
    /// <summary>Writes scaling and columns into the object of the model.</summary>
    public static void Write(Utf8JsonWriter json, NetworkInputEncoding encoding)
    {
        json.WriteStartObject("scaling");
        json.WriteString("kind", encoding.Scaling.Kind.ToString());
        json.WriteBoolean("smoothClip", encoding.Scaling.Clipped);
        Numbers(json, "centers", encoding.Scaling.Centers);
        Numbers(json, "factors", encoding.Scaling.Factors);
        json.WriteEndObject();
        json.WriteStartArray("columns");
        foreach (NetworkInput column in encoding.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("kind", column.Kind.ToString());
            if (column.Levels.Count > 0)
            {
                json.WriteStartArray("levels");
                foreach (string level in column.Levels) json.WriteStringValue(level);
                json.WriteEndArray();
            }
            if (column.Imputed is double imputed) json.WriteNumber("imputed", imputed);
            if (column.MissingIndicator) json.WriteBoolean("missingIndicator", true);
            if (column.CodeShares.Count > 0) Numbers(json, "codeShares", column.CodeShares);
            if (column.Vocabulary is not null) VocabularyJson.Write(json, column.Vocabulary);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Reads and checks them.</summary>
    /// <exception cref="FormatException">They are not what <see cref="Write"/> writes.</exception>
    public static NetworkInputEncoding Read(JsonElement root)
    {
        NetworkInput[] columns = [.. root.GetProperty("columns").EnumerateArray().Select(ReadColumn)];
        int numbers = columns.Sum(c => c.NumberNames().Count());
        if (numbers > ModelFile.FeatureLimit) throw new FormatException($"it has {numbers} inputs, more than {ModelFile.FeatureLimit}");
        JsonElement json = root.GetProperty("scaling");
        if (!Enum.TryParse(json.GetProperty("kind").GetString(), out ScalingKind kind) || !Enum.IsDefined(kind)) throw new FormatException("the kind of scaling is not known");
        double[] centers = Numbers(json.GetProperty("centers")), factors = Numbers(json.GetProperty("factors"));
        if (centers.Length != numbers || factors.Length != numbers) throw new FormatException($"it has {centers.Length} centres and {factors.Length} factors for {numbers} inputs");
        return new NetworkInputEncoding(columns, new ColumnScaling(kind, centers, factors, json.GetProperty("smoothClip").GetBoolean()));
    }

    private static NetworkInput ReadColumn(JsonElement json)
    {
        string name = ModelJson.Name(json.GetProperty("name"));
        if (!Enum.TryParse(json.GetProperty("kind").GetString(), out NetworkInputKind kind) || !Enum.IsDefined(kind)) throw new FormatException($"column '{name}' is of an unknown kind");
        string[] levels = json.TryGetProperty("levels", out JsonElement texts) ? [.. texts.EnumerateArray().Select(ModelJson.Name)] : [];
        double[] shares = json.TryGetProperty("codeShares", out JsonElement codes) ? Numbers(codes) : [];
        if (levels.Length > NetworkInputEncoder.LevelLimit) throw new FormatException($"column '{name}' has {levels.Length} levels, more than {NetworkInputEncoder.LevelLimit}");
        if (kind == NetworkInputKind.TwoLevels && levels.Length != 2) throw new FormatException($"column '{name}' of two levels has {levels.Length}");
        if (kind == NetworkInputKind.Embedding && shares.Length != levels.Length + NetworkInput.FirstLevelCode) throw new FormatException($"column '{name}' has {shares.Length} shares of codes for {levels.Length} levels");
        return new NetworkInput(name, kind, levels)
        {
            Imputed = json.TryGetProperty("imputed", out JsonElement imputed) ? ModelJson.Finite(imputed) : null,
            MissingIndicator = json.TryGetProperty("missingIndicator", out JsonElement indicator) && indicator.GetBoolean(),
            CodeShares = shares,
            Vocabulary = kind == NetworkInputKind.Words ? VocabularyJson.Read(json, name) : null,
        };
    }

    private static void Numbers(Utf8JsonWriter json, string name, IReadOnlyList<double> values)
    {
        json.WriteStartArray(name);
        foreach (double value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    private static double[] Numbers(JsonElement json) => [.. json.EnumerateArray().Select(ModelJson.Finite)];
}
