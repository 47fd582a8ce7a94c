namespace MLRegularization.Tests.Repository;

/// <summary>Files of the repository that the tests run in.</summary>
internal static class RepositoryFiles
{
    /// <summary>The folder of MLRegularization.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>All C# files below a folder.</summary>
    public static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories);

    /// <summary>The text of a file, lines ended by line feeds.</summary>
    public static string Text(params string[] parts) => File.ReadAllText(Path.Combine([Root, .. parts])).ReplaceLineEndings("\n");

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MLRegularization.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests must run inside the repository.");
    }
}
