namespace MLRegularization.Reports.Pages;

/// <summary>The background of a table's cell: blue or orange, in four depths.</summary>
internal static class Tint
{
    /// <summary>The class of a cell; empty for 0.</summary>
    /// <param name="size">Its size, at least 0.</param>
    /// <param name="most">The largest.</param>
    /// <param name="blue">Whether it is blue.</param>
    public static string Of(double size, double most, bool blue) =>
        size > 0 && most > 0 ? $"{(blue ? 'b' : 'o')}{Math.Clamp((int)Math.Ceiling(4 * (size / most)), 1, 4)}" : "";
}
