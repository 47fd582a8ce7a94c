using MLRegularization.Numerics;

namespace MLRegularization.Networks.Layers;

/// <summary>What flows between two layers: the values of a batch's rows on the way up, the loss's slopes by them on the way down.</summary>
internal sealed class Signal
{
    /// <summary>A place of its own for values.</summary>
    /// <param name="rows">Rows of the largest batch.</param>
    /// <param name="width">Values per row.</param>
    /// <param name="slopes">Where slopes live: own memory, or that of another signal of the same width that is done with them; null: nobody wants them.</param>
    public Signal(int rows, int width, FloatPanels? slopes)
    {
        Values = new FloatPanels(rows, width);
        Slopes = slopes;
    }

    /// <summary>n × width values.</summary>
    public FloatPanels Values { get; }

    /// <summary>∂loss/∂value; null: nobody wants them.</summary>
    public FloatPanels? Slopes { get; }

    /// <summary>Values per row.</summary>
    public int Width => Values.Columns;
}
