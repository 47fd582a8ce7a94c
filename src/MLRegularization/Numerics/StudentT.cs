namespace MLRegularization.Numerics;

/// <summary>Student's t distribution with a whole number of degrees of freedom, by its finite series (Abramowitz and Stegun 26.7.3, 26.7.4).</summary>
internal static class StudentT
{
    /// <summary>The probability of a value at least as far from 0 as t, either way.</summary>
    public static double TwoSided(double t, int degrees)
    {
        if (double.IsNaN(t) || degrees < 1) return double.NaN;
        double angle = Math.Atan(Math.Abs(t) / Math.Sqrt(degrees)), cosine = Math.Cos(angle), sine = Math.Sin(angle);
        bool odd = degrees % 2 == 1;
        double term = odd ? cosine : 1, sum = degrees > 1 ? term : 0;
        for (int k = odd ? 3 : 2; k < degrees; k += 2)
        {
            term *= cosine * cosine * (k - 1) / k;
            sum += term;
        }
        double within = odd ? 2 / Math.PI * (angle + (sine * sum)) : sine * sum;
        return Math.Clamp(1 - within, 0, 1);
    }
}
