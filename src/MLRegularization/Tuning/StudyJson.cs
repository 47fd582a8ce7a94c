using System.Text.Encodings.Web;
using System.Text.Json;

namespace MLRegularization.Tuning;

/// <summary>Lines of a journal: the header, and records. NaN is null; numbers have all their digits.</summary>
internal static class StudyJson
{
    public const int Version = 1;
    private const string Format = "mlreg-study";
    private static readonly JsonWriterOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How a known study differs from the one wanted, as the end of a sentence; null: not at all.</summary>
    public static string? Difference(StudyHeader known, StudyHeader wanted) => Difference(known.Space.ToJson(), known.Seed, known.Data, known.Settings, wanted);

    /// <summary>The header as a line.</summary>
    public static byte[] Line(StudyHeader header) => Line(json =>
    {
        json.WriteString("format", Format);
        json.WriteNumber("version", Version);
        json.WriteNumber("seed", header.Seed);
        json.WriteString("data", header.Data);
        json.WriteString("settings", header.Settings);
        json.WritePropertyName("space");
        json.WriteRawValue(header.Space.ToJson());
    });

    /// <summary>A record as a line.</summary>
    public static byte[] Line(StudyRecord record, SearchSpace space) => Line(json =>
    {
        json.WriteNumber("trial", record.Trial);
        json.WriteNumber("rung", record.Rung);
        json.WriteString("event", record.Outcome is not null ? "judged" : record.Reason is not null ? "failed" : "cut off");
        space.WritePoint(json, "parameters", record.Point);
        json.WriteNumber("seconds", record.Seconds);
        if (record.Reason is string reason) json.WriteString("reason", reason);
        if (record.Outcome is not TrialOutcome outcome) return;
        Number(json, "mean", outcome.Mean);
        Number(json, "standardError", outcome.StandardError);
        Numbers(json, "scores", outcome.Scores);
        json.WriteStartObject("found");
        foreach ((string name, double value) in outcome.Found) Number(json, name, value);
        json.WriteEndObject();
        if (outcome.Curve is not TrialCurve curve) return;
        json.WriteStartObject("curve");
        Numbers(json, "at", curve.At);
        Numbers(json, "mean", curve.Mean);
        Numbers(json, "standardError", curve.StandardError);
        json.WriteNumber("chosen", curve.Chosen);
        Number(json, "reference", curve.Reference);
        json.WriteEndObject();
    });

    /// <summary>How the study of a header line differs from the one wanted; null: not at all.</summary>
    /// <exception cref="FormatException">The line is no header.</exception>
    public static string? Difference(ReadOnlyMemory<byte> line, StudyHeader wanted) => Parsed(line, json =>
    {
        if (!json.TryGetProperty("format", out JsonElement format) || format.ValueKind != JsonValueKind.String || format.GetString() != Format) throw new FormatException();
        int version = json.GetProperty("version").GetInt32();
        return version != Version ? $"has version {version}, and this program reads version {Version}"
            : Difference(json.GetProperty("space").GetRawText(), json.GetProperty("seed").GetUInt64(), json.GetProperty("data").GetString()!, json.GetProperty("settings").GetString()!, wanted);
    });

    /// <summary>Reads a record.</summary>
    /// <exception cref="FormatException">The line is none of this space.</exception>
    public static StudyRecord Record(ReadOnlyMemory<byte> line, SearchSpace space) => Parsed(line, json =>
    {
        List<(string, double)> values = [];
        foreach (JsonProperty property in json.GetProperty("parameters").EnumerateObject())
            values.Add((property.Name, space.Find(property.Name)?.Read(property.Value) ?? throw new FormatException()));
        string kind = json.GetProperty("event").GetString()!;
        TrialOutcome? outcome = null;
        if (kind == "judged")
        {
            TrialCurve? curve = json.TryGetProperty("curve", out JsonElement c)
                ? new TrialCurve(Numbers(c, "at"), Numbers(c, "mean"), Numbers(c, "standardError"), c.GetProperty("chosen").GetInt32(), Number(c.GetProperty("reference"))) : null;
            outcome = new TrialOutcome(Numbers(json, "scores"), Number(json.GetProperty("mean")), Number(json.GetProperty("standardError")))
            {
                Curve = curve,
                Found = [.. json.GetProperty("found").EnumerateObject().Select(p => (p.Name, Number(p.Value)))],
            };
        }
        else if (kind is not ("failed" or "cut off")) throw new FormatException();
        return new StudyRecord(json.GetProperty("trial").GetInt32(), json.GetProperty("rung").GetInt32(), new SearchPoint(values), json.GetProperty("seconds").GetDouble(), outcome,
            kind == "failed" ? json.GetProperty("reason").GetString()! : null);
    });

    private static string? Difference(string space, ulong seed, string data, string settings, StudyHeader wanted) =>
        space != wanted.Space.ToJson() ? "searches another space"
        : seed != wanted.Seed ? $"has seed {seed} and not {wanted.Seed}"
        : settings != wanted.Settings ? $"was made with other settings ({Only(settings, wanted.Settings)}; now {Only(wanted.Settings, settings)})"
        : data != wanted.Data ? "was made on other data or folds"
        : null;

    // What the other does not say, or all where it says as much.
    private static string Only(string settings, string other) => string.Join(", ", settings.Split(", ").Except(other.Split(", "))) is { Length: > 0 } own ? own : settings;

    private static T Parsed<T>(ReadOnlyMemory<byte> line, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("The line is no part of a study.", e);
        }
    }

    private static byte[] Line(Action<Utf8JsonWriter> properties)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter json = new(text, Layout))
        {
            json.WriteStartObject();
            properties(json);
            json.WriteEndObject();
        }
        text.WriteByte((byte)'\n');
        return text.ToArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }

    private static void Numbers(Utf8JsonWriter json, string name, IReadOnlyList<double> values)
    {
        json.WriteStartArray(name);
        foreach (double value in values)
        {
            if (double.IsFinite(value)) json.WriteNumberValue(value);
            else json.WriteNullValue();
        }
        json.WriteEndArray();
    }

    private static double Number(JsonElement json) => json.ValueKind == JsonValueKind.Null ? double.NaN : json.GetDouble();

    private static double[] Numbers(JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(Number)];
}
