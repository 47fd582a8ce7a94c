using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Charts;

/// <summary>A λ that pictures point out.</summary>
/// <param name="Index">Its index in the path.</param>
/// <param name="Text">Its name in plain text.</param>
/// <param name="Symbol">Its name as picture markup.</param>
/// <param name="Chosen">Whether it is the model's.</param>
internal sealed record StrengthMark(int Index, string Text, string Symbol, bool Chosen)
{
    private const string Min = "λ<tspan dy=\"3\" font-size=\".8em\">min</tspan>";
    private const string OneSe = "λ<tspan dy=\"3\" font-size=\".8em\">1se</tspan>";

    /// <summary>Text that returns to the line after an index.</summary>
    private static string Back(string text) => $"<tspan dy=\"-3\">{text}</tspan>";

    /// <summary>The marks of a report, λ decreasing; equal ones are one.</summary>
    public static IReadOnlyList<StrengthMark> Of(Report report)
    {
        List<StrengthMark> marks = [];
        if (report.Curve is { } curve)
        {
            if (curve.MinIndex == curve.OneSeIndex && curve.MinIndex >= 0) Add(curve.MinIndex, "λmin = λ1se", Min + Back(" = ") + OneSe);
            else
            {
                if (curve.OneSeIndex >= 0) Add(curve.OneSeIndex, "λ1se", OneSe);
                if (curve.MinIndex >= 0) Add(curve.MinIndex, "λmin", Min);
            }
        }
        if (report.ChosenIndex >= 0 && marks.TrueForAll(m => m.Index != report.ChosenIndex)) Add(report.ChosenIndex, "λ", "λ");
        return [.. marks.OrderBy(m => m.Index)];

        void Add(int index, string text, string symbol)
        {
            bool chosen = index == report.ChosenIndex;
            marks.Add(new StrengthMark(index, chosen ? text + ", chosen" : text, !chosen ? symbol : symbol == "λ" ? "λ, chosen" : symbol + Back(", chosen"), chosen));
        }
    }
}
