using System.Text.Json;
using MLRegularization.Preparation;

namespace MLRegularization.Models;

/// <summary>The words of a text column in a model file: each with the number of training rows that hold it, from which its weight follows.</summary>
internal static class VocabularyJson
{
    private static readonly (TextWeighting Weighting, string Name)[] weightings = [(TextWeighting.TfIdf, "tfIdf"), (TextWeighting.SublinearTfIdf, "sublinearTfIdf"), (TextWeighting.Counts, "counts")];

    /// <summary>Writes its properties into the object of its column.</summary>
    public static void Write(Utf8JsonWriter json, Vocabulary vocabulary)
    {
        json.WriteString("weighting", weightings.First(w => w.Weighting == vocabulary.Options.Weighting).Name);
        json.WriteNumber("phraseLength", vocabulary.Options.PhraseLength);
        json.WriteNumber("minRows", vocabulary.Options.MinRows);
        if (vocabulary.Options.MaxWords is int most) json.WriteNumber("maxWords", most);
        json.WriteNumber("rows", vocabulary.Rows);
        json.WriteStartArray("words");
        foreach (string word in vocabulary.Words) json.WriteStringValue(word);
        json.WriteEndArray();
        json.WriteStartArray("rowsWith");
        foreach (int rows in vocabulary.RowsWith) json.WriteNumberValue(rows);
        json.WriteEndArray();
    }

    /// <summary>Reads and checks them.</summary>
    /// <exception cref="FormatException">They are not what <see cref="Write"/> writes.</exception>
    public static Vocabulary Read(JsonElement json, string column)
    {
        string? weighting = json.GetProperty("weighting").GetString();
        int known = Array.FindIndex(weightings, w => w.Name == weighting);
        if (known < 0) throw new FormatException($"the weighting of column '{column}' is unknown");
        TextOptions options = new()
        {
            Weighting = weightings[known].Weighting,
            PhraseLength = json.GetProperty("phraseLength").GetInt32(),
            MinRows = json.GetProperty("minRows").GetInt32(),
            MaxWords = json.TryGetProperty("maxWords", out JsonElement most) ? most.GetInt32() : null,
        };
        options.Check();
        int rows = json.GetProperty("rows").GetInt32();
        JsonElement words = json.GetProperty("words"), rowsWith = json.GetProperty("rowsWith");
        int count = words.GetArrayLength();
        if (rowsWith.GetArrayLength() != count) throw new FormatException($"column '{column}' has {rowsWith.GetArrayLength()} frequencies for {count} words");
        string[] texts = new string[count];
        int[] frequencies = new int[count];
        int k = 0;
        foreach (JsonElement word in words.EnumerateArray()) texts[k++] = word.GetString() ?? "";
        k = 0;
        foreach (JsonElement frequency in rowsWith.EnumerateArray()) frequencies[k++] = frequency.GetInt32();
        for (k = 0; k < count; k++)
        {
            if (string.CompareOrdinal(k == 0 ? "" : texts[k - 1], texts[k]) >= 0) throw new FormatException($"the words of column '{column}' are not in order");
            if (frequencies[k] < options.MinRows || frequencies[k] > rows) throw new FormatException($"a word of column '{column}' has a frequency of {frequencies[k]} rows, outside {options.MinRows} to {rows}");
        }
        return new Vocabulary(texts, frequencies, rows, options);
    }
}
