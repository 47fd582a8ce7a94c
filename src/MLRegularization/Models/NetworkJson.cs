using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using MLRegularization.Preparation;

namespace MLRegularization.Models;

/// <summary>The text of a network's file between the first brace and the checksum. Weights are little-endian floats in base 64.</summary>
internal static class NetworkJson
{
    /// <summary>What every file of a network begins with.</summary>
    public const string Opening = "{\n  \"format\": \"MLRegularization network\",\n  \"version\": ";

    private const int Version = 1;

    /// <summary>The bytes before the checksum, a comma and a line break at their end.</summary>
    public static byte[] Write(NetworkModel model)
    {
        ArrayBufferWriter<byte> text = new();
        using (Utf8JsonWriter json = new(text, ModelJson.Layout))
        {
            json.WriteStartObject();
            json.WriteString("format", "MLRegularization network");
            json.WriteNumber("version", Version);
            WriteFacts(json, model.Facts);
            if (model.Target is TargetScaling target)
            {
                json.WriteStartObject("target");
                json.WriteNumber("mean", target.Mean);
                json.WriteNumber("deviation", target.Deviation);
                ModelJson.Number(json, "least", target.Least);
                ModelJson.Number(json, "greatest", target.Greatest);
                json.WriteEndObject();
            }
            NetworkInputJson.Write(json, model.Encoding);
            json.WriteStartArray("embeddings");
            foreach (EmbeddingTable table in model.Embeddings)
            {
                json.WriteStartObject();
                json.WriteNumber("codes", table.Codes);
                json.WriteNumber("width", table.Width);
                Floats(json, "values", table.Values);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("layers");
            foreach (NetworkLayer layer in model.Layers) WriteLayer(json, layer);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        // In place of "\n}" the checksum follows as one more property.
        ReadOnlySpan<byte> written = text.WrittenSpan;
        return [.. written[..^2], .. ",\n"u8];
    }

    /// <summary>Reads a whole file whose checksum has been verified.</summary>
    public static NetworkModel Read(byte[] file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(file, ModelJson.Bounds);
            JsonElement root = document.RootElement;
            int version = root.GetProperty("version").GetInt32();
            if (version != Version) throw new ModelFileException($"The network has version {version}, this program reads version {Version}; use the program that saved it, or fit again.");
            TargetScaling? target = root.TryGetProperty("target", out JsonElement scale)
                ? new TargetScaling(ModelJson.Finite(scale.GetProperty("mean")), ModelJson.Finite(scale.GetProperty("deviation")), ModelJson.Number(scale, "least"), ModelJson.Number(scale, "greatest")) : null;
            if (target is not null && !(target.Deviation > 0 && target.Least <= target.Greatest)) throw new FormatException("the target's scale is not one");
            NetworkInputEncoding encoding = NetworkInputJson.Read(root);
            EmbeddingTable[] embeddings = [.. root.GetProperty("embeddings").EnumerateArray().Select(ReadEmbedding)];
            foreach ((NetworkInput column, EmbeddingTable table) in encoding.Embeddings().Zip(embeddings))
                if (table.Codes != column.CodeShares.Count) throw new FormatException($"the embedding of '{column.Name}' has {table.Codes} codes for {column.CodeShares.Count}");
            return new NetworkModel(encoding, embeddings, [.. root.GetProperty("layers").EnumerateArray().Select(ReadLayer)], target, ReadFacts(root.GetProperty("training")));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            throw ModelJson.Malformed(e.Message.Split('\n')[0].TrimEnd('.', '\r'), e);
        }
    }

    private static void WriteFacts(Utf8JsonWriter json, NetworkFacts facts)
    {
        json.WriteStartObject("training");
        json.WriteString("task", facts.Task);
        json.WriteString("label", facts.Label);
        json.WriteNumber("rows", facts.Rows);
        json.WriteNumber("validationRows", facts.ValidationRows);
        json.WriteStartArray("classes");
        foreach (string name in facts.Classes) json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteString("preset", facts.Preset);
        json.WriteString("regularization", facts.Regularization);
        json.WriteString("training", facts.Training);
        json.WriteNumber("epochs", facts.Epochs);
        json.WriteNumber("bestEpoch", facts.BestEpoch);
        ModelJson.Number(json, "trainingLoss", facts.TrainingLoss);
        ModelJson.Number(json, "validationLoss", facts.ValidationLoss);
        json.WriteNumber("seed", facts.Seed);
        json.WriteEndObject();
    }

    private static NetworkFacts ReadFacts(JsonElement json) => new(
        ModelJson.Name(json.GetProperty("task")), ModelJson.Name(json.GetProperty("label")), json.GetProperty("rows").GetInt32(), json.GetProperty("validationRows").GetInt32(),
        [.. json.GetProperty("classes").EnumerateArray().Select(ModelJson.Name)], ModelJson.Name(json.GetProperty("preset")), ModelJson.Name(json.GetProperty("regularization")),
        ModelJson.Name(json.GetProperty("training")), json.GetProperty("epochs").GetInt32(), json.GetProperty("bestEpoch").GetInt32(),
        ModelJson.Number(json, "trainingLoss"), ModelJson.Number(json, "validationLoss"), json.GetProperty("seed").GetUInt64());

    private static void WriteLayer(Utf8JsonWriter json, NetworkLayer layer)
    {
        json.WriteStartObject();
        json.WriteNumber("inputs", layer.Inputs);
        json.WriteNumber("outputs", layer.Outputs);
        json.WriteString("activation", layer.Activation.ToString());
        Floats(json, "weights", layer.Weights);
        Floats(json, "bias", layer.Bias);
        if (layer.Norm is RowNorm norm)
        {
            json.WriteStartObject("rowNorm");
            Floats(json, "scale", norm.Scale);
            Floats(json, "shift", norm.Shift);
            json.WriteNumber("epsilon", norm.Epsilon);
            json.WriteEndObject();
        }
        if (layer.Skip != SkipConnection.None) json.WriteString("skip", layer.Skip.ToString());
        if (layer.Skip == SkipConnection.Projection) Floats(json, "projection", layer.Projection);
        json.WriteEndObject();
    }

    private static NetworkLayer ReadLayer(JsonElement json)
    {
        int inputs = json.GetProperty("inputs").GetInt32(), outputs = json.GetProperty("outputs").GetInt32();
        if (inputs < 1 || outputs < 1) throw new FormatException($"a layer has {inputs} inputs and {outputs} outputs");
        SkipConnection skip = json.TryGetProperty("skip", out JsonElement how) ? Known<SkipConnection>(how) : SkipConnection.None;
        if (skip == SkipConnection.Identity && inputs != outputs) throw new FormatException($"a layer of {inputs} inputs and {outputs} outputs adds its input to its output");
        return new NetworkLayer(inputs, Floats(json, "weights", (long)inputs * outputs), Floats(json, "bias", outputs), Known<Activation>(json.GetProperty("activation")))
        {
            Norm = json.TryGetProperty("rowNorm", out JsonElement norm) ? new RowNorm(Floats(norm, "scale", outputs), Floats(norm, "shift", outputs), ModelJson.Finite(norm.GetProperty("epsilon"))) : null,
            Skip = skip,
            Projection = skip == SkipConnection.Projection ? Floats(json, "projection", (long)inputs * outputs) : [],
        };
    }

    private static EmbeddingTable ReadEmbedding(JsonElement json)
    {
        int codes = json.GetProperty("codes").GetInt32(), width = json.GetProperty("width").GetInt32();
        if (codes < 1 || width < 1) throw new FormatException($"an embedding has {codes} codes of {width} numbers");
        return new EmbeddingTable(codes, width, Floats(json, "values", (long)codes * width));
    }

    private static T Known<T>(JsonElement json)
        where T : struct, Enum
        => Enum.TryParse(json.GetString(), out T value) && Enum.IsDefined(value) ? value : throw new FormatException($"'{json.GetString()}' is not known");

    private static void Floats(Utf8JsonWriter json, string name, IReadOnlyList<float> values)
    {
        byte[] bytes = new byte[values.Count * sizeof(float)];
        for (int i = 0; i < values.Count; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        json.WriteBase64String(name, bytes);
    }

    private static float[] Floats(JsonElement parent, string name, long count)
    {
        byte[] bytes = parent.GetProperty(name).GetBytesFromBase64();
        if (bytes.Length != count * sizeof(float)) throw new FormatException($"'{name}' has {bytes.Length} bytes for {count} numbers");
        float[] values = [.. Enumerable.Range(0, (int)count).Select(i => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float))))];
        int wrong = Array.FindIndex(values, v => !float.IsFinite(v));
        return wrong < 0 ? values : throw new FormatException($"'{name}' holds {values[wrong]}");
    }
}
