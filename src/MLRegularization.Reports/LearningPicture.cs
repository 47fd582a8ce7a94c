using MLRegularization.Reports.Charts;
using MLRegularization.Reports.Drawing;

namespace MLRegularization.Reports;

/// <summary>
/// Learning curves of several networks in one picture: a panel for each, all on one scale, the gap between training rows and rows held out shaded; the
/// curves of the others on rows held out run through every panel in grey.
/// </summary>
public static class LearningPicture
{
    private const double Font = 13, PanelWidth = 320, PanelHeight = 220, Left = 54, Head = 74, Foot = 3.8 * Font, Margin = 16;

    /// <summary>Renders a standalone SVG document. The same input gives the same bytes.</summary>
    /// <param name="input">The curves.</param>
    /// <exception cref="ArgumentException">There is nothing to draw, or a network has not as many losses of one kind as of the other.</exception>
    public static string Render(LearningPictureInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Check(input);
        int columns = Math.Min(input.Series.Count, input.Columns > 0 ? input.Columns : 3), rows = (input.Series.Count + columns - 1) / columns;
        double width = Math.Max(columns * PanelWidth, PanelWidth + 120) + Margin, panelWidth = (width - Margin) / columns;
        List<double> lines = Legend(null, input, width);
        double top = lines[^1] + 8;
        SvgWriter svg = new(width, top + (rows * (Head + PanelHeight + Foot)), "learning", input.Title,
            string.Join(" ", input.Series.Select(s => $"{s.Name}: {LearningCurves.Describe(s, input.Loss)}")), " xmlns=\"http://www.w3.org/2000/svg\"");
        svg.Raw(StyleSheet.Picture);
        svg.Text(Margin, 26, TextMeasure.Truncate(input.Title, (width - (2 * Margin)) / 1.1, Font), "strong", tip: input.Title);
        Legend(svg, input, width);
        double[] heldOut = [.. input.Series.SelectMany(LearningCurves.HeldOut)], learned = [.. input.Series.SelectMany(LearningCurves.Learned)];
        for (int k = 0; k < input.Series.Count; k++)
        {
            double left = Margin + (k % columns * panelWidth), above = top + (k / columns * (Head + PanelHeight + Foot));
            PlotArea area = new(left + Left, above + Head, left + panelWidth - Margin, above + Head + PanelHeight);
            Panel(svg, input, k, area, left, LossScale.Of(heldOut, learned, area.Bottom, area.Top));
        }
        return svg.ToString();
    }

    private static void Panel(SvgWriter svg, LearningPictureInput input, int k, PlotArea area, double left, IScale y)
    {
        LearningSeries series = input.Series[k];
        double room = area.Right - left;
        svg.Text(left, area.Top - 52, TextMeasure.Truncate(series.Name, room / 1.1, Font), "strong", tip: series.Name);
        string loss = input.Loss + (y is LogScale ? ", log scale" : y.Exponent == 0 ? "" : $", ×{NumberText.PowerOfTen(y.Exponent)}");
        svg.Text(left, area.Top - 14, TextMeasure.Truncate(loss, room, Font), "mute", tip: loss);
        svg.Text(left, area.Top - 33, TextMeasure.Truncate(Ends(series), room, Font), "mute", tip: Ends(series));
        foreach (Tick tick in y.Ticks(5))
        {
            svg.Line(area.Left, tick.Position, area.Right, tick.Position, "grid");
            svg.Text(area.Left - 8, tick.Position + (0.35 * Font), tick.Text, "mute", Anchor.End);
        }
        int epochs = input.Series.Max(s => s.Training.Count);
        EpochAxis x = new(epochs, area.Left + 4, area.Right);
        IReadOnlyList<Tick> ticks = x.Ticks(5);
        double end = TextMeasure.Width(NumberText.Count(epochs), Font) / 2;
        // The last number stays within its panel.
        Axes.Horizontal(svg, area, [.. ticks.Where(t => t.Position <= area.Right - end + Margin)], "epoch", Font);
        for (int other = 0; other < input.Series.Count; other++)
        {
            IReadOnlyList<double> held = input.Series[other].Validation;
            if (other != k) svg.Curve(Polyline.Simplify([.. LearningCurves.Finite(held).Select(i => new Spot(x.At(i + 1), LossScale.Map(y, held[i], area)))]), "thin", input.Series[other].Name);
        }
        LearningCurves.Curves(svg, area, x, y, series);
    }

    private static string Ends(LearningSeries series)
    {
        int[] both = [.. LearningCurves.Finite(series.Validation).Intersect(LearningCurves.Finite(series.Training))];
        if (both.Length == 0) return "nothing held out";
        (double training, double held) = (series.Training[both[^1]], series.Validation[both[^1]]);
        return $"at the end {NumberText.Short(held)}, gap {NumberText.Short(held - training, 2)}";
    }

    /// <summary>What is what, in as many lines as the width needs; their baselines. Without a picture nothing is drawn.</summary>
    private static List<double> Legend(SvgWriter? svg, LearningPictureInput input, double width)
    {
        List<(string Style, string Text)> entries = [("line s1", input.HeldOut), ("line s2", "training rows"), ("gap", "the gap between them")];
        if (input.Bands.Length > 0) entries.Add(("spread", input.Bands));
        if (input.Series.Count > 1) entries.Add(("thin", $"the others on {input.HeldOut}"));
        List<double> baselines = [50];
        double at = Margin;
        foreach ((string style, string text) in entries)
        {
            double needed = 28 + TextMeasure.Width(text, Font) + 20;
            if (at > Margin && at + needed > width)
            {
                baselines.Add(baselines[^1] + 20);
                at = Margin;
            }
            double y = baselines[^1] - (0.35 * Font);
            if (style == "spread") svg?.Box(at + 11, y - 6, 11, 12, "learned");
            if (style is "gap" or "spread") svg?.Box(at, y - 6, style == "gap" ? 22 : 11, 12, style);
            else svg?.Line(at, y, at + 22, y, style);
            svg?.Text(at + 28, baselines[^1], text, "mute");
            at += needed;
        }
        return baselines;
    }

    private static void Check(LearningPictureInput input)
    {
        if (input.Series.Count == 0) throw new ArgumentException("There is no network to draw; give at least one.", nameof(input));
        foreach (LearningSeries series in input.Series)
        {
            if (series.Training.Count == 0) throw new ArgumentException($"'{series.Name}' has no epoch; give at least one.", nameof(input));
            if (series.Training.Count != series.Validation.Count) throw new ArgumentException($"'{series.Name}' has {series.Training.Count} training losses and {series.Validation.Count} validation losses; give as many of each, NaN where there is none.", nameof(input));
            foreach (int count in new[] { series.TrainingBand?.Low.Count, series.TrainingBand?.High.Count, series.ValidationBand?.Low.Count, series.ValidationBand?.High.Count }.OfType<int>())
                if (count != series.Training.Count) throw new ArgumentException($"'{series.Name}' has a band of {count} epochs and {series.Training.Count} losses; give as many.", nameof(input));
        }
    }
}
