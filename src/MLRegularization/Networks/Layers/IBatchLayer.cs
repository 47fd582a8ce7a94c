namespace MLRegularization.Networks.Layers;

/// <summary>
/// A layer that must have seen all rows of the batch before it can do any of them, both on the way up and on the way down. Measures are kept
/// by task and combined in the order of tasks, so that their bits do not depend on threads.
/// </summary>
internal interface IBatchLayer
{
    /// <summary>Looks at some rows of a panel of the input's values.</summary>
    void Measure(Pass pass, RowRange rows, int panel);

    /// <summary>Puts together what was measured; Forward follows.</summary>
    void Combine(Pass pass);

    /// <summary>Looks at some rows of a panel of the output's slopes.</summary>
    void MeasureSlopes(Pass pass, RowRange rows, int panel);

    /// <summary>Puts together what was measured; Backward follows.</summary>
    void CombineSlopes(Pass pass);
}
