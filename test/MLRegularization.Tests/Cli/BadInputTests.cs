using System.Text;

namespace MLRegularization.Tests.Cli;

/// <summary>Every mistake is one sentence and exit code 1, and nothing is written.</summary>
[TestClass]
public sealed class BadInputTests
{
    [TestMethod]
    [DataRow("", "is empty")]
    [DataRow("\n\n\n", "blank lines")]
    [DataRow("a,b,y\n", "no rows")]
    [DataRow("a,b,y\n1,2,3\n1,2\n4,5,6\n", "Row 2 of")]
    [DataRow("a,b,y\n1,2,3\n1,2,3,4\n4,5,6\n", "4 fields, the header has 3")]
    [DataRow("a,b,z\n1,2,3\n4,5,6\n", "no column 'y'")]
    [DataRow("a,b,Y\n1,2,3\n4,5,6\n", "did you mean 'Y'?")]
    [DataRow("a,b,z\n1,2,3\n4,5,6\n", "no column 'y', which --label names; its columns are: a, b, z")]
    [DataRow("a,b,y\n1,2,3\n4,5,six\n7,8,9\n", "holds the text 'six' in row 2")]
    [DataRow("a,b,y\n1,2,3\n4,5,3\n7,8,3\n", "is 3 in every row")]
    [DataRow("a,b,y\n1,2,3\n", "at least 2")]
    [DataRow("a,b,y\n1,2,3\n4,5,6\n7,1,9\n", "--folds 3 or fewer")]
    [DataRow("a,b,y\n1,2,3\n4,,6\n7,1,9\n", "Column 'b' has no value in 1 of 3 rows, first in row 2")]
    [DataRow("a,b,y\n1,2,3\n4,NA,6\n7,1,9\n", "--missing impute")]
    [DataRow("a,b,y\n1,2,\n4,2,6\n7,1,9\n", "--missing drop")]
    [DataRow("a,b,y\n1,2,3\n4,NaN,6\n7,1,9\n", "Column 'b' holds 'NaN' in row 2")]
    [DataRow("a,b,y\n1,2,3\n4,-inf,6\n7,1,9\n", "'-inf' in row 2")]
    [DataRow("a,b,y\n1,2,3\n4,1e999,6\n7,1,9\n", "'1e999' in row 2")]
    [DataRow("a,b,y\n1,2,3\n4,1,Infinity\n7,1,9\n", "'Infinity' in row 2")]
    [DataRow("a,a,y\n1,2,3\n4,5,6\n7,1,9\n", "both called 'a'")]
    [DataRow("a,,y\n1,2,3\n4,5,6\n7,1,9\n", "no name in the header")]
    [DataRow("a,b,y\n1,2,3\n4,\"5,6\n7,1,9\n", "never closed")]
    [DataRow("y\n1\n2\n3\n", "no column left to learn from")]
    [DataRow("a,b,y\n1,2,1\n4,5,2\n7,1,1\n", "--task regression")]
    [DataRow("a;y\n1,5;3\nx;4\n2,5;5\n", "rows for 10 folds")]
    [DataRow("a;b;y\n1;2,5;3\n4;1;6\n7;3,5;9\n", "Column 'b' holds numbers with commas (the first is '2,5' in row 1)")]
    [DataRow("a,b,y\n1,2,\"1,234\"\n4,1,6\n7,3,9\n", "Column 'y' holds numbers with commas")]
    public void Fit_BadTable_OneSentenceAndNothingWritten(string text, string expected)
    {
        using CliFolder folder = new();
        folder.Write("t.csv", text);
        string sentence = folder.Run("fit", "@t.csv", "--label", "y", "--model-out", "@m.mlreg", "--report", "@r.html", "--folds-out", "@f.csv").Sentence;
        Assert.Contains(expected, sentence);
        CollectionAssert.AreEqual(new[] { "t.csv" }, folder.Files);
    }

    [TestMethod]
    [DataRow("--folds 1", "--folds is '1'")]
    [DataRow("--folds 2.5", "whole number")]
    [DataRow("--alpha 1.5", "--alpha is '1.5'; give a number from 0 to 1")]
    [DataRow("--alpha nan", "--alpha is 'nan'")]
    [DataRow("--alpha 0.5,", "--alpha is ''")]
    [DataRow("--lambda -1", "--lambda is '-1'")]
    [DataRow("--lambda 1,2", "fit takes one")]
    [DataRow("--lambda 1 --select min", "leave one out")]
    [DataRow("--lambda 1 --lambda-count 5", "either")]
    [DataRow("--lambda-count 0", "--lambda-count")]
    [DataRow("--lambda-ratio 1", "--lambda-ratio")]
    [DataRow("--lambda-ratio 0", "above 0")]
    [DataRow("--stop-early maybe", "true, false")]
    [DataRow("--select best", "min, 1se")]
    [DataRow("--repeats 0", "--repeats")]
    [DataRow("--tolerance 0", "--tolerance")]
    [DataRow("--threads 0", "--threads")]
    [DataRow("--seed x", "--seed")]
    [DataRow("--task multiclass", "has 1 row (so have 59 other classes)")]
    [DataRow("--model tree", "elasticnet")]
    [DataRow("--missing fill", "impute, drop")]
    [DataRow("--penalty-factor a", "not NAME=VALUE")]
    [DataRow("--penalty-factor a=-1", "--penalty-factor for 'a' is '-1'")]
    [DataRow("--penalty-factor q*=1", "matches no feature")]
    [DataRow("--lower a=1", "at most 0")]
    [DataRow("--upper a=-1", "at least 0")]
    [DataRow("--upper aa=1", "did you mean 'a'?")]
    [DataRow("--ignore q", "no column 'q', which --ignore names")]
    [DataRow("--ignore \"a", "opens a quote")]
    [DataRow("--ignore y", "named by --label and by --ignore")]
    [DataRow("--weights y", "named by --label and by --weights")]
    [DataRow("--weights c", "weights must be 0 or more")]
    [DataRow("--weights q", "which --weights names")]
    [DataRow("--fold-column a --group-column b", "folds come from one")]
    [DataRow("--fold-column a --repeats 2", "--fold-column")]
    [DataRow("--lamda 1", "no option '--lamda' (did you mean '--lambda'?)")]
    [DataRow("--hidden 3", "belongs to networks")]
    [DataRow("-z", "no option '-z'")]
    [DataRow("more", "one word too many")]
    [DataRow("--label a", "given 2 times")]
    [DataRow("--alpha", "--alpha has no value")]
    [DataRow("--report @", "is a folder")]
    [DataRow("--model-out @none/m", "does not exist")]
    [DataRow("--model-out @t.csv", "is the file that is read")]
    [DataRow("--model-out @m --report @m", "another option")]
    public void Fit_BadOption_OneSentenceAndNothingWritten(string options, string expected)
    {
        using CliFolder folder = new();
        folder.Write("t.csv", CliTables.Linear());
        string sentence = folder.Run(["fit", "@t.csv", "--label", "y", .. options.Split(' ')]).Sentence;
        Assert.Contains(expected, sentence);
        CollectionAssert.AreEqual(new[] { "t.csv" }, folder.Files);
    }

    [TestMethod]
    [DataRow("", "No command")]
    [DataRow("fitt x", "did you mean 'fit'?")]
    [DataRow("serve x", "not a command")]
    [DataRow("fit", "DATA is absent")]
    [DataRow("fit @none.csv --label y", "There is no file")]
    [DataRow("fit @tt.csv --label y", "did you mean 't.csv'?")]
    [DataRow("fit @ --label y", "is a folder")]
    [DataRow("fit @t.csv", "No label is given")]
    [DataRow("path @t.csv --label y --alpha 0,1", "a path has one")]
    [DataRow("path @t.csv --label y --folds 3", "no option '--folds'")]
    [DataRow("predict @t.csv", "DATA is absent")]
    [DataRow("predict @none @t.csv", "no model file")]
    [DataRow("predict @t.csv @t.csv", "does not begin like a model")]
    [DataRow("inspect @t.csv", "does not begin like a model")]
    [DataRow("geometry", "--out picture.svg")]
    [DataRow("geometry --label y --out @p.svg", "without a table")]
    [DataRow("geometry @t.csv --label y --features a --out @p.svg", "give two")]
    [DataRow("geometry @t.csv --label y --features a,a --out @p.svg", "twice")]
    public void Command_Mistake_OneSentence(string words, string expected)
    {
        using CliFolder folder = new();
        folder.Write("t.csv", CliTables.Linear());
        Assert.Contains(expected, folder.Run(words.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Sentence);
        CollectionAssert.AreEqual(new[] { "t.csv" }, folder.Files);
    }

    [TestMethod]
    public void Fit_TextInLabelOrLevelsBeyondLimit_NamesTextAndRow()
    {
        using CliFolder folder = new();
        StringBuilder text = new("id,y\n");
        for (int i = 0; i < 80; i++) text.Append($"{(i < 5 ? "0" + i : "u" + i)},{i % 7}\n");
        folder.Write("t.csv", text.ToString());
        string sentence = folder.Run("fit", "@t.csv", "--label", "y").Sentence;
        Assert.Contains("'u5' in row 6", sentence);
        Assert.Contains("50", sentence);
        Assert.Contains("--ignore id", sentence);
    }

    [TestMethod]
    public void Fit_SeveralColumnsOfLongText_AllNamedAtOnce()
    {
        using CliFolder folder = new();
        folder.Write("t.csv", "id,note,\"a, b\",y\n" + string.Concat(Enumerable.Range(0, 80).Select(i => $"k{i},n{i},1,{i % 7}\n")));
        string sentence = folder.Run("fit", "@t.csv", "--label", "y").Sentence;
        Assert.Contains("'id', 'note'", sentence);
        Assert.Contains("--ignore id,note", sentence);
    }

    [TestMethod]
    [DataRow("abc", "a*", true)]
    [DataRow("abc", "*c", true)]
    [DataRow("abc", "a*c", true)]
    [DataRow("abc", "*", true)]
    [DataRow("abc", "*b*", true)]
    [DataRow("aa", "a*aa", false)]
    [DataRow("abc", "A*", false)]
    [DataRow("abab", "a*b*b", true)]
    [DataRow("ab", "ab*ab", false)]
    public void Pattern_Star_StandsForAnyText(string text, string pattern, bool matches) =>
        Assert.AreEqual(matches, MLRegularization.Cli.Options.FeatureValues.MatchesPattern(text, pattern));

    [TestMethod]
    public void Fit_NotText_OneSentence()
    {
        using CliFolder folder = new();
        folder.WriteBytes("zeros.csv", new byte[1000]);
        Assert.Contains("not text", folder.Run("fit", "@zeros.csv", "--label", "y").Sentence);
        folder.Write("plain.csv.gz", "a,y\n1,2\n");
        Assert.Contains("not gzip", folder.Run("fit", "@plain.csv.gz", "--label", "y").Sentence);
        string whole = folder.WriteGzip("whole.csv.gz", CliTables.Linear(rows: 5000));
        byte[] bytes = File.ReadAllBytes(whole);
        folder.WriteBytes("cut.csv.gz", bytes[..(bytes.Length / 2)]);
        Assert.Contains("cut off", folder.Run("fit", "@cut.csv.gz", "--label", "y").Sentence);
        folder.WriteBytes("latin.csv", Encoding.Latin1.GetBytes("Größe,y\n1,2\n3,4\n"));
        Assert.Contains("UTF-8", folder.Run("fit", "@latin.csv", "--label", "y").Sentence);
    }

    [TestMethod]
    public void Libsvm_MissingRule_OneSentence()
    {
        using CliFolder folder = new();
        folder.Write("t.svm", string.Concat(Enumerable.Range(0, 20).Select(i => $"{i} 1:{i % 3} 2:{i * i}\n")));
        Assert.Contains("a LIBSVM file has no missing values", folder.Run("fit", "@t.svm", "--missing", "impute").Sentence);
        Assert.AreEqual(0, folder.Run("fit", "@t.svm", "--model-out", "@m.mlreg").Exit);
        Assert.Contains("a LIBSVM file has no missing values", folder.Run("predict", "@m.mlreg", "@t.svm", "--missing", "drop", "--out", "@p.csv").Sentence);
    }

    [TestMethod]
    [DataRow("a 1:2\n", "begins with 'a'")]
    [DataRow("1 1:2 x\n", "'x', which is not index:value")]
    [DataRow("1 2:2 1:3\n", "index 1 after 2")]
    [DataRow("1 0:2\n", "index 0")]
    [DataRow("1 1:nan\n", "finite value")]
    [DataRow("nan 1:2\n", "finite number")]
    [DataRow("# nothing\n", "no rows")]
    public void Fit_BadLibsvm_OneSentence(string text, string expected)
    {
        using CliFolder folder = new();
        folder.Write("t.svm", text);
        Assert.Contains(expected, folder.Run("fit", "@t.svm").Sentence);
    }

    [TestMethod]
    public void Fit_Cancelled_OneSentenceAndNothingWritten()
    {
        using CliFolder folder = new();
        folder.Write("t.csv", CliTables.Linear(rows: 20_000));
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.Contains("Stopped", folder.Run(stop.Token, "fit", "@t.csv", "--label", "y", "--model-out", "@m").Sentence);
        CollectionAssert.AreEqual(new[] { "t.csv" }, folder.Files);
    }
}
