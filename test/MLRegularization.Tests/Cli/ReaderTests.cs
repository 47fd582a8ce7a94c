using System.Text;
using MLRegularization.Cli.Tables;
using MLRegularization.Preparation;

namespace MLRegularization.Tests.Cli;

[TestClass]
public sealed class ReaderTests
{
    private static Table Read(CliFolder folder, string name, Func<IReadOnlyList<string>, ColumnUse[]>? plan = null)
    {
        using TableSource source = TableSource.Open(folder.PathOf(name));
        return DelimitedReader.Read(source, plan ?? (header => [.. header.Select(_ => ColumnUse.Any)]), null, CancellationToken.None);
    }

    private static string[] Texts(TableColumn column)
    {
        TextColumn texts = (TextColumn)column;
        return [.. texts.Codes.ToArray().Select(c => c < 0 ? "(missing)" : texts.Levels[c])];
    }

    [TestMethod]
    [DataRow("a,b\n1,2\n", ',')]
    [DataRow("a;b\n1,5;2,5\n", ';')]
    [DataRow("a\tb\n1,5\t2\n", '\t')]
    [DataRow("\"a,b;c\";d\n1;2\n", ';')]
    [DataRow("a b,c;d\n1,2\n3,4\n", ',')]
    [DataRow("\"x\"\"y,z\";d;e\n1;2;3\n", ';')]
    [DataRow("alone\n1\n", ',')]
    [DataRow("\uFEFF\"p;q\",r\n1,2\n", ',')]
    public void Delimiter_HeaderAndLines_Found(string text, char expected) =>
        Assert.AreEqual(expected, Delimiter.Sniff(Encoding.UTF8.GetBytes(text)));

    [TestMethod]
    [DataRow("0", 0)]
    [DataRow("-0", -0.0)]
    [DataRow("12.5", 12.5)]
    [DataRow("+3", 3)]
    [DataRow(".5", 0.5)]
    [DataRow("5.", 5)]
    [DataRow(" 7 ", 7)]
    [DataRow("1e300", 1e300)]
    [DataRow("1E-300", 1e-300)]
    [DataRow("-1.7976931348623157e308", double.MinValue)]
    [DataRow("4.9406564584124654e-324", double.Epsilon)]
    [DataRow("0.1", 0.1)]
    [DataRow("0.30000000000000004", 0.30000000000000004)]
    [DataRow("123456789012345678", 123456789012345678)]
    [DataRow("999999999999999", 999999999999999)]
    [DataRow("0.000000000000001", 1e-15)]
    [DataRow("00012", 12)]
    public void NumberText_Number_ExactBits(string text, double expected)
    {
        Assert.IsTrue(NumberText.TryParse(Encoding.UTF8.GetBytes(text), out double value));
        Assert.AreEqual(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(value));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("-")]
    [DataRow(".")]
    [DataRow("1,5")]
    [DataRow("1 2")]
    [DataRow("0x1F")]
    [DataRow("1e")]
    [DataRow("1-2")]
    [DataRow("nano")]
    [DataRow("(1)")]
    public void NumberText_Other_Refused(string text) => Assert.IsFalse(NumberText.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [TestMethod]
    public void NumberText_RandomNumbers_SameAsDoubleParse()
    {
        Random random = new(7);
        for (int k = 0; k < 20_000; k++)
        {
            double value = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-20, 20));
            string text = (k % 3) switch { 0 => value.ToString("R"), 1 => value.ToString("F6"), _ => value.ToString("E10") };
            Assert.IsTrue(NumberText.TryParse(Encoding.UTF8.GetBytes(text), out double read));
            Assert.AreEqual(BitConverter.DoubleToInt64Bits(double.Parse(text)), BitConverter.DoubleToInt64Bits(read), text);
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(63)]
    [DataRow(64)]
    [DataRow(65)]
    [DataRow(16_384)]
    [DataRow(16_385)]
    public void Read_RowsAtGrowthBoundaries_AllThere(int rows)
    {
        using CliFolder folder = new();
        StringBuilder text = new("n,t\n");
        for (int i = 0; i < rows; i++) text.Append($"{i}.25,k{i % 3}\n");
        folder.Write("t.csv", text.ToString());
        folder.WriteGzip("t.csv.gz", text.ToString());
        foreach (string name in new[] { "t.csv", "t.csv.gz" })
        {
            Table table = Read(folder, name);
            Assert.AreEqual(rows, table.Rows);
            double[] numbers = ((NumericColumn)table.Columns[0]).Values.ToArray();
            string[] texts = Texts(table.Columns[1]);
            for (int i = 0; i < rows; i++)
            {
                Assert.AreEqual(i + 0.25, numbers[i]);
                Assert.AreEqual($"k{i % 3}", texts[i]);
            }
        }
    }

    [TestMethod]
    public void Read_TextAfterNumbers_EarlierFieldsKeptAsWritten()
    {
        using CliFolder folder = new();
        folder.Write("t.csv", "a,b\n01,1\n1.50,2\n,3\n\"x \"\"y\"\"\",4\n2,5\n");
        CollectionAssert.AreEqual(new[] { "01", "1.50", "(missing)", "x \"y\"", "2" }, Texts(Read(folder, "t.csv").Columns[0]));
    }

    [TestMethod]
    public void Read_TextBeyondWhatIsKept_FileReadAgain()
    {
        // 40 MB of numbers before the first text: more than the reader keeps in memory.
        using CliFolder folder = new();
        string filler = new('7', 4000);
        using (StreamWriter writer = new(folder.PathOf("t.csv")))
        {
            writer.Write("id,filler\n");
            for (int i = 0; i < 10_000; i++) writer.Write($"0{i % 9},{filler}\n");
            writer.Write($"last,{filler}\n");
        }
        string[] texts = Texts(Read(folder, "t.csv", header => [ColumnUse.Any, ColumnUse.Skip]).Columns[0]);
        Assert.HasCount(10_001, texts);
        Assert.AreEqual("00", texts[0]);
        Assert.AreEqual("08", texts[9_998 % 9 == 8 ? 9_998 : 8]);
        Assert.AreEqual("last", texts[^1]);
    }

    [TestMethod]
    [DataRow("a,b\r\n1,2\r\n3,4\r\n")]
    [DataRow("\uFEFFa,b\n1,2\n3,4")]
    [DataRow("a;b\n1;2\n3;4\n")]
    [DataRow("a\tb\n1\t2\n3\t4\n\n\n")]
    [DataRow("\"a\",\"b\"\n\"1\",\"2\"\n3,4\n")]
    [DataRow("a, b\n1, 2\n3, 4\n")]
    public void Read_OddButFine_SameTable(string text)
    {
        using CliFolder folder = new();
        folder.Write("t.csv", text);
        Table table = Read(folder, "t.csv");
        CollectionAssert.AreEqual(new[] { "a", "b" }, table.Columns.Select(c => c.Name).ToArray());
        CollectionAssert.AreEqual(new[] { 1.0, 3 }, ((NumericColumn)table.Columns[0]).Values.ToArray());
        CollectionAssert.AreEqual(new[] { 2.0, 4 }, ((NumericColumn)table.Columns[1]).Values.ToArray());
    }

    [TestMethod]
    public void Read_Utf16_Decoded()
    {
        using CliFolder folder = new();
        folder.WriteBytes("t.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("größe,b\n1,2\n3,4\n")]);
        Assert.AreEqual("größe", Read(folder, "t.csv").Columns[0].Name);
    }

    [TestMethod]
    public void Read_LineBreakInQuotes_OneField()
    {
        using CliFolder folder = new();
        folder.Write("t.csv", "a,b\n\"one\ntwo, three\",2\nx,3\n");
        CollectionAssert.AreEqual(new[] { "one\ntwo, three", "x" }, Texts(Read(folder, "t.csv").Columns[0]));
    }

    [TestMethod]
    public void Read_HundredThousandColumns_Quick()
    {
        using CliFolder folder = new();
        const int columns = 100_000;
        StringBuilder text = new();
        text.AppendJoin(',', Enumerable.Range(0, columns).Select(j => $"g{j}")).Append('\n');
        for (int i = 0; i < 3; i++) text.AppendJoin(',', Enumerable.Range(0, columns).Select(j => (i * j) % 1000)).Append('\n');
        folder.Write("t.csv", text.ToString());
        Table table = Read(folder, "t.csv");
        Assert.HasCount(columns, table.Columns);
        Assert.AreEqual(2 * 777 % 1000, ((NumericColumn)table.Columns[777]).Values.Span[2]);
    }

    [TestMethod]
    public void Sparse_Libsvm_ColumnsAndLabels()
    {
        using CliFolder folder = new();
        const string text = "# header\n1.5 1:2 3:-1 # note\r\n-2 qid:4 2:0.5\n\n3\n";
        folder.Write("t.svm", text);
        folder.WriteGzip("t.svm.gz", text);
        foreach ((string name, long once) in new[] { ("t.svm", 1000L), ("t.svm.gz", 1000L), ("t.svm", 0L), ("t.svm.gz", 0L) })
        {
            using TableSource source = TableSource.Open(folder.PathOf(name));
            SparseTable table = SparseReader.Read(source, null, CancellationToken.None, once);
            CollectionAssert.AreEqual(new[] { 1.5, -2, 3 }, table.Label);
            Assert.AreEqual(3, table.Features.Columns);
            double[] column = new double[3];
            table.Features.CopyCentered(2, 0, 0, column);
            CollectionAssert.AreEqual(new[] { -1.0, 0, 0 }, column);
            table.Features.CopyCentered(1, 0, 1, column);
            CollectionAssert.AreEqual(new[] { -1.0, -0.5, -1 }, column);
        }
    }
}
