using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using MLRegularization.Tests.Fixtures;

namespace MLRegularization.Tests.Models;

/// <summary>What is fed to a model or comes out of it: numbers or texts, row after row.</summary>
internal sealed record OnnxTensor(string Type, int[] Shape, double[] Numbers, string[] Texts)
{
    public static OnnxTensor Of(IReadOnlyList<double> numbers, int columns, bool wide) => new(wide ? "float64" : "float32", [numbers.Count / columns, columns], [.. numbers], []);

    public static OnnxTensor Of(IReadOnlyList<string> texts) => new("string", [texts.Count, 1], [], [.. texts]);
}

/// <summary>Microsoft's ONNX Runtime (onnxruntime-web, WebAssembly) in Node: one process, asked line by line, that ends with this one.</summary>
internal sealed class OnnxRuntimeWeb
{
    private const string Variable = "MLREGULARIZATION_ONNXRUNTIME_WEB";
    private static readonly Lazy<OnnxRuntimeWeb?> shared = new(Start);
    private readonly Process process;
    private readonly Lock turn = new();

    private OnnxRuntimeWeb(Process process) => this.process = process;

    private static string Here => Path.Combine(FixtureTable.Root, "test", "OnnxRuntime");

    /// <summary>Runs a model; the test is inconclusive where Node or the module is missing.</summary>
    public static Dictionary<string, OnnxTensor> Run(byte[] model, IReadOnlyDictionary<string, OnnxTensor> feeds)
    {
        if (shared.Value is not OnnxRuntimeWeb runtime)
        {
            Assert.Inconclusive($"ONNX Runtime is not here: run npm install in test/OnnxRuntime, or name in {Variable} a folder with node_modules/onnxruntime-web; node must be on the path.");
            throw new InvalidOperationException();
        }
        return runtime.Ask(model, feeds);
    }

    private static OnnxRuntimeWeb? Start()
    {
        string? folder = new[] { Environment.GetEnvironmentVariable(Variable), Here }.FirstOrDefault(f => f is not null && Directory.Exists(Path.Combine(f, "node_modules", "onnxruntime-web")));
        string? node = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(p => Path.Combine(p, OperatingSystem.IsWindows() ? "node.exe" : "node")).FirstOrDefault(File.Exists);
        if (folder is null || node is null) return null;
        return new OnnxRuntimeWeb(Process.Start(new ProcessStartInfo(node, [Path.Combine(Here, "run.mjs"), folder]) { RedirectStandardInput = true, RedirectStandardOutput = true })!);
    }

    private Dictionary<string, OnnxTensor> Ask(byte[] model, IReadOnlyDictionary<string, OnnxTensor> feeds)
    {
        JsonObject asked = new() { ["model"] = Convert.ToBase64String(model), ["feeds"] = new JsonObject(feeds.Select(f => KeyValuePair.Create<string, JsonNode?>(f.Key, Json(f.Value)))) };
        lock (turn)
        {
            process.StandardInput.WriteLine(asked.ToJsonString());
            process.StandardInput.Flush();
            const string start = "answer ";
            string line = "";
            while (!line.StartsWith(start, StringComparison.Ordinal)) line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("Node ended without an answer.");
            JsonNode answer = JsonNode.Parse(line[start.Length..])!;
            if (answer["error"] is JsonNode error) throw new InvalidOperationException("ONNX Runtime: " + error.GetValue<string>());
            return answer["outputs"]!.AsObject().ToDictionary(o => o.Key, o => Tensor(o.Value!));
        }
    }

    private static JsonObject Json(OnnxTensor tensor) => new()
    {
        ["type"] = tensor.Type,
        ["shape"] = new JsonArray([.. tensor.Shape.Select(s => JsonValue.Create(s))]),
        ["data"] = tensor.Type switch
        {
            "string" => new JsonArray([.. tensor.Texts.Select(t => JsonValue.Create(t))]),
            "float64" => Convert.ToBase64String(MemoryMarshal.AsBytes<double>(tensor.Numbers)),
            _ => Convert.ToBase64String(MemoryMarshal.AsBytes<float>([.. tensor.Numbers.Select(v => (float)v)])),
        },
    };

    private static OnnxTensor Tensor(JsonNode json)
    {
        string type = json["type"]!.GetValue<string>();
        int[] shape = [.. json["shape"]!.AsArray().Select(s => s!.GetValue<int>())];
        if (type == "string") return new OnnxTensor(type, shape, [], [.. json["data"]!.AsArray().Select(t => t!.GetValue<string>())]);
        byte[] bytes = Convert.FromBase64String(json["data"]!.GetValue<string>());
        return new OnnxTensor(type, shape, type == "float64" ? MemoryMarshal.Cast<byte, double>(bytes).ToArray() : [.. MemoryMarshal.Cast<byte, float>(bytes).ToArray().Select(v => (double)v)], []);
    }
}
