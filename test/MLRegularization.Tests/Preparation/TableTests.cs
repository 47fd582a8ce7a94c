using MLRegularization.Preparation;

namespace MLRegularization.Tests.Preparation;

[TestClass]
public sealed class TableTests
{
    [TestMethod]
    public void SelectRows_AnyOrder_ThoseRowsOfEveryColumn()
    {
        Table table = new([new NumericColumn("a", new[] { 1.5, double.NaN, 3, 4 }), TextColumn.FromTexts("kind", ["red", "blue", null, "red"])]);
        Table some = table.SelectRows([3, 1, 2]);
        Assert.AreEqual(3, some.Rows);
        CollectionAssert.AreEqual(new[] { 4, double.NaN, 3 }, ((NumericColumn)some.Find("a")!).Values.ToArray());
        TextColumn kinds = (TextColumn)some.Find("kind")!;
        CollectionAssert.AreEqual(new[] { "red", "blue", null }, kinds.Codes.ToArray().Select(code => code < 0 ? null : kinds.Levels[code]).ToArray());
        Assert.AreEqual(0, table.SelectRows([]).Rows);
    }
}
