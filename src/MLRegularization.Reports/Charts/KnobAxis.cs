using MLRegularization.Reports.Drawing;
using MLRegularization.Tuning;

namespace MLRegularization.Reports.Charts;

/// <summary>The axis of one thing that was searched: a scale for a range, with none in a place of its own at its beginning; a place for each of a few values.</summary>
internal sealed class KnobAxis
{
    private const double NoneRoom = 0.12;
    private readonly Dimension knob;
    private readonly double from;
    private readonly double to;
    private readonly double[]? places;
    private readonly IScale? scale;
    private readonly double low;
    private readonly double high;

    /// <summary>Spans what a knob can be.</summary>
    /// <param name="knob">The knob.</param>
    /// <param name="tried">The values that were tried; a default may lie beyond what is searched.</param>
    /// <param name="from">The position of the least.</param>
    /// <param name="to">The position of the most.</param>
    public KnobAxis(Dimension knob, IEnumerable<double> tried, double from, double to)
    {
        (this.knob, this.from, this.to) = (knob, from, to);
        if (knob is RangeDimension range)
        {
            double[] known = [.. tried.Where(v => !IsNone(v) && (v > 0 || !range.Logarithmic))];
            (low, high) = (Math.Min(range.Low, known.DefaultIfEmpty(range.Low).Min()), Math.Max(range.High, known.DefaultIfEmpty(range.High).Max()));
            double begin = range.NoneShare > 0 ? from + (NoneRoom * (to - from)) : from;
            scale = range.Logarithmic ? new LogScale(low, high, begin, to) : new LinearScale(low, high, begin, to);
        }
        else places = [.. (knob.Values ?? []).Concat(tried).Distinct().Order()];
    }

    /// <summary>Whether values have places, and not a scale.</summary>
    public bool IsCategorical => places is not null;

    /// <summary>Room for one of several places.</summary>
    public double PlaceRoom => Math.Abs(to - from) / Math.Max(1, places?.Length ?? 1);

    /// <summary>Where a value is.</summary>
    public double At(double value)
    {
        if (places is not null) return from + ((Array.BinarySearch(places, value) + 0.5) / places.Length * (to - from));
        return IsNone(value) ? from : scale!.Map(Math.Clamp(value, low, high));
    }

    /// <summary>Where a dot of a trial is: among those of one place, moved aside by its number.</summary>
    public double At(double value, int number)
    {
        if (!IsCategorical && !IsNone(value)) return At(value);
        // Multiples of the golden ratio fill an interval evenly, from its middle.
        double aside = (((number * 0.6180339887498949) + 0.5) % 1) - 0.5;
        return At(value) + (aside * (IsCategorical ? Math.Min(0.6 * PlaceRoom, 40) : 0.7 * NoneRoom * Math.Abs(to - from)));
    }

    /// <summary>All places, or none and round values of the scale.</summary>
    public IReadOnlyList<Tick> Ticks(int about)
    {
        if (places is not null) return [.. places.Select(v => new Tick(At(v), Text(v)))];
        return [.. HasNone ? [new Tick(from, "none")] : Array.Empty<Tick>(), .. scale!.Ticks(about)];
    }

    /// <summary>All places, or none and both ends of the scale.</summary>
    public IReadOnlyList<Tick> Ends() => places is not null ? Ticks(0) : [.. HasNone ? [new Tick(from, "none")] : Array.Empty<Tick>(), new Tick(At(low), knob.Text(low)), new Tick(At(high), knob.Text(high))];

    private bool HasNone => knob is RangeDimension { NoneShare: > 0 };

    private bool IsNone(double value) => value == 0 && HasNone;

    private string Text(double value) => knob is ChoiceDimension { Names: null } ? NumberText.Setting(value) : knob.Text(value);
}
