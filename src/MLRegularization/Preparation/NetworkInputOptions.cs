namespace MLRegularization.Preparation;

/// <summary>How a table is made ready for a network; the defaults are RealMLP's (arXiv 2407.04491).</summary>
public sealed record NetworkInputOptions
{
    /// <summary>How numbers are scaled. Default: robust, by median and the range of the middle half.</summary>
    public ScalingKind Scaling { get; init; }

    /// <summary>Whether scaled numbers are bent smoothly to within ±3. Default: yes.</summary>
    public bool SmoothClip { get; init; } = true;

    /// <summary>Most levels of a text that become a number each; with more they become codes of an embedding. 0 to 1000. Default 8.</summary>
    public int OneHotLevels { get; init; } = 8;

    /// <summary>Whether a missing number counts as the median of its column, marked by a further input where training rows have missing ones; otherwise it is an error. Default: no. Missing texts are a level of their own.</summary>
    public bool Impute { get; init; }

    /// <summary>The columns of free text, by name, that become words; null: none.</summary>
    public IReadOnlyDictionary<string, TextOptions>? Texts { get; init; }

    internal void Check()
    {
        if (OneHotLevels is < 0 or > 1000) throw new ArgumentException($"Up to {OneHotLevels} levels would become a number each; give from 0 to 1000.");
    }
}
