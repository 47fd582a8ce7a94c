namespace MLRegularization.Models;

/// <summary>A file that is written beside its place, then moved there in one step.</summary>
internal static class WholeFile
{
    public static void Write(string path, Action<Stream> content)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string beside = $"{path}.{Environment.ProcessId}.part";
        try
        {
            using (FileStream file = new(beside, FileMode.Create, FileAccess.Write)) content(file);
            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
