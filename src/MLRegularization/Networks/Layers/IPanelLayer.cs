namespace MLRegularization.Networks.Layers;

/// <summary>
/// A layer that treats every unit of a row alone. Where a <see cref="LinearLayer"/> is next to it, that one hands it each panel while it is still in the first cache.
/// </summary>
internal interface IPanelLayer
{
    /// <summary>Values of some rows in one panel, from input to output.</summary>
    void ForwardPanel(Pass pass, RowRange rows, int panel);

    /// <summary>Slopes of some rows in one panel, from output to input, after ForwardPanel.</summary>
    void BackwardPanel(Pass pass, RowRange rows, int panel);
}
