using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MLRegularization.Comparisons;
using MLRegularization.Solvers;

namespace MLRegularization.Cli.Output;

/// <summary>Writes one JSON object; what is not a finite number becomes null.</summary>
internal static class JsonObject
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints an object and a line break.</summary>
    public static void Print(TextWriter output, Action<Utf8JsonWriter> properties)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Layout))
        {
            json.WriteStartObject();
            properties(json);
            json.WriteEndObject();
        }
        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Write('\n');
    }

    public static void Number(this Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }

    public static void Numbers(this Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WriteStartArray(name);
        foreach (double value in values)
        {
            if (double.IsFinite(value)) json.WriteNumberValue(value);
            else json.WriteNullValue();
        }
        json.WriteEndArray();
    }

    public static void Texts(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    /// <summary>A model's classes, and which of two is the positive one; nothing for other tasks.</summary>
    public static void Classes(this Utf8JsonWriter json, IReadOnlyList<string> classes)
    {
        if (classes.Count == 0) return;
        json.Texts("classes", classes);
        if (classes.Count == 2) json.WriteString("positiveClass", classes[1]);
    }

    /// <summary>A difference between two models on the same folds, and how sure it is.</summary>
    public static void Difference(this Utf8JsonWriter json, string name, PairedDifference difference)
    {
        json.WriteStartObject(name);
        json.Number("mean", difference.Mean);
        json.Number("standardError", difference.StandardError);
        json.Number("t", difference.T);
        json.Number("pValue", difference.PValue);
        json.WriteEndObject();
    }

    public static void Metrics(this Utf8JsonWriter json, string name, Metrics metrics)
    {
        json.WriteStartObject(name);
        foreach (Metric metric in metrics.Values) json.Number(metric.Key, metric.Value);
        json.WriteEndObject();
    }

    /// <summary>The parts of a certificate, as properties of the current object.</summary>
    public static void CertificateParts(this Utf8JsonWriter json, Certificate certificate)
    {
        json.Number("gap", certificate.Gap);
        json.Number("kkt", certificate.KktViolation);
        json.WriteNumber("iterations", certificate.Iterations);
        json.WriteString("reason", Show.Reason(certificate.Reason));
    }

    public static void Seconds(this Utf8JsonWriter json, TimeSpan read, TimeSpan path, TimeSpan crossValidation, TimeSpan total)
        => json.Seconds(("read", read), ("path", path), ("crossValidation", crossValidation), ("total", total));

    public static void Seconds(this Utf8JsonWriter json, params ReadOnlySpan<(string Name, TimeSpan Time)> parts)
    {
        json.WriteStartObject("seconds");
        foreach ((string name, TimeSpan time) in parts) json.Number(name, time.TotalSeconds);
        json.WriteEndObject();
    }
}
