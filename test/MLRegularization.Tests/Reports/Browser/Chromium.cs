using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MLRegularization.Tests.Reports.Browser;

/// <summary>A headless Chromium with one page, driven over the DevTools protocol.</summary>
internal sealed class Chromium : IDisposable
{
    private static readonly string[] places =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", @"C:\Program Files\Google\Chrome\Application\chrome.exe", @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    private readonly DirectoryInfo profile = Directory.CreateTempSubdirectory("mlreg-browser-");
    private readonly Process process;
    private readonly ClientWebSocket socket = new();
    private readonly byte[] buffer = new byte[1 << 16];
    private string? session;
    private int lastId;

    private Chromium(string path)
    {
        ProcessStartInfo start = new(path) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string option in new[]
        {
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-port=0", "--user-data-dir=" + profile.FullName, "about:blank",
        }) start.ArgumentList.Add(option);
        process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.OutputDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    /// <summary>Where a Chromium is installed, or null.</summary>
    public static string? Find() => places.FirstOrDefault(File.Exists);

    /// <summary>Starts it and opens a page.</summary>
    public static async Task<Chromium> Start(string path, CancellationToken cancellation)
    {
        Chromium browser = new(path);
        try
        {
            await browser.Connect(cancellation);
            return browser;
        }
        catch
        {
            browser.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file at a window size, light or dark.</summary>
    public async Task Open(string file, int width, int height, bool dark, CancellationToken cancellation)
    {
        await Send("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false }, cancellation);
        await Send("Emulation.setEmulatedMedia", new() { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" }) }, cancellation);
        string address = new Uri(file).AbsoluteUri;
        await Send("Page.navigate", new() { ["url"] = address }, cancellation);
        while (await Evaluate($"location.href === {JsonSerializer.Serialize(address)} && document.readyState === 'complete'", cancellation) is not JsonValue done || !done.GetValue<bool>())
            await Task.Delay(20, cancellation);
    }

    /// <summary>The value of a JavaScript expression.</summary>
    public async Task<JsonNode?> Evaluate(string expression, CancellationToken cancellation)
    {
        JsonNode answer = await Send("Runtime.evaluate", new() { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true }, cancellation);
        if (answer["exceptionDetails"] is { } error) throw new InvalidOperationException("The page's script failed: " + error.ToJsonString());
        return answer["result"]?["value"];
    }

    /// <summary>Presses the Tab key.</summary>
    public async Task Tab(CancellationToken cancellation)
    {
        foreach (string type in new[] { "rawKeyDown", "keyUp" })
            await Send("Input.dispatchKeyEvent", new() { ["type"] = type, ["key"] = "Tab", ["code"] = "Tab", ["windowsVirtualKeyCode"] = 9 }, cancellation);
    }

    public void Dispose()
    {
        socket.Dispose();
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.WaitForExit(5000);
        process.Dispose();
        try
        {
            profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A helper of the browser may still write its last file; the directory is a temporary one.
        }
    }

    private async Task Connect(CancellationToken cancellation)
    {
        string portFile = Path.Combine(profile.FullName, "DevToolsActivePort");
        string[] lines = [];
        while (lines.Length < 2)
        {
            if (process.HasExited) throw new InvalidOperationException($"Chromium ended at once with exit code {process.ExitCode}.");
            await Task.Delay(20, cancellation);
            if (File.Exists(portFile)) lines = await File.ReadAllLinesAsync(portFile, cancellation);
        }
        socket.Options.Proxy = null;
        await socket.ConnectAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"ws://127.0.0.1:{lines[0]}{lines[1]}")), cancellation);
        JsonNode target = await Send("Target.createTarget", new() { ["url"] = "about:blank" }, cancellation);
        JsonNode attached = await Send("Target.attachToTarget", new() { ["targetId"] = target["targetId"]!.GetValue<string>(), ["flatten"] = true }, cancellation);
        session = attached["sessionId"]!.GetValue<string>();
        await Send("Page.bringToFront", [], cancellation);
        await Send("Emulation.setFocusEmulationEnabled", new() { ["enabled"] = true }, cancellation);
    }

    private async Task<JsonNode> Send(string method, JsonObject parameters, CancellationToken cancellation)
    {
        int id = ++lastId;
        JsonObject message = new() { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (session is not null) message["sessionId"] = session;
        await socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, cancellation);
        while (true)
        {
            JsonNode answer = await Receive(cancellation);
            if (answer["id"]?.GetValue<int>() != id) continue;
            if (answer["error"] is { } error) throw new InvalidOperationException($"{method}: {error.ToJsonString()}");
            return answer["result"]!;
        }
    }

    private async Task<JsonNode> Receive(CancellationToken cancellation)
    {
        using MemoryStream text = new();
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer.AsMemory(), cancellation);
            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(text.ToArray())!;
    }
}
