namespace MLRegularization.Reports.Drawing;

/// <summary>Where a text begins, counted from its position.</summary>
internal enum Anchor
{
    /// <summary>The position is its left end.</summary>
    Start,

    /// <summary>The position is its middle.</summary>
    Middle,

    /// <summary>The position is its right end.</summary>
    End,
}
