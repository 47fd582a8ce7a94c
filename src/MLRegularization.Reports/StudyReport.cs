using MLRegularization.Reports.Charts;
using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;
using MLRegularization.Reports.Pages;
using MLRegularization.Tuning;

namespace MLRegularization.Reports;

/// <summary>One self-contained HTML page about a search: what it found, and the search drawn; no network, no script, light and dark, screen and paper.</summary>
public static class StudyReport
{
    /// <summary>Renders the page. The same input gives the same bytes.</summary>
    /// <param name="input">What to show.</param>
    /// <returns>A whole HTML document, to be written as UTF-8.</returns>
    public static string Render(StudyReportInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        StudyView view = new(input);
        bool judged = view.Ranked.Any(t => t.Curve is not null) && view.IsHalved, compared = view.Compared.Count > 1, several = compared && view.Varied.Count > 1, told = view.Importance.Knobs.Count > 0;
        PageWriter page = new();
        (string Id, string Name, bool Applies)[] contents =
        [
            ("trials", "Best trials", true), ("strengths", "Strength", view.Curves.Count > 0), ("rungs", "Halving", judged), ("importance", "What matters", compared),
            ("knobs", "Each knob", compared && view.Varied.Count > 0), ("together", "Together", several), ("progress", "Progress", input.Study.Trials.Count > 0), ("search", "Search", true), ("data", "Data", true), ("command", "Command", true),
        ];
        PageFrame.Begin(page, input.Title, contents.Where(c => c.Applies).Select(c => (c.Id, c.Name)));
        SearchSection.Lead(page, view);
        PageFrame.Warnings(page, "Before you trust these figures", [.. input.Warnings.Where(w => !string.IsNullOrWhiteSpace(w)).Distinct()]);
        SearchSection.KeyNumbers(page, view);
        page.Section("trials", "The best trials");
        SearchSection.Table(page, view);
        page.EndSection();
        string metric = Markup.Escape(input.Metric);
        if (view.Curves.Count > 0)
            Picture("strengths", "The strength of the penalty", format => StrengthCurves.Draw(view, format),
                $"{metric} on rows held out over λ, a line for every trial{Most(view.Curves.Count)}. The band is one standard error either way of the best, the ring its choice; no penalty at all is at the right end.");
        if (judged)
            Picture("rungs", "Successive halving", format => RungCurves.Draw(view, format), $"Every trial is judged after {input.Study.Rungs[0]} {Markup.Escape(input.Study.RungUnit)}; only the best go on, and are judged again. A line that ends was given up{(view.Count(TrialState.Failed) > 0 ? " or failed" : "")}.");
        if (compared) Importance(page, view, told);
        if (compared && view.Varied.Count > 0)
            page.Section("knobs", "Each knob").Figure(KnobPanels.Draw(view), $"{Markup.Escape(view.FirstTitle)}{KnobPanels.Scale(view).Unit} over one knob at a time; {(view.HigherIsBetter ? "more" : "less")} is better. {Dots(view)}{Off(view)}{(told && several ? " The most important knob is first; its share is beside its name." : "")}", "panels").EndSection();
        if (several) Picture("together", "All knobs together", format => ParallelKnobs.Draw(view, format), $"Every line is a trial: its values on the axes, its metric{Markup.Escape(view.After)} on the last. {Axes(view, told)}");
        if (input.Study.Trials.Count > 0) Picture("progress", "Progress of the search", format => SearchProgress.Draw(view, format), $"{metric} of every trial in the order of trials. The line is the best complete one so far.{(view.Ranked.Any(t => t.State == TrialState.Pruned) ? $" Hollow ones were given up earlier, after fewer {Markup.Escape(input.Study.RungUnit)}, and do not compare with full ones." : "")}");
        page.Section("search", "The search").Facts(SearchSection.Facts(view)).EndSection();
        page.Section("data", "The data").Facts(input.DataFacts).EndSection();
        PageFrame.End(page, input.Command);
        return page.ToString();

        void Picture(string id, string heading, Func<ChartFormat, string> draw, string caption) => page.Section(id, heading).Figure(ChartFormat.Both(draw), caption).EndSection();
    }

    private static void Importance(PageWriter page, StudyView view, bool told)
    {
        KnobImportance importance = view.Importance;
        page.Section("importance", "What matters").Raw("<p>").Text(importance.Sentence).Raw("</p>\n");
        if (told)
        {
            string source = double.IsNaN(importance.Explained)
                ? "The variance of the error along a path, the mean over paths, against that of the errors chosen on them."
                : $"Main effects of a functional analysis of variance (Hutter, Hoos and Leyton-Brown 2014), by a forest of regression trees on {importance.Trials} trials. It explains {NumberText.Percent(importance.Explained)} of the variance of trials it did not learn from.{(importance.Knobs.Any(k => !k.IsBeyondChance) ? " Grey: no more than shuffled copies of the knobs have." : "")}";
            string rest = importance.Knobs.Sum(k => k.Share) is < 0.995 and var sum ? $" Combinations have the other {ImportanceBars.Text(1 - sum)}." : "";
            page.Figure(ChartFormat.Both(format => ImportanceBars.Draw(view, format)), $"{source}{rest}{(importance.Knobs.Count > ImportanceBars.Most ? $" The other {importance.Knobs.Count - ImportanceBars.Most} have less." : "")}");
        }
        page.EndSection();
    }

    private static string Dots(StudyView view) =>
        $"{(view.Compared.Count > StudyView.MostDots ? $"These are the best {StudyView.MostDots} trials. " : "")}{(view.IsHalved ? "All were judged there alike: blue those that went on to the end, grey those given up. " : "")}The ring is the best{(view.Default is null ? "" : ", orange the defaults")}.";

    private static string Off(StudyView view)
    {
        MetricScale scale = KnobPanels.Scale(view);
        return view.Compared.Count(t => scale.IsOff(view.First(t))) switch { 0 => "", 1 => " 1 trial did so much worse that it stands at the edge.", var off => $" {off} trials did so much worse that they stand at the edge." };
    }

    private static string Axes(StudyView view, bool told) => view.Varied.Count <= ParallelKnobs.Room(ChartFormat.Narrow) ? ""
        : $"Of {view.Varied.Count} knobs as many are shown as there is room for, {(told ? "those that matter most" : "the first")}. ";

    private static string Most(int count) => count > StudyView.MostLines ? $" of the best {StudyView.MostLines}" : "";
}
