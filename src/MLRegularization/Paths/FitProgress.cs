namespace MLRegularization.Paths;

/// <summary>How far a fit has come.</summary>
/// <param name="Stage">What is being done, in a few words.</param>
/// <param name="Done">Steps done.</param>
/// <param name="Total">Steps in all.</param>
public readonly record struct FitProgress(string Stage, int Done, int Total);
