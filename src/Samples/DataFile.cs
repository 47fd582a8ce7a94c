namespace MLRegularization.Samples;

/// <summary>The tables of the repository's folder data.</summary>
public static class DataFile
{
    /// <summary>The path of a table, in the nearest folder data above the program: samples run from anywhere inside the repository.</summary>
    /// <param name="name">The file's name.</param>
    /// <exception cref="FileNotFoundException">There is none above the program.</exception>
    public static string Of(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "data", name);
            if (File.Exists(path)) return path;
        }
        throw new FileNotFoundException($"There is no data/{name} above the samples; run them inside the repository.");
    }
}
