using MLRegularization.Models;

namespace MLRegularization.Cli.Data;

/// <summary>Opens model files for commands.</summary>
internal static class ModelSource
{
    /// <summary>The model in a file, ready to predict.</summary>
    public static IScorer LoadScorer(string path) => HoldsNetwork(path) ? new NetworkScorer(LoadNetwork(path)) : ModelInputs.Of(Load(path));

    /// <summary>Whether a file is there and begins like a network.</summary>
    public static bool HoldsNetwork(string path) => File.Exists(path) && Open(path, () => ModelFile.HoldsNetwork(path));

    /// <summary>The network in a file.</summary>
    public static NetworkModel LoadNetwork(string path) => Open(path, () => ModelFile.LoadNetwork(path));

    /// <summary>The linear model in a file.</summary>
    public static LinearModel Load(string path)
    {
        if (Directory.Exists(path)) throw new UserError($"'{path}' is a folder, not a model; give a file that mlreg fit --model-out has written.");
        LinearModel model = Open(path, () => ModelFile.Load(path));
        return Fits(model.Facts) ? model : throw new UserError($"'{path}': The model's task is '{model.Facts.Task}' and its loss '{model.Facts.Loss}' with {model.Facts.Classes.Count} classes, which do not belong together; fit it again.");
    }

    private static T Open<T>(string path, Func<T> open)
    {
        try
        {
            return open();
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

    private static bool Fits(TrainingFacts facts) => (facts.Task, facts.Loss, facts.Classes.Count) is
        ("regression", "squared" or "huber", 0) or ("count", "poisson", 0) or ("binary", "logistic", 2) or ("multiclass", "multinomial", >= 2);
}
