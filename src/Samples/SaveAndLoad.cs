using MLRegularization.Matrices;
using MLRegularization.Models;
using MLRegularization.Paths;

namespace MLRegularization.Samples;

/// <summary>A model written to a file and read back: the same bits, with the facts of its training.</summary>
public static class SaveAndLoad
{
    /// <summary>Saves, loads and shows what the file knows.</summary>
    public static void Example()
    {
        (string[] names, double[,] x, double[] y) = Diabetes.Read();
        LinearModel model = CrossValidation.Run(TrainingSet.FromRows(x, y, names)).Model(PathSelection.LambdaMin, label: "progression");
        string file = Path.GetTempFileName();
        #region SaveAndLoad
        ModelFile.Save(model, file);
        LinearModel loaded = ModelFile.Load(file);

        Console.WriteLine($"the same coefficients: {loaded.Coefficients.SequenceEqual(model.Coefficients)}");
        Console.WriteLine($"{loaded.Facts.Label} from {loaded.Facts.Rows} rows, chosen by '{loaded.Facts.Selection}' on {loaded.Facts.Folds} folds, {loaded.Facts.Certificate.Reason}");
        // the same coefficients: True
        // progression from 442 rows, chosen by 'min' on 10 folds, Converged
        #endregion
        File.Delete(file);
    }
}
