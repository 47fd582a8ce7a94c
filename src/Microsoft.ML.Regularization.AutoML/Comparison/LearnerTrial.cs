namespace Microsoft.ML.Trainers.Regularization;

/// <summary>
/// One setting out of a learner's budget. Trial 0 is the learner's own defaults; the others are spread evenly over what is asked for, by the
/// sequence of Halton (1960), so that few of them cover it and every run has the same.
/// </summary>
public sealed class LearnerTrial
{
    private static readonly int[] primes = [2, 3, 5, 7, 11, 13, 17, 19];

    private readonly List<(string Name, double Value)> chosen = [];
    private int dimension;

    internal LearnerTrial(int number) => Number = number;

    /// <summary>Its number, from 0.</summary>
    public int Number { get; }

    /// <summary>Whether it is the learner's defaults.</summary>
    public bool IsDefault => Number == 0;

    /// <summary>What was asked for, by name.</summary>
    public IReadOnlyList<(string Name, double Value)> Chosen => chosen;

    /// <summary>A number between two, evenly by its logarithm.</summary>
    /// <param name="name">Its name for people.</param>
    /// <param name="low">The smallest, above 0.</param>
    /// <param name="high">The largest.</param>
    /// <param name="standard">Its value in trial 0.</param>
    public double Logarithmic(string name, double low, double high, double standard) => Keep(name, IsDefault ? standard : low * Math.Pow(high / low, Next()));

    /// <summary>A whole number between two, evenly by its logarithm.</summary>
    /// <inheritdoc cref="Logarithmic" path="/param"/>
    public int Whole(string name, int low, int high, int standard) => (int)Keep(name, IsDefault ? standard : Math.Round(low * Math.Pow((double)high / low, Next())));

    /// <summary>One of several numbers.</summary>
    /// <param name="name">Its name for people.</param>
    /// <param name="values">The numbers; the first is that of trial 0.</param>
    public double OneOf(string name, params ReadOnlySpan<double> values) => Keep(name, IsDefault ? values[0] : values[(int)(Next() * values.Length)]);

    private double Keep(string name, double value)
    {
        chosen.Add((name, value));
        return value;
    }

    private double Next()
    {
        int prime = primes[dimension++ % primes.Length];
        double place = 0, share = 1;
        for (int rest = Number; rest > 0; rest /= prime) place += (share /= prime) * (rest % prime);
        return place;
    }
}
