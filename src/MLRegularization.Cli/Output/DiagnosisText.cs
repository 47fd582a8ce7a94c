using System.Text.Json;
using MLRegularization.Diagnosis;
using MLRegularization.Models;

namespace MLRegularization.Cli.Output;

/// <summary>A model's diagnosis, for people and for programs.</summary>
internal static class DiagnosisText
{
    /// <summary>What is wrong, if anything is.</summary>
    public static void PrintAlarms(Terminal terminal, TrainingFacts facts)
    {
        IReadOnlyList<string> alarms = facts.Diagnosis?.Alarms() ?? [];
        if (alarms.Count > 0) terminal.Line(string.Join(' ', alarms));
    }

    /// <summary>All of it.</summary>
    public static void Print(Terminal terminal, TrainingFacts facts)
    {
        if (facts.Diagnosis is not ModelDiagnosis diagnosis) return;
        Part("Features", [.. diagnosis.CollinearitySentences(facts.Lambda, facts.Alpha), .. diagnosis.CombinationSentences()]);
        Part("Penalty", Prior(facts));
        Part("Errors", diagnosis.Balance?.Sentences(Error(facts)) ?? []);

        void Part(string heading, IReadOnlyList<string> sentences)
        {
            if (sentences.Count == 0) return;
            terminal.Line(heading + ":");
            foreach (string sentence in sentences) terminal.Line("  - " + sentence);
        }
    }

    /// <summary>All of it as a property of the current object; null where a model holds none.</summary>
    public static void WriteJson(Utf8JsonWriter json, TrainingFacts facts)
    {
        if (facts.Diagnosis is not ModelDiagnosis diagnosis)
        {
            json.WriteNull("diagnosis");
            return;
        }
        Collinearity c = diagnosis.Collinearity;
        json.WriteStartObject("diagnosis");
        json.Number("conditionNumber", c.Conditioning?.ConditionNumber ?? double.NaN);
        if (c.Conditioning is Conditioning found)
        {
            json.WriteBoolean("conditionNumberInfinite", found.Smallest == 0);
            json.WriteBoolean("conditionNumberIsLowerBound", found.IsLowerBound);
        }
        json.Number("conditionNumberWithPenalty", diagnosis.ConditionWithPenalty);
        json.WriteStartArray("combinations");
        foreach (Combination combination in c.Combinations)
        {
            json.WriteStartObject();
            json.WriteString("column", combination.Column);
            json.WriteStartArray("terms");
            foreach (CombinationTerm term in combination.Terms)
            {
                json.WriteStartObject();
                json.WriteString("column", term.Column);
                json.Number("coefficient", term.Coefficient);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.Number("constant", combination.Constant);
            json.Number("missedShare", combination.Share);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("correlated");
        foreach (CorrelatedColumns group in c.Correlated)
        {
            json.WriteStartObject();
            json.WriteNumber("count", group.Count);
            json.Texts("columns", group.Columns);
            json.Number("correlation", group.Correlation);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (diagnosis.Prior is Prior prior)
        {
            json.WriteStartObject("prior");
            json.Number("laplaceScale", prior.LaplaceScale);
            json.Number("normalDeviation", prior.NormalDeviation);
            json.Number("noiseDeviation", prior.NoiseDeviation);
            json.WriteEndObject();
        }
        if (diagnosis.Balance is FitBalance balance)
        {
            json.WriteStartObject("errors");
            json.Number("training", balance.Chosen.Training);
            json.Number("heldOut", balance.Chosen.HeldOut);
            json.Number("underfittedFrom", balance.UnderfittedFrom);
            json.Number("overfittedTo", balance.OverfittedTo);
            json.WriteEndObject();
        }
        json.Texts("sentences", [.. diagnosis.CollinearitySentences(facts.Lambda, facts.Alpha), .. diagnosis.CombinationSentences(), .. Prior(facts), .. diagnosis.Balance?.Sentences(Error(facts)) ?? []]);
        json.WriteEndObject();
    }

    private static IReadOnlyList<string> Prior(TrainingFacts facts) => facts.Diagnosis?.PriorSentences(facts.Lambda, facts.Label, facts.Task, facts.Measure) ?? [];

    private static string Error(TrainingFacts facts) => facts.Measure switch
    {
        "auc" => "1 − AUC",
        "accuracy" => "share of wrong classes",
        "squarederror" when facts.Task == "binary" => "squared error of both classes",
        "squarederror" when facts.Task == "multiclass" => "squared error of all classes",
        "squarederror" => "mean squared error",
        _ => facts.Task == "regression" ? "mean squared error" : "deviance",
    };
}
