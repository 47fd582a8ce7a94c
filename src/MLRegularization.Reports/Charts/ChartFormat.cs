namespace MLRegularization.Reports.Charts;

/// <summary>The two formats of a full-width picture: one for wide windows and paper, one for telephones; the page shows the fitting one.</summary>
/// <param name="Key">Short name, part of ids and class names.</param>
/// <param name="Width">Width in picture units, about one per pixel.</param>
/// <param name="FontSize">Size of its text.</param>
internal sealed record ChartFormat(string Key, double Width, double FontSize)
{
    /// <summary>For windows of 760 pixels and more.</summary>
    public static readonly ChartFormat Wide = new("wide", 960, 13);

    /// <summary>For windows narrower than that.</summary>
    public static readonly ChartFormat Narrow = new("narrow", 360, 12);

    /// <summary>Whether this is the narrow format.</summary>
    public bool IsNarrow => Key == "narrow";

    /// <summary>The class attribute that makes the page show it where it fits.</summary>
    public string Attributes => $" class=\"{Key}\"";

    /// <summary>Both formats of one picture, one after the other.</summary>
    public static string Both(Func<ChartFormat, string> draw) => draw(Wide) + draw(Narrow);
}
