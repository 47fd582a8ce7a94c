using MLRegularization.Models;

namespace MLRegularization.Cli.Data;

/// <summary>Opens model files for commands.</summary>
internal static class ModelSource
{
    /// <summary>The model in a file.</summary>
    public static LinearModel Load(string path)
    {
        if (Directory.Exists(path)) throw new UserError($"'{path}' is a folder, not a model; give a file that mlreg fit --model-out has written.");
        try
        {
            return ModelFile.Load(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserError($"There is no model file '{path}'; save one with mlreg fit --model-out.");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or ArgumentException)
        {
            throw new UserError($"The model file '{path}' cannot be opened ({e.Message.TrimEnd('.')}); make it readable first.");
        }
        catch (ModelFileException e)
        {
            throw new UserError($"'{path}': {e.Message}");
        }
    }
}
