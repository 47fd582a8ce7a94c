namespace MLRegularization.Cli.Data;

/// <summary>A probability for each row and class, from the means that a model of classes predicts.</summary>
/// <param name="means">The probability of the second of two classes by row, or n × K probabilities, class after class.</param>
/// <param name="rows">Rows n.</param>
/// <param name="classes">Classes K.</param>
internal sealed class ClassProbabilities(double[] means, int rows, int classes)
{
    /// <summary>Of a row and a class; NaN where the row has no prediction.</summary>
    public double this[int row, int k] => means.Length > rows ? means[(k * rows) + row] : k == 1 ? means[row] : 1 - means[row];

    /// <summary>The likeliest class of a row, the first among equals.</summary>
    public int Likeliest(int row)
    {
        int best = 0;
        for (int k = 1; k < classes; k++)
            if (this[row, k] > this[row, best]) best = k;
        return best;
    }
}
