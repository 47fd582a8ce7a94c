using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MLRegularization.Preparation;
using MLRegularization.Solvers;

namespace MLRegularization.Models;

/// <summary>The text between the first brace of a model file and its checksum. Zero coefficients are left out.</summary>
internal static class ModelJson
{
    /// <summary>What every model file begins with, whatever its version.</summary>
    public const string Opening = "{\n  \"format\": \"MLRegularization linear model\",\n  \"version\": ";

    private const int NameLimit = 1 << 20;

    // A long column name times many words or levels would fill the memory from a small file.
    private const long RepeatedNamesLimit = 1L << 28;
    internal static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", IndentSize = 2, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    internal static readonly JsonDocumentOptions Bounds = new() { MaxDepth = 8 };

    /// <summary>The bytes before the checksum, a comma and a line break at their end.</summary>
    public static byte[] Write(LinearModel model)
    {
        ArrayBufferWriter<byte> text = new();
        using (Utf8JsonWriter json = new(text, Layout))
        {
            json.WriteStartObject();
            json.WriteString("format", "MLRegularization linear model");
            json.WriteNumber("version", ModelFile.Version);
            json.WritePropertyName("training");
            WriteFacts(json, model.Facts);
            if (model.Encoding is TableEncoding encoding)
            {
                json.WriteStartArray("columns");
                foreach (ColumnEncoding column in encoding.Columns) json.WriteRawValue(OnOwnLine(ColumnText(column)));
                json.WriteEndArray();
            }
            else
            {
                json.WriteStartArray("features");
                foreach (string name in model.FeatureNames) json.WriteStringValue(name);
                json.WriteEndArray();
            }
            if (model.Intercepts.Count == 1) json.WriteNumber("intercept", model.Intercept);
            else
            {
                json.WriteStartArray("intercepts");
                foreach (double intercept in model.Intercepts) json.WriteNumberValue(intercept);
                json.WriteEndArray();
            }
            json.WriteStartArray("coefficients");
            for (int j = 0; j < model.Coefficients.Count; j++)
                if (BitConverter.DoubleToInt64Bits(model.Coefficients[j]) != 0) json.WriteRawValue(OnOwnLine(CoefficientText(j, model.FeatureNames[j % model.FeatureNames.Count], model.Coefficients[j])));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        // In place of "\n}" the checksum follows as one more property.
        ReadOnlySpan<byte> written = text.WrittenSpan;
        return [.. written[..^2], .. ",\n"u8];
    }

    /// <summary>Reads a whole file whose checksum has been verified.</summary>
    public static LinearModel Read(byte[] file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(file, Bounds);
            JsonElement root = document.RootElement;
            int version = root.GetProperty("version").GetInt32();
            if (version is < 1 or > ModelFile.Version)
                throw new ModelFileException($"The model has version {version}, this program reads versions 1 to {ModelFile.Version}; use the program that saved it, or fit again.");
            TableEncoding? encoding = root.TryGetProperty("columns", out JsonElement columns) ? ReadEncoding(columns) : null;
            string[] names = encoding is null ? [.. root.GetProperty("features").EnumerateArray().Select(Name)] : [.. encoding.FeatureNames()];
            if (names.Length > ModelFile.FeatureLimit)
                throw new ModelFileException($"The model describes {names.Length} features, more than the limit of {ModelFile.FeatureLimit}; give a model of this program.");
            double[] intercepts = root.TryGetProperty("intercepts", out JsonElement several) ? [.. several.EnumerateArray().Select(Finite)] : [Finite(root.GetProperty("intercept"))];
            if ((long)names.Length * intercepts.Length > ModelFile.FeatureLimit)
                throw new ModelFileException($"The model describes {names.Length} features of {intercepts.Length} classes, more than the limit of {ModelFile.FeatureLimit} coefficients; give a model of this program.");
            double[] coefficients = new double[names.Length * intercepts.Length];
            int previous = -1;
            foreach (JsonElement entry in root.GetProperty("coefficients").EnumerateArray())
            {
                int index = entry.GetProperty("index").GetInt32();
                if (index <= previous || index >= coefficients.Length || Name(entry.GetProperty("feature")) != names[index % names.Length]) throw Malformed("a coefficient does not belong to a feature");
                coefficients[index] = Finite(entry.GetProperty("value"));
                previous = index;
            }
            return new LinearModel(names, coefficients, intercepts, ReadFacts(root.GetProperty("training")), encoding);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw Malformed(e.Message.Split('\n')[0].TrimEnd('.', '\r'), e);
        }
    }

    private static void WriteFacts(Utf8JsonWriter json, TrainingFacts facts)
    {
        json.WriteStartObject();
        json.WriteString("task", facts.Task);
        json.WriteString("loss", facts.Loss);
        json.WriteString("measure", facts.Measure);
        if (facts.Classes.Count > 0)
        {
            json.WriteStartArray("classes");
            foreach (string name in facts.Classes) json.WriteStringValue(name);
            json.WriteEndArray();
        }
        if (facts.ClassWeights.Count > 0)
        {
            json.WriteString("classWeighting", facts.ClassWeighting);
            json.WriteStartArray("classWeights");
            foreach (double weight in facts.ClassWeights) json.WriteNumberValue(weight);
            json.WriteEndArray();
        }
        if (facts.Grouped) json.WriteBoolean("grouped", true);
        json.WriteString("label", facts.Label);
        json.WriteString("offsetColumn", facts.OffsetColumn);
        json.WriteNumber("rows", facts.Rows);
        json.WriteNumber("alpha", facts.Alpha);
        Number(json, "lambda", facts.Lambda);
        Number(json, "lambdaMax", facts.LambdaMax);
        json.WriteString("selection", facts.Selection);
        json.WriteBoolean("standardized", facts.Standardized);
        Number(json, "trainingLoss", facts.TrainingLoss);
        Number(json, "nullLoss", facts.NullLoss);
        Number(json, "explainedDeviance", facts.ExplainedDeviance);
        Number(json, "crossValidatedLoss", facts.CrossValidatedLoss);
        Number(json, "crossValidatedError", facts.CrossValidatedError);
        json.WriteNumber("folds", facts.Folds);
        json.WriteNumber("seed", facts.Seed);
        json.WriteStartObject("certificate");
        Number(json, "objective", facts.Certificate.Objective);
        Number(json, "gap", facts.Certificate.Gap);
        Number(json, "kkt", facts.Certificate.KktViolation);
        json.WriteNumber("iterations", facts.Certificate.Iterations);
        json.WriteString("reason", facts.Certificate.Reason.ToString());
        json.WriteEndObject();
        if (facts.Diagnosis is not null) DiagnosisJson.Write(json, facts.Diagnosis);
        json.WriteEndObject();
    }

    private static TrainingFacts ReadFacts(JsonElement json)
    {
        JsonElement proof = json.GetProperty("certificate");
        if (!Enum.TryParse(proof.GetProperty("reason").GetString(), out StopReason reason) || !Enum.IsDefined(reason)) throw Malformed("the certificate's reason is unknown");
        Certificate certificate = new(Number(proof, "objective"), Number(proof, "gap"), Number(proof, "kkt"), proof.GetProperty("iterations").GetInt32(), reason);
        return new TrainingFacts(Name(json.GetProperty("task")), Name(json.GetProperty("label")), json.GetProperty("rows").GetInt32(), Finite(json.GetProperty("alpha")),
            Number(json, "lambda"), Number(json, "lambdaMax"), Name(json.GetProperty("selection")), json.GetProperty("standardized").GetBoolean(),
            Number(json, "trainingLoss"), Number(json, "nullLoss"), Number(json, "crossValidatedLoss"), Number(json, "crossValidatedError"),
            json.GetProperty("folds").GetInt32(), json.GetProperty("seed").GetUInt64(), certificate)
        {
            ExplainedDeviance = ReadExplained(json),
            OffsetColumn = Name(json.GetProperty("offsetColumn")),
            Loss = json.TryGetProperty("loss", out JsonElement loss) ? Name(loss) : "squared",
            Measure = json.TryGetProperty("measure", out JsonElement measure) ? Name(measure) : "deviance",
            Classes = json.TryGetProperty("classes", out JsonElement classes) ? [.. classes.EnumerateArray().Select(Name)] : [],
            Grouped = json.TryGetProperty("grouped", out JsonElement grouped) && grouped.GetBoolean(),
            ClassWeighting = json.TryGetProperty("classWeighting", out JsonElement weighting) ? Name(weighting) : "none",
            ClassWeights = json.TryGetProperty("classWeights", out JsonElement weights) ? ReadWeights(weights, classes) : [],
            Diagnosis = json.TryGetProperty("diagnosis", out JsonElement diagnosis) ? DiagnosisJson.Read(diagnosis, json.GetProperty("standardized").GetBoolean()) : null,
        };
    }

    // Earlier files have only the two losses, which tell it wherever a perfect fit loses nothing: not for counts.
    private static double ReadExplained(JsonElement json) =>
        json.TryGetProperty("explainedDeviance", out _) ? Number(json, "explainedDeviance")
        : Name(json.GetProperty("task")) == "count" ? double.NaN : 1 - (Number(json, "trainingLoss") / Number(json, "nullLoss"));

    private static double[] ReadWeights(JsonElement json, JsonElement classes)
    {
        double[] weights = [.. json.EnumerateArray().Select(Finite)];
        int count = classes.ValueKind == JsonValueKind.Array ? classes.GetArrayLength() : 0;
        if (weights.Length != count) throw Malformed($"it has {weights.Length} class weights for {count} classes");
        return Array.TrueForAll(weights, w => w > 0) ? weights : throw Malformed("a class weight is not positive");
    }

    private static string ColumnText(ColumnEncoding column) => Compact(json =>
    {
        json.WriteString("name", column.Name);
        json.WriteString("kind", column.Kind switch { ColumnKind.Numeric => "numeric", ColumnKind.Text => "text", _ => "oneHot" });
        if (column.Kind == ColumnKind.OneHot)
        {
            json.WriteStartArray("levels");
            foreach (string level in column.Levels) json.WriteStringValue(level);
            json.WriteEndArray();
        }
        if (column.Vocabulary is Vocabulary words) VocabularyJson.Write(json, words);
        if (column.Imputed is double number) json.WriteNumber("imputed", number);
        if (column.ImputedLevel is string level2) json.WriteString("imputed", level2);
        if (column.MissingIndicator) json.WriteBoolean("missingIndicator", true);
    });

    private static TableEncoding ReadEncoding(JsonElement columns)
    {
        List<ColumnEncoding> read = [];
        foreach (JsonElement json in columns.EnumerateArray())
        {
            string name = Name(json.GetProperty("name"));
            bool indicator = json.TryGetProperty("missingIndicator", out JsonElement flag) && flag.GetBoolean();
            bool imputes = json.TryGetProperty("imputed", out JsonElement standIn);
            switch (json.GetProperty("kind").GetString())
            {
                case "numeric":
                    read.Add(new ColumnEncoding(name, ColumnKind.Numeric, [], imputes ? Finite(standIn) : null, null, indicator));
                    break;
                case "oneHot":
                    string[] levels = [.. json.GetProperty("levels").EnumerateArray().Select(Name)];
                    if (levels.Length > TableEncoder.MostLevels) throw Malformed($"column '{name}' has {levels.Length} levels, more than {TableEncoder.MostLevels}");
                    read.Add(new ColumnEncoding(name, ColumnKind.OneHot, levels, null, imputes ? Name(standIn) : null, indicator));
                    break;
                case "text":
                    read.Add(new ColumnEncoding(name, ColumnKind.Text, [], null, imputes ? Name(standIn) : null, indicator) { Vocabulary = VocabularyJson.Read(json, name) });
                    break;
                default: throw Malformed($"column '{name}' is of an unknown kind");
            }
        }
        if (read.Sum(c => (long)c.Name.Length * (c.Vocabulary?.Words.Count ?? c.Levels.Count)) > RepeatedNamesLimit) throw Malformed("the names of its columns are too long for so many features");
        return new TableEncoding(read);
    }

    private static string CoefficientText(int index, string name, double value) => Compact(json =>
    {
        json.WriteNumber("index", index);
        json.WriteString("feature", name);
        json.WriteNumber("value", value);
    });

    private static string OnOwnLine(string text) => "\n    " + text;

    private static string Compact(Action<Utf8JsonWriter> properties)
    {
        ArrayBufferWriter<byte> text = new();
        using (Utf8JsonWriter json = new(text, OneLine))
        {
            json.WriteStartObject();
            properties(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    /// <summary>Writes a number; null for NaN, a text for what is infinite.</summary>
    internal static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else if (double.IsNaN(value)) json.WriteNull(name);
        else json.WriteString(name, value > 0 ? "Infinity" : "-Infinity");
    }

    /// <summary>Reads what <see cref="Number(Utf8JsonWriter, string, double)"/> wrote.</summary>
    internal static double Number(JsonElement parent, string name)
    {
        JsonElement value = parent.GetProperty(name);
        return value.ValueKind switch
        {
            JsonValueKind.Null => double.NaN,
            JsonValueKind.String => value.GetString() switch { "Infinity" => double.PositiveInfinity, "-Infinity" => double.NegativeInfinity, _ => throw Malformed($"'{name}' is not a number") },
            _ => Finite(value),
        };
    }

    /// <summary>Reads a finite number.</summary>
    internal static double Finite(JsonElement value)
    {
        double number = value.GetDouble();
        return double.IsFinite(number) ? number : throw Malformed($"the number {value.GetRawText()} is too large");
    }

    /// <summary>Reads a text of bounded length.</summary>
    internal static string Name(JsonElement value)
    {
        string name = value.GetString() ?? throw Malformed("a name is absent");
        return name.Length <= NameLimit ? name : throw Malformed($"a name has {name.Length} characters, more than {NameLimit}");
    }

    /// <summary>One sentence on what is wrong with a file.</summary>
    internal static ModelFileException Malformed(string what, Exception? inner = null) =>
        new($"The model cannot be read, {what}; save it again with this program.", inner!);
}
