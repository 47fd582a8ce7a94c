using System.Xml.Linq;
using MLRegularization.Reports;
using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Geometry;

namespace MLRegularization.Tests.Reports;

[TestClass]
public sealed class GeometryPictureTests
{
    internal static readonly GeometryInput Corner = new()
    {
        FeatureNames = ["bmi", "<b> & \"q\""], Correlation = new[,] { { 1, -0.5 }, { -0.5, 1 } }, LeastSquares = [-0.3, 1.4], LassoSolution = [0, 0.75], RidgeSolution = [-0.343, 0.766],
    };

    [TestMethod]
    public void Render_Corner_NamesTheZeroAndIsWellFormed()
    {
        XElement svg = XElement.Parse(GeometryPicture.Render(Corner));
        Assert.Contains("bmi is exactly 0", svg.Value);
        Assert.AreEqual("img", (string?)svg.Attribute("role"));
    }

    [TestMethod]
    public void Render_NoPenaltyOrFullPenaltyOrCollinear_Works()
    {
        foreach (GeometryInput input in new[]
        {
            Corner with { LassoSolution = [0, 0], RidgeSolution = [0, 0] },
            Corner with { LassoSolution = [-0.3, 1.4], RidgeSolution = [-0.3, 1.4] },
            Corner with { Correlation = new[,] { { 1.0, 1.0 }, { 1.0, 1.0 } } },
            Corner with { LeastSquares = [0, 0], LassoSolution = [0, 0], RidgeSolution = [0, 0] },
        })
            XElement.Parse(GeometryPicture.Render(input));
    }

    [TestMethod]
    public void Render_WrongSizes_AreRefusedInASentence()
    {
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => GeometryPicture.Render(Corner with { FeatureNames = ["a"] })).Message, "exactly 2");
        Assert.ThrowsExactly<ArgumentException>(() => GeometryPicture.Render(Corner with { LassoSolution = [double.NaN, 1] }));
        Assert.ThrowsExactly<ArgumentException>(() => GeometryPicture.Render(Corner with { Correlation = new double[3, 3] }));
    }

    [TestMethod]
    [DataRow(0.6)]
    [DataRow(-0.9)]
    [DataRow(0.0)]
    public void Contour_EveryPoint_HasTheLossOfItsLevel(double correlation)
    {
        LossContour contour = new(new[,] { { 1, correlation }, { correlation, 1 } }, [2, 0.9]);
        foreach (Spot p in contour.Level(0.7)) Assert.AreEqual(0.7, contour.At([p.X, p.Y]), 1e-9);
    }

    [TestMethod]
    public void Contour_UnequalDiagonal_HasTheLossOfItsLevel()
    {
        foreach (double[,] gram in new[] { new[,] { { 3.0, 0 }, { 0, 1 } }, new[,] { { 1.0, 0 }, { 0, 3 } }, new[,] { { 2.0, 0.5 }, { 0.5, 1 } } })
        {
            LossContour contour = new(gram, [1, 1]);
            foreach (Spot p in contour.Level(0.4)) Assert.AreEqual(0.4, contour.At([p.X, p.Y]), 1e-9);
        }
    }
}
