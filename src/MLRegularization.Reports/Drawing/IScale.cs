namespace MLRegularization.Reports.Drawing;

/// <summary>Maps values to positions along an axis.</summary>
internal interface IScale
{
    /// <summary>The power of ten taken out of every tick's text and said once, in the axis title; 0 when none is.</summary>
    int Exponent { get; }

    /// <summary>The position of a value.</summary>
    double Map(double value);

    /// <summary>Round values in the range, about as many as asked for.</summary>
    IReadOnlyList<Tick> Ticks(int about);
}
