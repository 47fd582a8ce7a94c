using System.Text;
using MLRegularization.Tuning;

namespace MLRegularization.Tests.Tuning;

[TestClass]
public sealed class JournalFileTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mlreg-study-");

    private string File => Path.Combine(folder.FullName, "s.jsonl");

    [TestCleanup]
    public void Delete() => folder.Delete(recursive: true);

    private Study Run(FakeRunner? runner = null, int trials = 12, ulong seed = 1, SearchSpace? space = null)
    {
        using JournalFile journal = new(File);
        return Study.Run(space ?? FakeRunner.Space, runner ?? new FakeRunner(1, 4), new StudyOptions { Trials = trials, Threads = 1, Seed = seed }, journal);
    }

    private static string Refusal(Func<Study> run) => Assert.ThrowsExactly<StudyFileException>(run).Message;

    // A crash leaves any number of first bytes.
    [TestMethod]
    public void Run_AfterACrashAtAnyByte_EndsAsIfItHadNotBeen()
    {
        string told = FakeRunner.Told(Run());
        byte[] whole = System.IO.File.ReadAllBytes(File);
        int header = Array.IndexOf(whole, (byte)'\n') + 1;
        for (int length = 0; length <= whole.Length; length += length < 60 || whole.Length - length < 60 ? 1 : 97)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            int known = length < header ? 0 : whole.AsSpan(header, length - header).Count((byte)'\n');
            FakeRunner runner = new(1, 4);
            Assert.AreEqual(told, FakeRunner.Told(Run(runner)));
            Assert.AreEqual(whole.AsSpan(header).Count((byte)'\n') - known, runner.Runs);
        }
    }

    [TestMethod]
    public void Run_AFinishedStudy_RunsNothingAndKeepsTheFile()
    {
        Run();
        byte[] before = System.IO.File.ReadAllBytes(File);
        FakeRunner again = new(1, 4);
        Run(again);
        Assert.AreEqual(0, again.Runs);
        CollectionAssert.AreEqual(before, System.IO.File.ReadAllBytes(File));
        Assert.HasCount(1, folder.GetFileSystemInfos());
    }

    [TestMethod]
    public void JournalFile_SecondWriter_IsRefusedInOneSentence()
    {
        using JournalFile first = new(File);
        Assert.AreEqual($"The study '{File}' is being written by another program; wait until that has ended, or give another file.", Assert.ThrowsExactly<StudyFileException>(() => new JournalFile(File)).Message);
    }

    [TestMethod]
    public void Open_AnotherStudy_IsRefusedAndTheFileStays()
    {
        Run();
        byte[] before = System.IO.File.ReadAllBytes(File);
        const string end = "; continue it as it was begun, or give another file.";
        Assert.AreEqual($"The study '{File}' was made on other data or folds{end}", Refusal(() => Run(new FakeRunner(1, 4) { Data = "others" })));
        Assert.AreEqual($"The study '{File}' was made with other settings (settings; now others){end}", Refusal(() => Run(new FakeRunner(1, 4) { Settings = "others" })));
        Assert.AreEqual($"The study '{File}' has seed 1 and not 2{end}", Refusal(() => Run(seed: 2)));
        Assert.AreEqual($"The study '{File}' searches another space{end}", Refusal(() => Run(space: FakeRunner.Space.Without("s"))));
        CollectionAssert.AreEqual(before, System.IO.File.ReadAllBytes(File));
    }

    [TestMethod]
    [DataRow("a,b\n1,2\n"), DataRow("no line break"), DataRow("{\"format\":\"other\"}\n"), DataRow("\n")]
    public void Open_AFileThatIsNoStudy_IsRefusedAndStays(string text)
    {
        System.IO.File.WriteAllText(File, text);
        Assert.AreEqual($"'{File}' is no study of this program; give the file of one, or a new name.", Refusal(() => Run()));
        Assert.AreEqual(text, System.IO.File.ReadAllText(File));
    }

    [TestMethod]
    public void Open_ADamagedLineInTheMiddle_IsNamed()
    {
        Run();
        string[] lines = System.IO.File.ReadAllLines(File);
        System.IO.File.WriteAllText(File, string.Join('\n', [lines[0], lines[1], lines[2][..20], .. lines[3..], ""]));
        Assert.AreEqual($"Line 3 of the study '{File}' is damaged; remove that line, or begin a new study.", Refusal(() => Run()));
        System.IO.File.WriteAllText(File, string.Join('\n', [lines[0], lines[1], lines[1], ""]));
        StringAssert.Contains(Refusal(() => Run()), "The study's record of trial 0, rung 0, does not fit to those before it: rung 1 was to come");
    }

    [TestMethod]
    public void Open_APointThatIsNotOfItsTrial_IsRefused()
    {
        Run();
        string text = System.IO.File.ReadAllText(File);
        System.IO.File.WriteAllText(File, text.Replace("\"x\":0.5,\"s\":false},\"seconds\"", "\"x\":0.25,\"s\":false},\"seconds\"", StringComparison.Ordinal));
        StringAssert.Contains(Refusal(() => Run()), "its parameters are not those of that trial");
    }

    [TestMethod]
    public void Line_OfARecord_HoldsEveryBitAndNaN()
    {
        SearchPoint point = new(("x", 0.1 + 0.2), ("s", 1), ("c", 2));
        StudyRecord record = new(3, 1, point, 1.5, new TrialOutcome([1 / 3.0, double.NaN], 2 / 3.0, 1e-300)
        {
            Curve = new TrialCurve([1, 0], [Math.PI, 2], [0.1, 0.2], 1, 1),
            Found = [("nonZeros", 7)],
        }, null);
        StudyRecord read = StudyJson.Record(StudyJson.Line(record, FakeRunner.Space), FakeRunner.Space);
        Assert.AreEqual(record.Point, read.Point);
        CollectionAssert.AreEqual(record.Outcome!.Scores.ToArray(), read.Outcome!.Scores.ToArray());
        Assert.AreEqual((record.Outcome.Mean, record.Outcome.StandardError, record.Seconds, 1), (read.Outcome.Mean, read.Outcome.StandardError, read.Seconds, read.Outcome.Curve!.Chosen));
        CollectionAssert.AreEqual(record.Outcome.Curve!.Mean.ToArray(), read.Outcome.Curve.Mean.ToArray());
        CollectionAssert.AreEqual(record.Outcome.Found.ToArray(), read.Outcome.Found.ToArray());
        Assert.AreEqual("{\"trial\":4,\"rung\":0,\"event\":\"failed\",\"parameters\":{\"x\":0.5,\"s\":false},\"seconds\":2,\"reason\":\"Wrong: λ.\"}\n",
            Encoding.UTF8.GetString(StudyJson.Line(new StudyRecord(4, 0, FakeRunner.Space.First[0], 2, null, "Wrong: λ."), FakeRunner.Space)));
    }

    [TestMethod]
    public void Checkpoints_AreKeptForTheUnfinishedAndNobodyElse()
    {
        using (JournalFile journal = new(File))
        {
            Study.Run(FakeRunner.Space, new FakeRunner(1, 4) { Before = (task, _) => task.Storage.SaveCheckpoint(task.Number, 0, [1, 2, 3]) }, new StudyOptions { Trials = 12, Threads = 1 }, journal);
            Assert.IsFalse(Directory.Exists(File + ".checkpoints"));
            journal.SaveCheckpoint(3, 1, [4]);
            CollectionAssert.AreEqual(new byte[] { 4 }, journal.LoadCheckpoint(3, 1));
            Assert.IsNull(journal.LoadCheckpoint(3, 0));
        }
        // A new study of the same name has nothing to do with it.
        System.IO.File.Delete(File);
        Run(trials: 1);
        Assert.IsFalse(Directory.Exists(File + ".checkpoints"));
    }

    [TestMethod]
    public void JournalFile_NothingRecorded_LeavesNoFile()
    {
        new JournalFile(File).Dispose();
        Assert.IsEmpty(folder.GetFileSystemInfos());
        StringAssert.Contains(Assert.ThrowsExactly<StudyFileException>(() => new JournalFile(Path.Combine(folder.FullName, "none", "s.jsonl"))).Message, "lies in a folder that does not exist");
    }
}
