using System.Globalization;

namespace MLRegularization.Samples;

/// <summary>The table that the samples learn from: data/diabetes.csv, 442 patients, ten measurements and a year's progression.</summary>
public static class Diabetes
{
    /// <summary>Names, measurements (rows × columns) and progression.</summary>
    public static (string[] Names, double[,] X, double[] Y) Read()
    {
        string[] lines = File.ReadAllLines(DataFile.Of("diabetes.csv"));
        string[] header = lines[0].Split(',');
        int columns = header.Length - 1;
        double[,] x = new double[lines.Length - 1, columns];
        double[] y = new double[lines.Length - 1];
        for (int i = 0; i < y.Length; i++)
        {
            string[] fields = lines[i + 1].Split(',');
            for (int j = 0; j < columns; j++) x[i, j] = double.Parse(fields[j], CultureInfo.InvariantCulture);
            y[i] = double.Parse(fields[columns], CultureInfo.InvariantCulture);
        }
        return (header[..columns], x, y);
    }
}
