namespace MLRegularization.Reports.Drawing;

/// <summary>One point of a picture.</summary>
internal readonly record struct Spot(double X, double Y);
