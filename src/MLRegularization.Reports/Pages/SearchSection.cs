using System.Globalization;
using MLRegularization.Comparisons;
using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;
using MLRegularization.Tuning;

namespace MLRegularization.Reports.Pages;

/// <summary>What a search came to: the answer, the key numbers, the best trials, and how it was made.</summary>
internal static class SearchSection
{
    private const int MostBest = 10, MostRows = 500;

    /// <summary>Writes the answer in a sentence or two.</summary>
    public static void Lead(PageWriter page, StudyView view)
    {
        page.Raw("<p class=\"lead\">");
        if (view.Best is Trial best)
            page.Raw($"The best of {Trials(view.Study.Trials.Count)} is ").Raw(best.Number == 0 ? "that of the <strong>defaults</strong>, " : $"<strong>trial {best.Number}</strong>, ").Text(best.Words).Raw(": ").Text(Lower(view.Input.Metric))
                .Raw($" <strong>{Value(view, best)}</strong> on rows held out. ");
        page.Text(string.Join(' ', StudyVerdict.Of(view.Study).Concat(view.Input.Findings))).Raw("</p>\n");
    }

    /// <summary>Writes the key numbers.</summary>
    public static void KeyNumbers(PageWriter page, StudyView view)
    {
        Study study = view.Study;
        page.Raw("<dl class=\"key\">\n");
        if (view.Best is Trial best)
        {
            Number($"{Markup.Escape(view.Input.Metric)} of the best ± standard error", NumberText.Short(view.Metric(best), 4), $"± {NumberText.Short(best.StandardError, 2)}");
            if (view.Default is { State: TrialState.Complete } standard) Number("of the defaults", NumberText.Short(view.Metric(standard), 4), $"± {NumberText.Short(standard.StandardError, 2)}");
            if (best.Number > 0 && study.Gain(best) is PairedDifference gain)
            {
                Number("gain over the defaults ± corrected standard error", NumberText.Short(gain.Mean, 2), $"± {NumberText.Short(gain.StandardError, 2)}");
                Number("p of no gain", Probability(gain), gain.IsNoise ? "within noise" : "beyond noise");
            }
        }
        int pruned = view.Count(TrialState.Pruned), failed = view.Count(TrialState.Failed);
        Number("trials", NumberText.Count(study.Trials.Count), string.Join(", ", [.. pruned > 0 ? [$"{pruned} given up"] : Array.Empty<string>(), .. failed > 0 ? [$"{failed} failed"] : Array.Empty<string>()]));
        page.Raw("</dl>\n");

        void Number(string name, string value, string more) => page.Raw($"<div><dt>{name}</dt><dd>{value}{(more.Length > 0 ? $" <small>{more}</small>" : "")}</dd></div>\n");
    }

    /// <summary>Writes the best trials with the defaults, and all of them.</summary>
    public static void Table(PageWriter page, StudyView view)
    {
        string[] heads = ["trial", Markup.Escape(view.Input.Metric), "gain", "p", .. view.Curves.Count > 0 ? new[] { "λ", "non-zero" } : view.IsHalved ? [Markup.Escape(view.Study.RungUnit)] : [], "setting"];
        IEnumerable<Trial> best = view.Ranked.Take(MostBest);
        Trial[] shown = [.. best, .. view.Default is Trial own && !best.Contains(own) ? [own] : Array.Empty<Trial>()];
        if (shown.Length > 0)
        {
            page.Raw("<div class=\"scroll whole\" tabindex=\"0\" role=\"region\" aria-label=\"The best trials\">\n<table class=\"compared trials\">\n<thead><tr>");
            foreach (string head in heads) page.Raw($"<th scope=\"col\">{head}</th>");
            page.Raw("</tr></thead>\n<tbody>\n");
            foreach (Trial trial in shown)
            {
                string[] cells = Row(view, trial);
                page.Raw(trial == view.Best ? "<tr class=\"chosen\">" : "<tr>").Raw($"<th scope=\"row\">{cells[0]}</th>");
                foreach (string cell in cells[1..]) page.Raw($"<td>{cell}</td>");
                page.Raw("</tr>\n");
            }
            page.Raw("</tbody>\n</table>\n</div>\n<p class=\"note\">± is one standard error over folds. <em>Gain</em> is the metric’s over that of the defaults, paired by fold, with the corrected standard error of Nadeau and Bengio (2003); p is the probability of so large a difference where both do equally well, and above 0.05 is within noise.</p>\n");
        }
        IReadOnlyList<Trial> all = view.Study.Trials;
        page.Details(all.Count > MostRows ? $"The first {MostRows} trials" : "Every trial", [.. heads[..^1], "seconds", "setting"], all.Take(MostRows).Select(t => (IReadOnlyList<string>)[.. Row(view, t)[..^1], NumberText.Short(t.Seconds, 2), Row(view, t)[^1] + (t.Reason is null ? "" : $". <em>{Markup.Escape(t.Reason)}</em>")]), "compared trials",
            view.Best is Trial top && top.Number < MostRows ? top.Number : -1);
    }

    /// <summary>How the search was made.</summary>
    public static IEnumerable<(string Name, string Value)> Facts(StudyView view)
    {
        Study study = view.Study;
        yield return ("Trials", $"{NumberText.Count(study.Trials.Count)}: {view.Count(TrialState.Complete)} complete, {view.Count(TrialState.Pruned)} given up, {view.Count(TrialState.Failed)} failed");
        if (study.Trials.FirstOrDefault(t => t.State == TrialState.Failed) is Trial failed) yield return ("First failure", $"trial {failed.Number}: {failed.Reason}");
        if (view.IsHalved) yield return ("Judged after", $"{string.Join(", ", study.Rungs)} {study.RungUnit}; only the best go on");
        yield return ("Ended", study.End switch { StudyEnd.AllPoints => "when every setting was tried", StudyEnd.TimeUp => "when the time was up", _ => "with the last trial asked for" });
        if (study.Continued > 0) yield return ("Of earlier sessions", Trials(study.Continued));
        yield return ("Time", Time(study.Time.TotalSeconds) + (study.Trials.Sum(t => t.Seconds) is var work && work > 1.5 * study.Time.TotalSeconds ? $", of all trials together {Time(work)}" : ""));
        yield return ("Folds", $"{study.Folds[0].Count}{(study.Folds[0].TimeOrdered ? " in order of time" : "")}{(study.Folds.Count > 1 ? $", {study.Folds.Count} times" : "")}");
        yield return ("Seed", study.Seed.ToString(CultureInfo.InvariantCulture));
        yield return ("Searched", string.Join(", ", study.Space.Dimensions.Select(d => d.Words)));
    }

    private static string[] Row(StudyView view, Trial trial)
    {
        PairedDifference? gain = trial.Number == 0 ? null : view.Study.Gain(trial);
        string Found(string name) => trial.Found.Where(f => f.Name == name).Select(f => f.Value == 0 && name == "lambda" ? "none" : NumberText.Short(f.Value)).FirstOrDefault("");
        return
        [
            $"{trial.Number}", double.IsNaN(trial.Mean) ? "failed" : Value(view, trial), gain is PairedDifference g ? $"{NumberText.Short(g.Mean, 2)} ± {NumberText.Short(g.StandardError, 2)}" : "", gain is PairedDifference d ? Probability(d) : "",
            .. view.Curves.Count > 0 ? new[] { Found("lambda"), trial.Found.Where(f => f.Name == "nonZeros").Select(f => NumberText.Count((int)f.Value)).FirstOrDefault("") } : view.IsHalved ? [NumberText.Count(trial.Reached)] : [],
            (trial.Number == 0 ? "<em>defaults:</em> " : "") + Markup.Escape(trial.Words),
        ];
    }

    private static string Value(StudyView view, Trial trial) => $"{NumberText.Short(view.Metric(trial), 4)} ± {NumberText.Short(trial.StandardError, 2)}";

    private static string Probability(PairedDifference d) => d.PValue < 0.001 ? "&lt; 0.001" : NumberText.Short(d.PValue, 2);

    private static string Trials(int count) => count == 1 ? "1 trial" : NumberText.Count(count) + " trials";

    private static string Lower(string metric) => metric.Length > 1 && char.IsLower(metric[1]) && !metric.Skip(1).Any(char.IsUpper) ? char.ToLowerInvariant(metric[0]) + metric[1..] : metric;

    private static string Time(double seconds) => seconds < 100 ? NumberText.Short(seconds, 2) + " s" : seconds < 6000 ? NumberText.Short(seconds / 60, 3) + " min" : NumberText.Short(seconds / 3600, 3) + " h";
}
