using System.Text;
using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;
using MLRegularization.Tuning;

namespace MLRegularization.Reports.Charts;

/// <summary>One small picture for each thing that was searched: the metric of every trial over its value, all on one vertical scale.</summary>
internal static class KnobPanels
{
    private const double Width = 240, Height = 176, FontSize = 12;

    private static readonly PlotArea area = new(50, 30, Width - 10, Height - 24);

    /// <summary>The vertical scale of all.</summary>
    public static MetricScale Scale(StudyView view) => new(view.Compared.Select(view.First), view.HigherIsBetter, area.Bottom - 4, area.Top + 4);

    /// <summary>Draws one picture per knob, the most important first.</summary>
    public static string Draw(StudyView view)
    {
        StringBuilder panels = new();
        MetricScale y = Scale(view);
        foreach ((int k, Dimension knob) in view.ByImportance.Index()) panels.Append(Panel(view, knob, y, k));
        return panels.ToString();
    }

    private static string Panel(StudyView view, Dimension knob, MetricScale y, int k)
    {
        (Trial Trial, double Value)[] active = [.. view.Compared.Where((t, rank) => rank < StudyView.MostDots || t == view.Default).Where(t => t.Point.Find(knob.Name) is not null).Select(t => (t, t.Point.Find(knob.Name)!.Value))];
        SvgWriter svg = new(Width, Height, $"knob-{k}", $"{view.FirstTitle} over {knob.Words}", Describe(view, knob, active));
        foreach (Tick tick in y.Scale.Ticks(4))
        {
            svg.Line(area.Left, tick.Position, area.Right, tick.Position, "grid");
            svg.Text(area.Left - 6, tick.Position + 4, tick.Text, "mute", Anchor.End);
        }
        KnobAxis x = new(knob, active.Select(a => a.Value), area.Left + 12, area.Right - 6);
        Ticks(svg, x);
        Spot At((Trial Trial, double Value) a) => new(x.At(a.Value, a.Trial.Number), y.At(view.First(a.Trial)));
        (Trial Trial, double Value)[] others = [.. active.Where(a => a.Trial != view.Best && a.Trial != view.Default)];
        svg.Dots(others.Where(a => a.Trial.State != TrialState.Complete).Select(At), "dots lesser");
        svg.Dots(others.Where(a => a.Trial.State == TrialState.Complete).Select(At), "dots");
        foreach ((Trial Trial, double Value) a in active)
        {
            if (a.Trial == view.Default) svg.Dot(At(a).X, At(a).Y, 3.6, "f2", Tip(view, knob, a));
            if (a.Trial != view.Best) continue;
            svg.Dot(At(a).X, At(a).Y, 3, "f1", Tip(view, knob, a));
            svg.Dot(At(a).X, At(a).Y, 5.5, "ring chosen", Tip(view, knob, a));
        }
        string share = view.Importance.Knobs.FirstOrDefault(s => s.Name == knob.Name) is KnobShare known ? ImportanceBars.Text(known.Share) : "";
        string name = TextMeasure.Truncate(knob.Words, (Width - TextMeasure.Width(share, FontSize) - 12) / 1.12, FontSize);
        svg.Text(0, FontSize + 2, name, "strong", tip: knob.Words);
        svg.Text(Width - 4, FontSize + 2, share, "mute", Anchor.End);
        return svg.ToString();
    }

    private static void Ticks(SvgWriter svg, KnobAxis x)
    {
        svg.Line(area.Left, area.Bottom, area.Right, area.Bottom, "axis");
        double room = x.IsCategorical ? x.PlaceRoom - 4 : Width;
        (double Position, string Text)[] ticks = [.. x.Ticks(4).Select(t => (t.Position, TextMeasure.Truncate(t.Text, room, FontSize)))];
        double[] widths = [.. ticks.Select(t => TextMeasure.Width(t.Text, FontSize) + 6)], centres = [.. ticks.Select((t, k) => Math.Clamp(t.Position, widths[k] / 2, Width - (widths[k] / 2)))];
        bool[] keep = LabelPlacement.Keep(centres, widths);
        for (int k = 0; k < ticks.Length; k++)
        {
            svg.Line(ticks[k].Position, area.Bottom, ticks[k].Position, area.Bottom + 4, "axis");
            if (keep[k]) svg.Text(centres[k], area.Bottom + 6 + FontSize, ticks[k].Text, "mute", Anchor.Middle);
        }
    }

    private static string Tip(StudyView view, Dimension knob, (Trial Trial, double Value) a) => $"{knob.Words} {knob.Text(a.Value)}: trial {a.Trial.Number}, {(a.Trial == view.Best ? "the best" : "the defaults")}, {NumberText.Short(view.First(a.Trial), 4)}";

    private static string Describe(StudyView view, Dimension knob, (Trial Trial, double Value)[] active)
    {
        string text = $"{active.Length} trials.";
        if (active.Any(a => a.Trial == view.Best)) text += $" The best has {knob.Text(active.First(a => a.Trial == view.Best).Value)}.";
        if (active.Any(a => a.Trial == view.Default)) text += $" The defaults have {knob.Text(active.First(a => a.Trial == view.Default).Value)}.";
        return text;
    }
}
