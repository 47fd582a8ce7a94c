namespace MLRegularization.Diagnosis;

/// <summary>
/// How well standardised columns X̃ can be told apart: the extreme eigenvalues of X̃ᵀX̃/W, whose ratio is the square of the condition
/// number of X̃, the ratio of its largest to its smallest singular value.
/// </summary>
/// <param name="Rows">Rows of positive weight.</param>
/// <param name="Columns">Columns that were looked at.</param>
/// <param name="Largest">The largest eigenvalue.</param>
/// <param name="Smallest">The smallest eigenvalue: 0 where columns are exact combinations of others, as they are where rows do not outnumber columns.</param>
public sealed record Conditioning(int Rows, int Columns, double Largest, double Smallest)
{
    /// <summary>Products of columns square the condition number: a smaller share of the largest eigenvalue than this is rounding.</summary>
    public const double RoundingShare = 1e-12;

    /// <summary>The condition number κ; infinite where columns are exact combinations of others.</summary>
    public double ConditionNumber => Math.Sqrt(Largest / Smallest);

    /// <summary>Whether the smallest eigenvalue is lost in rounding and set to the most that it can be, so that the condition number is a lower bound.</summary>
    public bool IsLowerBound => Smallest > 0 && Smallest <= RoundingShare * Largest;

    /// <summary>The most directions in which the rows can vary.</summary>
    /// <param name="intercept">Whether one is taken up by an intercept.</param>
    public int RankBound(bool intercept = true) => Math.Min(Columns, Rows - (intercept ? 1 : 0));

    /// <summary>The condition number of the equations that a ridge term solves: √((largest + s) / (smallest + s)).</summary>
    /// <param name="strength">s = λ(1−α), times the penalty factor that all columns share.</param>
    public double WithRidge(double strength) => Math.Sqrt((Largest + strength) / (Smallest + strength));
}
