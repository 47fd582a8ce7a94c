using MLRegularization.Reports.Drawing;

namespace MLRegularization.Reports.Charts;

/// <summary>Losses of training rows and rows held out by epoch, the gap between them shaded, the epoch that was kept marked.</summary>
internal static class LearningCurves
{
    private const double DotsUpTo = 40;

    /// <summary>Draws one run in one format, with a line for the loss of the best constant where that is near.</summary>
    /// <param name="series">The run; at least one epoch.</param>
    /// <param name="loss">What the loss is.</param>
    /// <param name="nullLoss">The loss of the best constant; NaN: not known.</param>
    /// <param name="format">The format.</param>
    public static string Draw(LearningSeries series, string loss, double nullLoss, ChartFormat format)
    {
        double font = format.FontSize, top = (3 * font) + 6;
        PlotArea area = new(format.IsNarrow ? 50 : 62, top, format.Width - format.LabelRoom, top + (format.IsNarrow ? 240 : 300));
        SvgWriter svg = new(format.Width, area.Bottom + (3.6 * font), "learning-" + format.Key, "Learning curves", Describe(series, loss), format.Attributes);
        bool empty = double.IsFinite(nullLoss) && nullLoss <= 1.5 * series.Training.Concat(series.Validation).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        IScale y = LossScale.Of(HeldOut(series), empty ? Learned(series).Append(nullLoss) : Learned(series), area.Bottom, area.Top);
        EpochAxis x = new(series.Training.Count, area.Left + 8, area.Right);
        Axes.Vertical(svg, area, y, loss, font, 5, font);
        Axes.Horizontal(svg, area, x.Ticks(format.IsNarrow ? 5 : 10), "epoch", font);
        Curves(svg, area, x, y, series);
        Best(svg, area, x, y, series, font);

        List<(double Y, string Text, string Style)> ends = [];
        if (End(series.Validation) is int v and >= 0) ends.Add((LossScale.Map(y, series.Validation[v], area), format.IsNarrow ? "validation" : "validation rows", "f1"));
        if (End(series.Training) is int t and >= 0) ends.Add((LossScale.Map(y, series.Training[t], area), format.IsNarrow ? "training" : "training rows", "f2"));
        if (empty)
        {
            svg.Line(area.Left, y.Map(nullLoss), area.Right, y.Map(nullLoss), "limit");
            ends.Add((y.Map(nullLoss), "best constant", "mute"));
        }
        EndLabels.Draw(svg, area, ends, font);
        return svg.ToString();
    }

    /// <summary>Gap, bands and lines of a run.</summary>
    public static void Curves(SvgWriter svg, PlotArea area, EpochAxis x, IScale y, LearningSeries series)
    {
        int[] both = [.. Enumerable.Range(0, Math.Min(series.Training.Count, series.Validation.Count)).Where(i => double.IsFinite(series.Training[i]) && double.IsFinite(series.Validation[i]))];
        Between(svg, both, At(series.Training), At(series.Validation), "gap");
        if (series.TrainingBand is { } learned) Band(learned, "learned");
        if (series.ValidationBand is { } held) Band(held, "spread");
        Line(series.Training, "2", "training");
        Line(series.Validation, "1", "validation");

        Func<int, Spot> At(IReadOnlyList<double> losses) => i => new Spot(x.At(i + 1), LossScale.Map(y, losses[i], area));

        void Band((IReadOnlyList<double> Low, IReadOnlyList<double> High) band, string style) =>
            Between(svg, [.. Enumerable.Range(0, band.Low.Count).Where(i => double.IsFinite(band.Low[i]) && double.IsFinite(band.High[i]))], At(band.Low), At(band.High), style);

        void Line(IReadOnlyList<double> losses, string hue, string rows)
        {
            int[] shown = Finite(losses);
            svg.Curve(Polyline.Simplify([.. shown.Select(At(losses))]), "line s" + hue);
            if (shown.Length <= DotsUpTo && area.Width / shown.Length >= 10)
                foreach (int i in shown) svg.Dot(At(losses)(i).X, At(losses)(i).Y, shown.Length == 1 ? 4 : 2.4, "f" + hue, $"epoch {i + 1}: {NumberText.Short(losses[i], 4)} on {rows} rows");
        }
    }

    /// <summary>What is drawn of rows held out.</summary>
    public static IEnumerable<double> HeldOut(LearningSeries series) => [.. series.Validation, .. series.ValidationBand?.Low ?? [], .. series.ValidationBand?.High ?? []];

    /// <summary>What is drawn of training rows.</summary>
    public static IEnumerable<double> Learned(LearningSeries series) => [.. series.Training, .. series.TrainingBand?.Low ?? [], .. series.TrainingBand?.High ?? []];

    /// <summary>The epochs that have a loss.</summary>
    public static int[] Finite(IReadOnlyList<double> losses) => [.. Enumerable.Range(0, losses.Count).Where(i => double.IsFinite(losses[i]))];

    /// <summary>What a run shows, for those who cannot see it.</summary>
    public static string Describe(LearningSeries series, string loss)
    {
        int count = series.Training.Count;
        string text = $"{loss} over {NumberText.Count(count)} {(count == 1 ? "epoch" : "epochs")}: on training rows {Course(series.Training)}; on rows held out {Course(series.Validation)}.";
        if (Marked(series) is not int best) return text;
        double gap = series.Validation[best] - series.Training[best];
        return text + $" Epoch {NumberText.Count(best + 1)} is kept{(double.IsFinite(gap) ? $", where the gap is {NumberText.Short(gap)}" : "")}.";
    }

    private static string Course(IReadOnlyList<double> losses)
    {
        int[] shown = Finite(losses);
        if (shown.Length == 0) return "not known";
        if (shown.Length == 1) return NumberText.Short(losses[shown[0]], 4);
        int lowest = shown.MinBy(i => losses[i]);
        return $"from {NumberText.Short(losses[shown[0]], 4)} to {NumberText.Short(losses[shown[^1]], 4)}{(lowest == shown[^1] ? "" : $", lowest {NumberText.Short(losses[lowest], 4)} at epoch {NumberText.Count(lowest + 1)}")}";
    }

    private static void Best(SvgWriter svg, PlotArea area, EpochAxis x, IScale y, LearningSeries series, double font)
    {
        if (Marked(series) is not int best) return;
        double at = x.At(best + 1), loss = series.Validation[best];
        string text = $"epoch {NumberText.Count(best + 1)}, kept";
        double half = TextMeasure.Width(text, font) * 1.1 / 2;
        svg.Line(at, area.Top - 2, at, area.Bottom, "mark chosen");
        svg.Text(Math.Clamp(at, half, svg.Width - half), area.Top - 8, text, "strong", Anchor.Middle);
        if (!double.IsFinite(loss)) loss = series.Training[best];
        if (double.IsFinite(loss)) svg.Dot(at, LossScale.Map(y, loss, area), 5, "ring chosen", $"{text}: {NumberText.Short(loss, 4)}");
    }

    private static int? Marked(LearningSeries series) => series.BestEpoch > 0 && series.BestEpoch <= Math.Min(series.Training.Count, series.Validation.Count) ? series.BestEpoch - 1 : null;

    private static int End(IReadOnlyList<double> losses) => Finite(losses) is { Length: > 0 } shown ? shown[^1] : -1;

    private static void Between(SvgWriter svg, int[] epochs, Func<int, Spot> one, Func<int, Spot> other, string style)
    {
        if (epochs.Length > 1) svg.Curve([.. Polyline.Simplify([.. epochs.Select(one)]), .. Polyline.Simplify([.. epochs.Reverse().Select(other)])], style, closed: true);
    }
}
