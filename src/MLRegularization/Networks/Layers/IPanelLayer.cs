namespace MLRegularization.Networks.Layers;

/// <summary>
/// A layer that treats every unit of a row alone. Where an <see cref="IPanelLeader"/> is next to it, that one hands it each panel while it is still in the first cache.
/// </summary>
internal interface IPanelLayer
{
    /// <summary>Values of some rows in one panel, from input to output.</summary>
    void ForwardPanel(Pass pass, RowRange rows, int panel);

    /// <summary>Slopes of some rows in one panel, from output to input, after ForwardPanel.</summary>
    void BackwardPanel(Pass pass, RowRange rows, int panel);
}

/// <summary>A layer that makes panels one after another and does its neighbours' work on each.</summary>
internal interface IPanelLeader
{
    /// <summary>Takes over the work of its neighbours, from the nearest on.</summary>
    /// <param name="above">What is done with its outputs, on the way up.</param>
    /// <param name="below">What is done with the slopes of its inputs, on the way down.</param>
    void Adopt(IEnumerable<PanelTask> above, IEnumerable<PanelTask> below);
}

/// <summary>Work on some rows of one panel.</summary>
internal delegate void PanelTask(Pass pass, RowRange rows, int panel);
