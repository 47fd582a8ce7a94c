using System.IO.Compression;
using System.Text;
using System.Text.Json;
using MLRegularization.Cli;
using MLRegularization.Cli.Output;

namespace MLRegularization.Tests.Cli;

/// <summary>What one command printed and returned.</summary>
internal sealed record CliResult(int Exit, string Out, string Error)
{
    /// <summary>The object that --json printed.</summary>
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    /// <summary>Standard error, which must be one sentence of a user's mistake.</summary>
    public string Sentence
    {
        get
        {
            Assert.AreEqual(1, Exit, Error + Out);
            Assert.AreEqual("", Out);
            string[] lines = Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.HasCount(1, lines, Error);
            StringAssert.StartsWith(lines[0], "mlreg: ");
            StringAssert.EndsWith(lines[0], ".");
            Assert.DoesNotContain("   at ", lines[0]);
            return lines[0];
        }
    }
}

/// <summary>A folder of its own in which commands run in this process.</summary>
internal sealed class CliFolder : IDisposable
{
    // The switch for strict gzip reading counts only before gzip is first used.
    static CliFolder() => System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(MLRegularization.Cli.Tables.TableSource).TypeHandle);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mlreg-test-");

    public string PathOf(string name) => Path.Combine(folder.FullName, name);

    /// <summary>The names of all files in the folder.</summary>
    public string[] Files => [.. folder.GetFiles().Select(f => f.Name).Order(StringComparer.Ordinal)];

    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text, new UTF8Encoding(false));
        return PathOf(name);
    }

    public string WriteBytes(string name, byte[] bytes)
    {
        File.WriteAllBytes(PathOf(name), bytes);
        return PathOf(name);
    }

    public string WriteGzip(string name, string text)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return WriteBytes(name, packed.ToArray());
    }

    /// <summary>Runs mlreg; words that begin with @ are files of this folder.</summary>
    public CliResult Run(params string[] words) => Run(CancellationToken.None, words);

    public CliResult Run(CancellationToken cancellation, params string[] words)
    {
        StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        string[] resolved = [.. words.Select(w => w.StartsWith('@') ? PathOf(w[1..]) : w)];
        int exit = CommandLine.Run(resolved, new Terminal(output, error, false, false), cancellation);
        return new CliResult(exit, output.ToString(), error.ToString());
    }

    public void Dispose() => folder.Delete(recursive: true);
}

/// <summary>Small tables with a known shape.</summary>
internal static class CliTables
{
    /// <summary>60 rows of a, b, c and y = 3 + 2a − b + a little noise; c has no part in it.</summary>
    public static string Linear(char separator = ',', string end = "\n", int rows = 60)
    {
        StringBuilder text = new();
        text.Append(string.Join(separator, "a", "b", "c", "y")).Append(end);
        for (int i = 0; i < rows; i++)
        {
            double a = Math.Sin(1.3 * i), b = Math.Cos(2.1 * i), c = Math.Sin(0.7 * i + 1), y = 3 + 2 * a - b + 0.1 * Math.Sin(11.7 * i);
            text.Append(FormattableString.Invariant($"{a:R}{separator}{b:R}{separator}{c:R}{separator}{y:R}")).Append(end);
        }
        return text.ToString();
    }

    /// <summary>120 rows of a, b, c and a label: 0 or 1 where <paramref name="classes"/> is null, else one of its two texts; a decides, with noise.</summary>
    public static string Binary(string[]? classes = null) => Labelled(120, (a, noise) =>
    {
        int which = a + noise > 0.2 ? 1 : 0;
        return classes?[which] ?? FormattableString.Invariant($"{which}");
    });

    /// <summary>120 rows of a, b, c and one of the given texts; a decides, with noise.</summary>
    public static string Classes(params string[] classes) => Labelled(120, (a, noise) => classes[Math.Clamp((int)Math.Floor((a + (0.4 * noise) + 1) / 2 * classes.Length), 0, classes.Length - 1)]);

    /// <summary>120 rows of a, b, c and a count that grows with a.</summary>
    public static string Counts() => Labelled(120, (a, noise) => FormattableString.Invariant($"{Math.Floor(3 * Math.Exp(a + (0.5 * noise)))}"));

    private static string Labelled(int rows, Func<double, double, string> label)
    {
        StringBuilder text = new("a,b,c,y\n");
        for (int i = 0; i < rows; i++)
        {
            double a = Math.Sin(1.3 * i), b = Math.Cos(2.1 * i), c = Math.Sin(0.7 * i + 1);
            text.Append(FormattableString.Invariant($"{a:R},{b:R},{c:R},{label(a, Math.Sin(11.7 * i))}\n"));
        }
        return text.ToString();
    }

    /// <summary>The lines of <see cref="Linear"/> with one of them changed.</summary>
    public static string WithLine(int line, string text)
    {
        string[] lines = Linear().Split('\n');
        lines[line] = text;
        return string.Join('\n', lines);
    }
}
