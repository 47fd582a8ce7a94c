using System.Text.Json;
using MLRegularization.Models;
using MLRegularization.Paths;

namespace MLRegularization.Cli.Output;

/// <summary>Weights of classes for people and programs.</summary>
internal static class ClassWeightText
{
    /// <summary>Each class with its weight, where they come from, and what they do to probabilities.</summary>
    public static string Of(TrainingFacts facts)
    {
        string each = string.Join(", ", facts.Classes.Zip(facts.ClassWeights, (name, weight) => $"'{name}' {Show.Short(weight)}"));
        string shift = facts.Classes.Count == 2 ? $": log-odds are shifted by {Show.Short(Shift(facts.ClassWeights))}" : "";
        return $"{each} ({facts.ClassWeighting}); probabilities are those of rows so weighted{shift}";
    }

    /// <summary>The weights by class, for two classes with the shift of log-odds they cause; nothing where there are none.</summary>
    public static void ClassWeights(this Utf8JsonWriter json, string weighting, IReadOnlyList<string> classes, IReadOnlyList<double> weights)
    {
        if (weights.Count == 0) return;
        json.WriteString("classWeighting", weighting);
        json.WriteStartObject("classWeights");
        foreach ((string name, double weight) in classes.Zip(weights)) json.Number(name, weight);
        json.WriteEndObject();
        if (classes.Count == 2) json.Number("logOddsShift", Shift(weights));
    }

    private static double Shift(IReadOnlyList<double> weights) => Math.Log(weights[1] / weights[0]);
}
