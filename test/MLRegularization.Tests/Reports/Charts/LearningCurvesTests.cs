using System.Text.RegularExpressions;
using System.Xml.Linq;
using MLRegularization.Networks;
using MLRegularization.Reports;
using MLRegularization.Reports.Charts;
using MLRegularization.Reports.Drawing;

namespace MLRegularization.Tests.Reports.Charts;

/// <summary>Learning curves, alone and compared: scale, gap, marks, and runs that are short, flat or broken.</summary>
[TestClass]
public sealed class LearningCurvesTests
{
    private static readonly double nan = double.NaN;

    [TestMethod]
    // Ten times between the lowest and the highest.
    [DataRow(1.0, 0.101, false)]
    [DataRow(1.0, 0.099, true)]
    [DataRow(1.0, 0.0, false)]
    [DataRow(-1.0, 20.0, false)]
    public void Scale_OfLosses_IsLogarithmicBeyondTenTimes(double one, double other, bool log)
    {
        Assert.AreEqual(log, LossScale.Of([one, other, nan, double.PositiveInfinity], [1], 100, 0) is LogScale);
        Assert.AreEqual(log, LossScale.Of([nan], [one, other], 100, 0) is LogScale);
    }

    [TestMethod]
    public void Scale_TrainingLossesThatVanish_LeaveTheOthersTheirRoom()
    {
        PlotArea area = new(0, 0, 100, 100);
        IScale linear = LossScale.Of([0.5, 0.3, 0.4], [0.5, 1e-6], area.Bottom, area.Top), log = LossScale.Of([0.5, 0.03, 0.04], [0.5, 1e-9], area.Bottom, area.Top);
        Assert.IsTrue(linear is LinearScale);
        Assert.IsTrue(log is LogScale);
        Assert.AreEqual(100, LossScale.Map(log, 1e-9, area));
        Assert.IsLessThan(60, LossScale.Map(log, 0.03, area));
    }

    [TestMethod]
    public void Scale_ZeroAmongLossesThatFallFar_HasItsPlaceAtTheBottom()
    {
        PlotArea area = new(0, 0, 100, 100);
        IScale scale = LossScale.Of([1, 0.01, 0], [], area.Bottom, area.Top);
        Assert.IsTrue(scale is LogScale);
        Assert.AreEqual(100, LossScale.Map(scale, 0, area));
        Assert.IsLessThan(100, LossScale.Map(scale, 0.01, area));
    }

    [TestMethod]
    [DataRow(1, 10, "1")]
    [DataRow(7, 10, "1 2 3 4 5 6 7")]
    [DataRow(20, 10, "1 2 4 6 8 10 12 14 16 18 20")]
    [DataRow(256, 5, "1 50 100 150 200 250")]
    [DataRow(1000, 10, "1 100 200 300 400 500 600 700 800 900 1000")]
    public void Ticks_OfEpochs_AreTheFirstAndRoundOnes(int epochs, int about, string expected) =>
        Assert.AreEqual(expected, string.Join(' ', new EpochAxis(epochs, 0, 100).Ticks(about).Select(t => t.Text)));

    [TestMethod]
    public void Draw_Typical_ShowsBothCurvesTheGapAndTheEpochThatWasKept()
    {
        XElement svg = Drawn(LearningSeries.Of("run", NetworkReports.History()));
        Assert.AreEqual(1, Count(svg, "gap"));
        Assert.AreEqual(1, Count(svg, "line s1"));
        Assert.AreEqual(1, Count(svg, "line s2"));
        Assert.AreEqual(1, Count(svg, "ring chosen"));
        foreach (string text in new[] { "validation rows", "training rows", "best constant", "kept" }) Assert.Contains(text, svg.Value);
        StringAssert.Matches(Description(svg), new Regex(@"^Log-loss over 100 epochs: on training rows from 1\.06\d* to 0\.06\d*; on rows held out from 1\.2\d* to 0\.\d+, lowest 0\.\d+ at epoch (\d+)\. Epoch \1 is kept, where the gap is 0\.\d+\.$"));
    }

    [TestMethod]
    public void Draw_OneEpoch_IsTwoDots()
    {
        XElement svg = Drawn(LearningSeries.Of("run", NetworkReports.History(1)));
        Assert.AreEqual(0, Count(svg, "gap") + Count(svg, "line s1") + Count(svg, "line s2"));
        CollectionAssert.AreEquivalent(new[] { "f1", "f2", "ring chosen" }, svg.Descendants().Where(e => e.Name.LocalName == "circle").Select(e => (string?)e.Attribute("class")).ToArray());
        Assert.Contains("over 1 epoch:", Description(svg));
    }

    [TestMethod]
    public void Draw_NoValidation_IsOneCurve()
    {
        XElement svg = Drawn(new LearningSeries("run", [3, 2, 1], [nan, nan, nan]) { BestEpoch = 3 });
        Assert.AreEqual(0, Count(svg, "gap") + Count(svg, "line s1"));
        Assert.AreEqual(1, Count(svg, "line s2"));
        Assert.Contains("on rows held out not known", Description(svg));
        Assert.DoesNotContain("validation rows", svg.Value);
    }

    [TestMethod]
    public void Draw_HolesInTheLosses_AreLeftOut()
    {
        XElement svg = Drawn(new LearningSeries("run", [3, 2, 1, nan, 0.9], [3.1, double.PositiveInfinity, 1.2, 1.1, nan]));
        Assert.AreEqual(1, Count(svg, "gap"));
        Assert.AreEqual(1, Count(svg, "line s1"));
    }

    [TestMethod]
    [DataRow(0.5)]
    [DataRow(0.0)]
    [DataRow(1e300)]
    [DataRow(1e-300)]
    [DataRow(5e-324)]
    [DataRow(-3.0)]
    public void Draw_ConstantLosses_StayInThePicture(double loss)
    {
        XElement svg = Drawn(new LearningSeries("run", [loss, loss, loss], [loss, loss, loss]) { BestEpoch = 1 });
        foreach (Match number in Regex.Matches(string.Concat(svg.Descendants().Attributes("d").Select(d => d.Value + " ")), @"-?\d+(\.\d+)?"))
            Assert.IsInRange(-1, 1000, double.Parse(number.Value, System.Globalization.CultureInfo.InvariantCulture));
    }

    [TestMethod]
    public void Quartiles_OfRuns_AreThoseOfEveryEpoch()
    {
        TrainingHistory Run(double loss) => new([new EpochRecord(1, loss, loss, 2 * loss, nan, 0.1)], 1, TrainingEnd.AllEpochs);
        LearningSeries series = LearningSeries.Quartiles("runs", [Run(5), Run(1), Run(3), Run(2), Run(4)]);
        Assert.AreEqual(3, series.Training[0]);
        Assert.AreEqual(6, series.Validation[0]);
        Assert.AreEqual((2.0, 4.0), (series.TrainingBand!.Value.Low[0], series.TrainingBand.Value.High[0]));
        Assert.AreEqual((4.0, 8.0), (series.ValidationBand!.Value.Low[0], series.ValidationBand.Value.High[0]));
        Assert.AreEqual(1.25, LearningSeries.Quartiles("two", [Run(1), Run(2)]).TrainingBand!.Value.Low[0]);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => LearningSeries.Quartiles("x", [Run(1), NetworkReports.History(2)])).Message, "1 and 2 epochs");
        Assert.ThrowsExactly<ArgumentException>(() => LearningSeries.Quartiles("x", []));
    }

    [TestMethod]
    public void Picture_SeveralNetworks_HasAPanelForEachOnOneScaleWithTheOthersInGrey()
    {
        LearningSeries[] series = [LearningSeries.Of("plain <b>", NetworkReports.History(30)), LearningSeries.Of("decay", NetworkReports.History(20)), LearningSeries.Of("dropout", NetworkReports.History(30, 2))];
        XElement svg = XElement.Parse(LearningPicture.Render(new LearningPictureInput { Title = "Three & more", Series = series, HeldOut = "test rows", Bands = "" }));
        Assert.AreEqual(3 + 1, Count(svg, "line s1"));
        Assert.AreEqual(6 + 1, Count(svg, "thin"));
        Assert.AreEqual(3 + 1, Count(svg, "gap"));
        foreach (string text in new[] { "plain <b>", "decay", "dropout", "Three & more", "test rows", "the gap between them" }) Assert.Contains(text, svg.Value);
        // The third network's losses are twice as large: one scale has the same ticks in every panel.
        Assert.AreEqual(3, svg.Descendants().Count(e => e.Value == "0.5" && (string?)e.Attribute("text-anchor") == "end"));
    }

    [TestMethod]
    public void Picture_NothingOrUnequalLosses_IsRefusedInASentence()
    {
        void Refused(string part, params LearningSeries[] series) =>
            StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => LearningPicture.Render(new LearningPictureInput { Title = "x", Series = series })).Message, part);
        Refused("no network to draw");
        Refused("no epoch", new LearningSeries("a", [], []));
        Refused("2 training losses and 1", new LearningSeries("a", [1, 2], [1]));
        Refused("a band of 1", new LearningSeries("a", [1, 2], [1, 2]) { TrainingBand = ([1], [1]) });
    }

    [TestMethod]
    public void FittedCurves_FourOfThem_AreDrawnAndNamed()
    {
        double[] grid = [1, 2, 3];
        FittedCurvesInput input = new() { Title = "Fits", Feature = "x", Label = "y", Rows = [(1, 0.5), (3, 9)], Grid = grid, Curves = [.. new[] { "none", "L1", "norm", "both" }.Select((n, k) => (n, (IReadOnlyList<double>)[.. grid.Select(x => x * (k + 1))]))] };
        XElement svg = XElement.Parse(FittedCurvesPicture.Render(input));
        for (int k = 1; k <= 4; k++) Assert.AreEqual(1, Count(svg, "line s" + k));
        Assert.AreEqual(2, Count(svg, "row"));
        foreach (string name in new[] { "none", "L1", "norm", "both" }) Assert.Contains(name, svg.Value);
        Assert.ThrowsExactly<ArgumentException>(() => FittedCurvesPicture.Render(input with { Curves = [] }));
        Assert.ThrowsExactly<ArgumentException>(() => FittedCurvesPicture.Render(input with { Grid = [] }));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => FittedCurvesPicture.Render(input with { Grid = [1, 2] })).Message, "'none' has 3 values for a grid of 2");
        XElement.Parse(FittedCurvesPicture.Render(input with { Rows = [], Curves = [("flat", [1, 1, nan]), ("nothing", [nan, nan, nan])] }));
    }

    private static XElement Drawn(LearningSeries series)
    {
        XElement wide = XElement.Parse(LearningCurves.Draw(series, "Log-loss", 1.2, ChartFormat.Wide));
        XElement narrow = XElement.Parse(LearningCurves.Draw(series, "Log-loss", 1.2, ChartFormat.Narrow));
        Assert.AreEqual(Description(wide), Description(narrow));
        Assert.DoesNotContain("NaN", wide.ToString());
        return wide;
    }

    private static string Description(XElement svg) => svg.Elements().Single(e => e.Name.LocalName == "desc").Value;

    private static int Count(XElement svg, string style) => svg.Descendants().Count(e => (string?)e.Attribute("class") == style);
}
