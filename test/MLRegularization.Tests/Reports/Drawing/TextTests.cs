using System.Globalization;
using MLRegularization.Reports.Drawing;

namespace MLRegularization.Tests.Reports.Drawing;

[TestClass]
public sealed class TextTests
{
    [TestMethod]
    [DataRow("<script>", "&lt;script&gt;")]
    [DataRow("a & b", "a &amp; b")]
    [DataRow("\"'", "&quot;&#39;")]
    [DataRow("λ 中文 ع 😀", "λ 中文 ع 😀")]
    [DataRow("a\0b\u001bc\u0085", "a\uFFFDb\uFFFDc\uFFFD")]
    [DataRow("", "")]
    public void Escape_AnyText_IsSafe(string text, string expected) => Assert.AreEqual(expected, Markup.Escape(text));

    [TestMethod]
    public void Escape_HalfACharacter_IsReplaced() => Assert.AreEqual("half \uFFFD pair", Markup.Escape("half " + (char)0xD83D + " pair"));

    [TestMethod]
    [DataRow(0.0, "0")]
    [DataRow(1.0, "1.00")]
    [DataRow(-2.5, "−2.50")]
    [DataRow(999.6, "1000")]
    [DataRow(0.09996, "0.100")]
    [DataRow(12345.6, "12 346")]
    [DataRow(-0.00012345, "−0.000123")]
    [DataRow(1e300, "10³⁰⁰")]
    [DataRow(-1.25e-300, "−1.25×10⁻³⁰⁰")]
    [DataRow(5e-324, "4.94×10⁻³²⁴")]
    [DataRow(double.NaN, "–")]
    [DataRow(double.NegativeInfinity, "−∞")]
    public void Short_AnyNumber_HasFewDigits(double value, string expected) => Assert.AreEqual(expected, NumberText.Short(value).Replace('\u202F', ' '));

    [TestMethod]
    public void Exact_AnyNumber_ReadsBackToTheSameBits()
    {
        foreach (double value in new[] { 0.1, -1.0 / 3, 1e300, 1e-300, Math.PI, 5e-324, double.MaxValue })
            Assert.AreEqual(value, double.Parse(NumberText.Exact(value), CultureInfo.InvariantCulture));
    }

    [TestMethod]
    public void Truncate_LongText_FitsWithAnEllipsis()
    {
        string cut = TextMeasure.Truncate(new string('x', 200), 100, 13);
        Assert.EndsWith("…", cut);
        Assert.IsLessThanOrEqualTo(100, TextMeasure.Width(cut, 13));
        Assert.AreEqual("short", TextMeasure.Truncate("short", 100, 13));
    }

    [TestMethod]
    public void Truncate_SurrogatePairs_AreNotSplit()
    {
        string cut = TextMeasure.Truncate(string.Concat(Enumerable.Repeat("😀", 50)), 80, 13);
        Assert.IsFalse(Markup.Escape(cut).Contains('\uFFFD', StringComparison.Ordinal));
    }

    [TestMethod]
    public void Coordinates_OddNumbers_StayNumbers()
    {
        Assert.AreEqual("0", SvgWriter.N(double.NaN));
        Assert.AreEqual("0", SvgWriter.N(-0.01));
        Assert.AreEqual("100000", SvgWriter.N(1e300));
        Assert.AreEqual("1.3", SvgWriter.N(1.26));
    }

    [TestMethod]
    public void Simplify_PointsOnALine_LeavesTheEnds()
    {
        Spot[] line = [.. Enumerable.Range(0, 50).Select(i => new Spot(i, 2 * i))];
        CollectionAssert.AreEqual(new[] { line[0], line[^1] }, Polyline.Simplify(line));
        Spot[] corner = [new(0, 0), new(5, 0), new(10, 0), new(10, 5), new(10, 10)];
        CollectionAssert.AreEqual(new[] { corner[0], corner[2], corner[4] }, Polyline.Simplify(corner));
    }
}
