using System.Text.Json.Nodes;
using MLRegularization.Reports;

namespace MLRegularization.Tests.Reports.Browser;

/// <summary>The report as a reader meets it: in a browser, wide and narrow, light and dark, by keyboard. Skipped where no Chromium is installed.</summary>
[TestClass]
public sealed class ReportInBrowserTests
{
    private static Chromium? chromium;
    private static DirectoryInfo? folder;
    private static string missing = "No Chromium is installed";

    public TestContext TestContext { get; set; } = null!;

    [ClassInitialize]
    public static async Task Start(TestContext context)
    {
        if (Chromium.Find() is not { } path) return;
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        try
        {
            chromium = await Chromium.Start(path, limit.Token);
        }
        catch (Exception e) when (e is InvalidOperationException or OperationCanceledException)
        {
            missing = $"{path} does not start ({e.Message})";
            return;
        }
        folder = Directory.CreateTempSubdirectory("mlreg-report-");
        await Write("typical", HtmlReport.Render(ReportInputs.Fitted(ReportInputs.Table(120, 12)) with { Warnings = ["The lowest error is at the end of the grid; try a smaller ratio."] }));
        await Write("alphas", HtmlReport.Render(ReportInputs.Fitted(ReportInputs.Table(80, 30), [0.1, 0.4, 0.7, 0.9, 1], oneSe: true, count: 30)));
        await Write("odd", HtmlReport.Render(ReportInputs.Odd()));
        await Write("classes", HtmlReport.Render(TaskReports.Classes("no", "yes")));
        await Write("odd classes", HtmlReport.Render(TaskReports.Classes(new string('n', 150), "Größe <ja> & " + new string('j', 150))));
        await Write("several", HtmlReport.Render(TaskReports.Several("low", "middle", "high")));
        await Write("many classes", HtmlReport.Render(TaskReports.ManyClasses()));
        await Write("counts", HtmlReport.Render(TaskReports.Counts()));
        await Write("words", HtmlReport.Render(TextReports.Words(column: "a column of texts with a name that is far too long for a line of its own")));
        await Write("words of classes", HtmlReport.Render(TextReports.Words(MLRegularization.Paths.LossKind.Multinomial)));
        await Write("network", NetworkReport.Render(NetworkReports.Numbers()));
        await Write("network of classes", NetworkReport.Render(NetworkReports.Two(new string('n', 150), "Größe <ja> & " + new string('j', 150)) with { History = NetworkReports.History(3, 1e-8) }));
        await Write("network of several", NetworkReport.Render(NetworkReports.Several("low", "middle", "high") with { History = NetworkReports.History(1) }));
        await Write("compared", ComparisonReport.Render(ComparisonReportTests.Input()));
        await Write("search", StudyReport.Render(StudyReports.Paths()));
        await Write("search by AUC", StudyReport.Render(StudyReports.Auc()));
        await Write("search of networks", StudyReport.Render(StudyReports.Networks()));
        await Write("huge search", StudyReport.Render(StudyReports.Networks(200, size: 1e12)));
        await Write("odd search", StudyReport.Render(StudyReports.Hostile("<ja> & \"" + new string('j', 90))));
        await Write("bare", HtmlReport.Render(ReportInputs.Of(ReportInputs.Path(["only"], (0.5, [0], [2.5e-12])), 0, [1, 2, 3])));
        await Write("learning", Alone(LearningPicture.Render(new LearningPictureInput { Title = "Learning", Bands = "middle half", Series = [.. Enumerable.Range(1, 5).Select(k => LearningSeries.Of($"network {k}", NetworkReports.History(20 * k, k)))] })));
        await Write("fitted", Alone(FittedCurvesPicture.Render(new FittedCurvesInput { Title = "Fits", Feature = "x", Label = "y", Rows = [(1, 1), (9, 90)], Grid = [1, 5, 9], Curves = [("none", [1, 40, 90]), ("L1", [2, 42, 90]), ("a name that is rather long for a curve", [2, 42, 91])] })));
        await Write("geometry", Alone(GeometryPicture.Render(GeometryPictureTests.Corner)));
    }

    [ClassCleanup]
    public static void Stop()
    {
        chromium?.Dispose();
        folder?.Delete(recursive: true);
    }

    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = true)]
    [DataRow("typical", 1200)]
    [DataRow("typical", 400)]
    [DataRow("typical", 780)]
    [DataRow("alphas", 1200)]
    [DataRow("alphas", 400)]
    [DataRow("odd", 1200)]
    [DataRow("odd", 400)]
    [DataRow("classes", 1200)]
    [DataRow("classes", 400)]
    [DataRow("odd classes", 1200)]
    [DataRow("odd classes", 400)]
    [DataRow("several", 1200)]
    [DataRow("several", 780)]
    [DataRow("several", 400)]
    [DataRow("many classes", 1200)]
    [DataRow("many classes", 400)]
    [DataRow("counts", 1200)]
    [DataRow("counts", 400)]
    [DataRow("words", 1200)]
    [DataRow("words", 400)]
    [DataRow("words of classes", 1200)]
    [DataRow("words of classes", 400)]
    [DataRow("network", 1200)]
    [DataRow("network", 780)]
    [DataRow("network", 400)]
    [DataRow("network of classes", 1200)]
    [DataRow("network of classes", 400)]
    [DataRow("network of several", 1200)]
    [DataRow("network of several", 400)]
    [DataRow("compared", 1200)]
    [DataRow("compared", 400)]
    [DataRow("search", 1200)]
    [DataRow("search", 780)]
    [DataRow("search", 400)]
    [DataRow("search by AUC", 1200)]
    [DataRow("search by AUC", 400)]
    [DataRow("search of networks", 1200)]
    [DataRow("search of networks", 780)]
    [DataRow("search of networks", 400)]
    [DataRow("huge search", 1200)]
    [DataRow("huge search", 400)]
    [DataRow("odd search", 1200)]
    [DataRow("odd search", 780)]
    [DataRow("odd search", 400)]
    [DataRow("bare", 1200)]
    [DataRow("bare", 400)]
    public async Task Page_AnyWidth_NeitherOverflowsNorOverlaps(string page, int width)
    {
        Chromium browser = await Open(page, width);
        await AllWell(browser, PageChecks.Overflow);
        await AllWell(browser, PageChecks.Pictures);
        await AllWell(browser, PageChecks.Lines);
        await AllWell(browser, PageChecks.Structure);
        await browser.Evaluate(PageChecks.OpenAll, TestContext.CancellationToken);
        await AllWell(browser, PageChecks.Overflow);
    }

    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = true)]
    [DataRow("typical", false)]
    [DataRow("typical", true)]
    [DataRow("classes", false)]
    [DataRow("classes", true)]
    [DataRow("several", false)]
    [DataRow("several", true)]
    [DataRow("words", true)]
    [DataRow("network", false)]
    [DataRow("network", true)]
    [DataRow("search of networks", false)]
    [DataRow("search of networks", true)]
    public async Task Page_LightAndDark_HasContrast(string page, bool dark)
    {
        Chromium browser = await Open(page, 1200, dark);
        await browser.Evaluate(PageChecks.OpenAll, TestContext.CancellationToken);
        await AllWell(browser, PageChecks.Contrast);
    }

    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = true)]
    [DataRow("typical", 1200)]
    [DataRow("typical", 400)]
    [DataRow("classes", 1200)]
    [DataRow("several", 400)]
    [DataRow("search", 400)]
    [DataRow("search of networks", 1200)]
    public async Task Page_ByKeyboard_VisitsEveryStopInOrder(string page, int width)
    {
        Chromium browser = await Open(page, width);
        await browser.Evaluate(PageChecks.OpenAll, TestContext.CancellationToken);
        int stops = (await browser.Evaluate(PageChecks.Stops, TestContext.CancellationToken))!.GetValue<int>();
        Assert.IsGreaterThan(10, stops);
        for (int k = 0; k < stops; k++)
        {
            await browser.Tab(TestContext.CancellationToken);
            JsonNode focused = (await browser.Evaluate(PageChecks.Focused, TestContext.CancellationToken))!;
            Assert.AreEqual(k, focused["at"]!.GetValue<int>(), focused.ToJsonString());
            Assert.AreEqual("", focused["faults"]!.GetValue<string>(), focused.ToJsonString());
        }
    }

    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = true)]
    [DataRow("geometry")]
    [DataRow("learning")]
    [DataRow("fitted")]
    public async Task Picture_InABrowser_HasNoOverlaps(string picture) => await AllWell(await Open(picture, 1000), PageChecks.Pictures);

    private static string Alone(string picture) => "<!DOCTYPE html><html lang=\"en\"><title>picture</title><body style=\"margin:0\">" + picture;

    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = true)]
    public async Task Page_ThreeClassesOnAWideScreen_CaptionStandsBesideTheThirdPicture()
    {
        Chromium browser = await Open("several", 1200);
        const string places = "(() => { const f = document.querySelector('figure.pair'), a = f.children[2].getBoundingClientRect(), b = f.children[3].getBoundingClientRect(); return f.children.length === 4 && b.left >= a.right && b.top < a.bottom ? [] : ['the fourth place is empty']; })()";
        await AllWell(browser, places);
    }

    private async Task<Chromium> Open(string page, int width, bool dark = false)
    {
        if (chromium is null) Assert.Inconclusive($"{missing}: the report was not looked at in a browser.");
        await chromium.Open(Path.Combine(folder!.FullName, page + ".html"), width, 900, dark, TestContext.CancellationToken);
        return chromium;
    }

    private async Task AllWell(Chromium browser, string check)
    {
        JsonArray wrong = (JsonArray)(await browser.Evaluate(check, TestContext.CancellationToken))!;
        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    private static async Task Write(string name, string html) => await File.WriteAllTextAsync(Path.Combine(folder!.FullName, name + ".html"), html);
}
