namespace MLRegularization.Reports.Drawing;

/// <summary>One mark of an axis.</summary>
/// <param name="Position">Where it is drawn.</param>
/// <param name="Text">What is written beside it.</param>
internal readonly record struct Tick(double Position, string Text);
