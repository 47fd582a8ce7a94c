using System.Text.Json;

namespace MLRegularization.Cli.Output;

/// <summary>A model's intercept and non-zero coefficients in JSON; of several classes an intercept by class, and the class with every coefficient.</summary>
internal static class CoefficientJson
{
    /// <summary>Writes them as properties of the current object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="features">The p names of the features.</param>
    /// <param name="intercepts">One, or one per class.</param>
    /// <param name="coefficients">Numbers of the non-zero coefficients, k·p + j of class k and feature j, with their values.</param>
    public static void Coefficients(this Utf8JsonWriter json, IReadOnlyList<string> classes, IReadOnlyList<string> features, IReadOnlyList<double> intercepts, IEnumerable<(int Index, double Value)> coefficients)
    {
        bool several = intercepts.Count > 1;
        if (several)
        {
            json.WriteStartObject("intercepts");
            for (int k = 0; k < intercepts.Count; k++) json.Number(classes[k], intercepts[k]);
            json.WriteEndObject();
        }
        else json.Number("intercept", intercepts[0]);
        json.WriteStartArray("coefficients");
        foreach ((int index, double value) in coefficients)
        {
            json.WriteStartObject();
            if (several) json.WriteString("class", classes[index / features.Count]);
            json.WriteString("feature", features[index % features.Count]);
            json.Number("coefficient", value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
