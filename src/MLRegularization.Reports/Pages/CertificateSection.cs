using MLRegularization.Paths;
using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;
using MLRegularization.Solvers;

namespace MLRegularization.Reports.Pages;

/// <summary>The proof of the answer in plain words.</summary>
internal static class CertificateSection
{
    /// <summary>Writes it.</summary>
    public static void Write(PageWriter page, Report report)
    {
        Certificate c = report.Input.Chosen.Certificate;
        page.Section("certificate", "How exact the answer is");
        page.Raw($"<p>The model minimises a convex objective, so its distance from the one best answer can be bounded. Here the objective is at most <strong>{NumberText.Short(Math.Max(0, c.Gap), 2)}</strong> of {(report.Words.IsCount ? "half the null model’s deviance" : "the null model’s loss")} above its minimum (the relative duality gap). ");
        page.Raw($"The conditions that hold at the minimum are violated by at most <strong>{NumberText.Short(c.KktViolation, 2)}</strong>{(report.Words.Loss.Length > 0 ? ", on the scale of λ" : " standard deviations of the response")} (KKT). ");
        page.Text(Why(c.Reason)).Raw("</p>\n");
        double worst = report.Path.Points.Max(p => p.Certificate.Gap);
        int open = report.Path.Points.Count(p => p.Certificate.Reason == StopReason.IterationLimit);
        page.Facts([
            ("objective", NumberText.Short(c.Objective, 6)), ("relative duality gap", NumberText.Short(Math.Max(0, c.Gap))), ("KKT violation", NumberText.Short(c.KktViolation)),
            ("iterations", NumberText.Count(c.Iterations)), ("largest gap on the path", NumberText.Short(Math.Max(0, worst))),
            ("solved", open == 0 ? $"all {NumberText.Count(report.Path.Points.Count)} strengths" : $"{report.Path.Points.Count - open} of {report.Path.Points.Count} strengths; the others reached the iteration limit"),
            ("the path ended", End(report.Path.End)), ("algorithm", Algorithm(report.Path.Solver))]);
        page.EndSection();
    }

    private static string Why(StopReason reason) => reason switch
    {
        StopReason.Converged => "The solver stopped because the gap reached its tolerance.",
        StopReason.PrecisionLimit => "The solver stopped because further steps no longer lower the gap: this is as exact as double precision gets on these data.",
        _ => "The solver stopped at its iteration limit, before the gap reached its tolerance: raise the limit, or choose a stronger penalty.",
    };

    private static string End(PathEnd end) => end switch
    {
        PathEnd.DevianceExplained => "early: 99.9 % of the deviance is explained",
        PathEnd.DevianceFlat => "early: weaker penalties explain no more of the deviance",
        _ => "after every strength asked for",
    };

    private static string Algorithm(SolverKind kind) => kind switch
    {
        SolverKind.Gram => "coordinate descent and active-set steps on the Gram matrix",
        SolverKind.Residual => "coordinate descent on residuals with working sets",
        SolverKind.Direct => "one matrix decomposition for every λ",
        SolverKind.ProximalNewton => "quadratic models of the loss, one after another",
        _ => "chosen from the data",
    };
}
