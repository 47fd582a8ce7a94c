using MLRegularization.Losses;

namespace MLRegularization.Tests.Losses;

[TestClass]
public class LabelTests
{
    [TestMethod]
    public void Problem_GoodLabels_IsNull()
    {
        Assert.IsNull(new SquaredLoss().Problem([-1, 2], []));
        Assert.IsNull(new HuberLoss(1).Problem([-1, 2], []));
        Assert.IsNull(new LogisticLoss().Problem([0, 1], []));
        Assert.IsNull(new PoissonLoss().Problem([0, 1.5], []));
        Assert.IsNull(new PoissonLoss().Warning([0, 3]));
        Assert.IsNull(new MultinomialLoss(3).Problem([2, 0, 1], []));
    }

    [TestMethod]
    public void Problem_BadLabels_NamesThingValueLimitAndRemedy()
    {
        Assert.AreEqual("The label of row 3 is 2; a binary label must be 0 or 1: recode the two classes.", new LogisticLoss().Problem([0, 1, 2], []));
        Assert.AreEqual("All 3 labels with weight are 1; a binary model needs both classes: add rows of the other.", new LogisticLoss().Problem([1, 1, 1], []));
        Assert.AreEqual("All 2 labels with weight are 0; a binary model needs both classes: add rows of the other.", new LogisticLoss().Problem([0, 1, 0], [0.5, 0, 0.5]));
        Assert.AreEqual("The count of row 2 is -1; counts must be finite and 0 or more: correct or drop the row.", new PoissonLoss().Problem([0, -1], []));
        Assert.AreEqual("The count of row 1 is NaN; counts must be finite and 0 or more: correct or drop the row.", new PoissonLoss().Problem([double.NaN], []));
        Assert.AreEqual("All counts with weight are 0; a count model needs at least one positive: add rows that have one.", new PoissonLoss().Problem([0, 0], []));
        Assert.AreEqual("The count of row 2 is 1.5, not a whole number; it is used as it is: for rates give counts, and log exposure as offset.", new PoissonLoss().Warning([1, 1.5]));
        Assert.AreEqual("The label of row 2 is 3; labels of 3 classes must be whole numbers from 0 to 2: number the classes.", new MultinomialLoss(3).Problem([0, 3, 1], []));
        Assert.AreEqual("The label of row 1 is 0.5; labels of 2 classes must be whole numbers from 0 to 1: number the classes.", new MultinomialLoss(2).Problem([0.5, 1], []));
        Assert.AreEqual("Class 1 has no rows with weight; each of the 3 classes needs at least one: add rows, or number the classes without it.", new MultinomialLoss(3).Problem([0, 2, 0], []));
    }

    [TestMethod]
    public void Constructor_BadValue_NamesThingValueLimitAndRemedy()
    {
        foreach (double delta in (double[])[0, -1, double.NaN, double.PositiveInfinity])
            Assert.StartsWith("Delta of the Huber loss is ", Assert.ThrowsExactly<ArgumentException>(() => new HuberLoss(delta)).Message);
        Assert.StartsWith("The number of classes is 1; it must be 2 or more", Assert.ThrowsExactly<ArgumentException>(() => new MultinomialLoss(1)).Message);
    }
}
