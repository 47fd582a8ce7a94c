using MLRegularization.Diagnosis;
using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Samples;

/// <summary>What a fit says of its features, its penalty and its errors, in plain words.</summary>
public static class Diagnose
{
    /// <summary>Diagnoses a fit.</summary>
    public static void Example()
    {
        #region Diagnose
        (string[] names, double[,] x, double[] y) = Diabetes.Read();
        TrainingSet data = TrainingSet.FromRows(x, y, names);
        CrossValidation cv = CrossValidation.Run(data);
        Choice choice = cv.Select(PathSelection.Lambda1Se);

        ModelDiagnosis diagnosis = Diagnoser.Of(cv, choice, data);
        FitBalance errors = diagnosis.Balance!;
        Console.WriteLine(diagnosis.CollinearitySentences(choice.Point.Lambda, choice.Curve.Path.Alpha)[0]);
        Console.WriteLine($"largest variance inflation: {diagnosis.Collinearity.InflationFactors[0].Column}, {diagnosis.Collinearity.InflationFactors[0].Value:F0} times");
        Console.WriteLine($"error on training rows {errors.Chosen.Training:F0}, held out {errors.Chosen.HeldOut:F0} ± {errors.StandardError:F0}; underfitted from lambda {errors.UnderfittedFrom:F1} up");
        Console.WriteLine($"lambda {choice.Point.Lambda:F2} is the belief that half of all effects of one deviation are below {diagnosis.Prior!.SizeBelow(0.5):F2}");
        // The condition number of the 10 standardised features is 21.7: they are somewhat collinear.
        // largest variance inflation: s1, 59 times
        // error on training rows 3095, held out 3164 ± 153; underfitted from lambda 7.0 up
        // lambda 6.40 is the belief that half of all effects of one deviation are below 0.78
        #endregion
    }
}
