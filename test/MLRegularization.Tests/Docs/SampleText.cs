using System.Reflection;
using System.Text.RegularExpressions;
using MLRegularization.Tests.Repository;

namespace MLRegularization.Tests.Docs;

/// <summary>What the samples hold, as text, and what they print.</summary>
internal static class SampleText
{
    private const string Namespace = "MLRegularization.Samples";

    /// <summary>The classes of an assembly that have an example.</summary>
    public static IEnumerable<Type> Of(Assembly samples)
        => samples.GetTypes().Where(t => t.GetMethod("Example", BindingFlags.Public | BindingFlags.Static) is not null).OrderBy(t => t.FullName, StringComparer.Ordinal);

    /// <summary>The region of a sample that is named as its class, without indentation.</summary>
    public static string Region(Type sample)
    {
        string file = Path.Combine(["src", "Samples", .. sample.FullName![(Namespace.Length + 1)..].Split('.')]) + ".cs";
        string[] regions = [.. Regions(RepositoryFiles.Text(file), sample.Name)];
        Assert.HasCount(1, regions, $"{file} has no region {sample.Name}.");
        return regions[0];
    }

    /// <summary>All regions below src/Samples, of samples that were not built too.</summary>
    public static IEnumerable<string> AllRegions() => RepositoryFiles.Sources("src/Samples").SelectMany(f => Regions(File.ReadAllText(f).ReplaceLineEndings("\n"), "\\w+"));

    /// <summary>Blocks of a language in a page.</summary>
    public static IEnumerable<string> Blocks(string page, string language)
        => Regex.Matches(RepositoryFiles.Text(page), $"```{language}\n(.*?)\n```", RegexOptions.Singleline).Select(m => m.Groups[1].Value);

    /// <summary>Runs an example; fails where what it prints is not the comment that its region ends with.</summary>
    public static void AssertPrintsItsLastComment(Type sample)
    {
        string[] lines = Region(sample).Split('\n');
        int code = Array.FindLastIndex(lines, l => !l.StartsWith("// ", StringComparison.Ordinal));
        string expected = string.Join('\n', lines[(code + 1)..].Select(l => l[3..]));
        Assert.AreNotEqual("", expected);

        TextWriter before = Console.Out;
        using StringWriter printed = new() { NewLine = "\n" };
        Console.SetOut(printed);
        try
        {
            sample.GetMethod("Example")!.CreateDelegate<Action>()();
        }
        finally
        {
            Console.SetOut(before);
        }
        Assert.AreEqual(expected, printed.ToString().TrimEnd('\n'));
    }

    private static IEnumerable<string> Regions(string source, string name)
    {
        foreach (Match region in Regex.Matches(source, $"#region {name}\n(.*?)\n *#endregion", RegexOptions.Singleline))
        {
            string[] lines = region.Groups[1].Value.Split('\n');
            int indent = lines.Where(l => l.Length > 0).Min(l => l.Length - l.TrimStart().Length);
            yield return string.Join('\n', lines.Select(l => l.Length == 0 ? l : l[indent..]));
        }
    }
}
