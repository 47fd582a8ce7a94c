using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Charts;

/// <summary>What the pictures over λ share, so that they line up under each other: margins, the λ axis and the marked strengths.</summary>
internal sealed class StrengthPlot
{
    private readonly Report report;
    private readonly ChartFormat format;

    /// <summary>Lays out a picture.</summary>
    /// <param name="report">The report.</param>
    /// <param name="format">Its format.</param>
    /// <param name="plotHeight">Height of the data rectangle.</param>
    /// <param name="headRows">Rows of text between the title row and the data.</param>
    public StrengthPlot(Report report, ChartFormat format, double plotHeight, int headRows)
    {
        this.report = report;
        this.format = format;
        double top = format.FontSize * 1.5 + headRows * RowHeight + 4;
        Area = new PlotArea(format.IsNarrow ? 46 : 62, top, format.Width - LabelRoom, top + plotHeight);
        Height = Area.Bottom + 3.6 * format.FontSize;
        Axis = new StrengthAxis(report.Path.Points, Area.Left + 8, Area.Right);
        Marks = StrengthMark.Of(report);
    }

    /// <summary>The data rectangle.</summary>
    public PlotArea Area { get; }

    /// <summary>Height of the whole picture.</summary>
    public double Height { get; }

    /// <summary>The λ axis.</summary>
    public StrengthAxis Axis { get; }

    /// <summary>The strengths pointed out.</summary>
    public IReadOnlyList<StrengthMark> Marks { get; }

    /// <summary>Room for labels right of the data.</summary>
    public double LabelRoom => format.LabelRoom;

    /// <summary>Height of one row of text above the data.</summary>
    public double RowHeight => format.FontSize + 7;

    /// <summary>Baseline of a row above the data, 0 the one nearest to it.</summary>
    public double Row(int above) => Area.Top - 9 - above * RowHeight;

    /// <summary>Draws the λ axis, and a line and a name for every marked strength in the row nearest to the data.</summary>
    public void Draw(SvgWriter svg)
    {
        Axes.Horizontal(svg, Area, Axis.Ticks(format.FontSize), format.IsNarrow ? "penalty λ (log scale), weaker →" : "penalty strength λ (log scale), weaker →", format.FontSize);
        double[] at = [.. Marks.Select(m => Axis.At(m.Index))];
        double[] widths = [.. Marks.Select(m => TextMeasure.Width(m.Text, format.FontSize) + 10)];
        double[] centres = LabelPlacement.Spread(at, widths, 0, format.Width);
        for (int k = 0; k < Marks.Count; k++)
        {
            string style = Marks[k].Chosen ? "mark chosen" : "mark";
            svg.Curve([new(centres[k], Row(0) + 4), new(at[k], Area.Top - 1), new(at[k], Area.Bottom)], style, Tip(Marks[k]));
            svg.Marked(centres[k], Row(0), Marks[k].Symbol, Marks[k].Chosen ? "strong" : "mute", Anchor.Middle, Tip(Marks[k]));
        }
    }

    private string Tip(StrengthMark mark) => $"{mark.Text}: λ = {NumberText.Short(report.Path.Points[mark.Index].Lambda, 4)}, {report.Path.Points[mark.Index].NonZeros} non-zero coefficients";
}
