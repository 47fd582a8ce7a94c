using MLRegularization.Comparisons;

namespace MLRegularization.Reports;

/// <summary>A comparison that is shown beside the one a page is about.</summary>
/// <param name="Heading">The heading of its section.</param>
/// <param name="Comparison">The comparison.</param>
/// <param name="Procedure">How it was made, in a sentence.</param>
/// <param name="Notes">What is to be known of it, in full sentences, such as which models are not in it and why.</param>
public sealed record FurtherComparison(string Heading, Comparison Comparison, string Procedure, IReadOnlyList<string> Notes);
