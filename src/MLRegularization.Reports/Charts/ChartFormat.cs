namespace MLRegularization.Reports.Charts;

/// <summary>The formats of pictures over λ: of full-width ones a wide and a narrow one, and one for pictures side by side in wide windows; the page shows those that fit.</summary>
/// <param name="Key">Its class names, of which the wide and the narrow one are parts of ids.</param>
/// <param name="Width">Width in picture units, about one per pixel.</param>
/// <param name="FontSize">Size of its text.</param>
/// <param name="LabelRoom">Room for labels right of its data.</param>
internal sealed record ChartFormat(string Key, double Width, double FontSize, double LabelRoom)
{
    /// <summary>For windows of 760 pixels and more.</summary>
    public static readonly ChartFormat Wide = new("wide", 960, 13, 168);

    /// <summary>For windows narrower than that.</summary>
    public static readonly ChartFormat Narrow = new("narrow", 360, 12, 98);

    /// <summary>For windows of 760 pixels and more: two beside each other.</summary>
    public static readonly ChartFormat Panel = new("wide panel", 450, 12, 140);

    /// <summary>Whether words must be few.</summary>
    public bool IsNarrow => Width < 600;

    /// <summary>The class attribute that makes the page show it where it fits.</summary>
    public string Attributes => $" class=\"{Key}\"";

    /// <summary>Both formats of one picture, one after the other.</summary>
    public static string Both(Func<ChartFormat, string> draw) => draw(Wide) + draw(Narrow);
}
