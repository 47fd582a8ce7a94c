using MLRegularization.Diagnosis;
using MLRegularization.Paths;
using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Charts;

/// <summary>The error on rows held out, ± one standard error, and on the training rows over λ; the gap between them and the ends that fit badly.</summary>
internal static class ValidationChart
{
    /// <summary>Draws it in one format.</summary>
    public static string Draw(Report report, CrossValidationCurve curve, ChartFormat format)
    {
        bool ends = report.Balance is { } b && !(double.IsNaN(b.UnderfittedFrom) && double.IsNaN(b.OverfittedTo));
        StrengthPlot plot = new(report, format, format.IsNarrow ? 240 : 280, ends ? 2 : 1);
        PlotArea area = plot.Area;
        double[] x = plot.Axis.Positions();
        SvgWriter svg = new(format.Width, plot.Height, "cv-" + format.Key, "Cross-validation curve", Describe(report, curve), format.Attributes);
        int[] shown = [.. Enumerable.Range(0, x.Length).Where(i => double.IsFinite(curve.MeanError[i]))];
        IScale y = ErrorScale.Of(curve.MeanError, curve.StandardError, area.Bottom, area.Top, curve.TrainingError);
        if (ends) Ends(svg, report, plot, format);
        Axes.Vertical(svg, area, y, report.Words.ErrorCapital + report.Words.ErrorUnit, format.FontSize, 5, format.FontSize);
        double Height(double error) => Inside(y is LogScale && error <= 0 ? area.Bottom : y.Map(error), area);
        int[] trained = [.. shown.Where(i => double.IsFinite(curve.TrainingError[i]))];
        Spot[] training = [.. trained.Select(i => new Spot(x[i], Height(curve.TrainingError[i])))];
        if (training.Length > 1)
            svg.Curve([.. Polyline.Simplify(training), .. Polyline.Simplify([.. trained.Reverse().Select(i => new Spot(x[i], Height(curve.MeanError[i])))])], "gap", closed: true);
        plot.Draw(svg);
        if (shown.Length == 0) return svg.ToString();

        double Upper(int i) => Height(curve.MeanError[i] + Deviation(curve, i));
        double Lower(int i) => Inside(ErrorScale.Lower(y, curve.MeanError[i], Deviation(curve, i), area.Bottom), area);
        Spot[] mean = [.. shown.Select(i => new Spot(x[i], Height(curve.MeanError[i])))];
        if (shown.Length > 1 && area.Width / shown.Length < 5)
            svg.Curve([.. Polyline.Simplify([.. shown.Select(i => new Spot(x[i], Upper(i)))]), .. Polyline.Simplify([.. shown.Reverse().Select(i => new Spot(x[i], Lower(i)))])], "spread", closed: true);
        else foreach (int i in shown) svg.Line(x[i], Upper(i), x[i], Lower(i), "bar");
        svg.Curve(Polyline.Simplify(training), "line s2");
        svg.Curve(Polyline.Simplify(mean), "line s1");
        if (area.Width / shown.Length >= 5) foreach (int i in shown) svg.Dot(x[i], Height(curve.MeanError[i]), 2.4, "f1", Tip(report, curve, i));

        List<(double Y, string Text, string Style)> labels = [(mean[^1].Y, format.IsNarrow ? "held out" : "rows held out", "f1")];
        if (training.Length > 0) labels.Add((training[^1].Y, format.IsNarrow ? "training" : "training rows", "f2"));
        double limit = curve.MeanError[curve.MinIndex] + curve.StandardError[curve.MinIndex];
        if (double.IsFinite(limit))
        {
            svg.Line(area.Left, Height(limit), area.Right, Height(limit), "limit");
            labels.Add((Height(limit), format.IsNarrow ? "lowest + se" : "lowest + 1 std. error", "mute"));
        }
        EndLabels.Draw(svg, area, labels, format.FontSize);
        foreach (StrengthMark mark in plot.Marks)
            if (double.IsFinite(curve.MeanError[mark.Index]))
                svg.Dot(x[mark.Index], Height(curve.MeanError[mark.Index]), 5, mark.Chosen ? "ring chosen" : "ring", Tip(report, curve, mark.Index));
        return svg.ToString();
    }

    // The strengths where both errors are high, and those where only the training error is low.
    private static void Ends(SvgWriter svg, Report report, StrengthPlot plot, ChartFormat format)
    {
        FitBalance balance = report.Balance!;
        PlotArea area = plot.Area;
        List<(double From, double To, string Text)> ends = [];
        for (int i = report.Path.Points.Count - 1; i >= 0 && ends.Count == 0; i--)
            if (balance.IsUnderfitted(report.Path.Points[i].Lambda)) ends.Add((area.Left, plot.Axis.At(i), "underfitted"));
        for (int i = 0; i < report.Path.Points.Count && !ends.Exists(e => e.Text[0] == 'o'); i++)
            if (balance.IsOverfitted(report.Path.Points[i].Lambda)) ends.Add((plot.Axis.At(i), area.Right, "overfitted"));
        double[] widths = [.. ends.Select(e => TextMeasure.Width(e.Text, format.FontSize) + 12)];
        double[] centres = LabelPlacement.Spread([.. ends.Select(e => (e.From + e.To) / 2)], widths, area.Left, format.Width);
        for (int k = 0; k < ends.Count; k++)
        {
            svg.Box(ends[k].From, plot.Row(1) + 6, ends[k].To - ends[k].From, area.Bottom - plot.Row(1) - 6, "zone");
            svg.Line(ends[k].From, plot.Row(1) + 6, ends[k].To, plot.Row(1) + 6, "axis");
            svg.Text(centres[k], plot.Row(1), ends[k].Text, "mute", Anchor.Middle);
        }
    }

    private static double Deviation(CrossValidationCurve curve, int i) => double.IsFinite(curve.StandardError[i]) ? curve.StandardError[i] : 0;

    private static double Inside(double y, PlotArea area) => Math.Clamp(y, area.Top, area.Bottom);

    private static string Tip(Report report, CrossValidationCurve curve, int i) =>
        $"λ = {NumberText.Short(report.Path.Points[i].Lambda, 4)}: {NumberText.Short(curve.MeanError[i], 4)} ± {NumberText.Short(curve.StandardError[i])} held out, {NumberText.Short(curve.TrainingError[i], 4)} on training rows, {report.Path.Points[i].NonZeros} non-zero";

    private static string Describe(Report report, CrossValidationCurve curve) =>
        $"{report.Words.ErrorCapital} on held-out rows, with one standard error either way, and on training rows for {report.Path.Points.Count} penalty strengths. "
        + $"Lowest on held-out rows: {NumberText.Short(curve.MeanError[curve.MinIndex], 4)} ± {NumberText.Short(curve.StandardError[curve.MinIndex])} at λ = {NumberText.Short(report.Path.Points[curve.MinIndex].Lambda)}, where that on training rows is {NumberText.Short(curve.TrainingError[curve.MinIndex], 4)}. "
        + $"One-standard-error choice: λ = {NumberText.Short(report.Path.Points[curve.OneSeIndex].Lambda)} with {report.Path.Points[curve.OneSeIndex].NonZeros} non-zero coefficients."
        + (report.Balance is { } b ? (double.IsNaN(b.UnderfittedFrom) ? "" : $" Underfitted from λ = {NumberText.Short(b.UnderfittedFrom)} up.") + (double.IsNaN(b.OverfittedTo) ? "" : $" Overfitted from λ = {NumberText.Short(b.OverfittedTo)} down.") : "");
}
