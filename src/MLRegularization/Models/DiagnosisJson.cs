using System.Text.Json;
using MLRegularization.Diagnosis;

namespace MLRegularization.Models;

/// <summary>The diagnosis in a model file: an optional part of the facts of training.</summary>
internal static class DiagnosisJson
{
    private const int MostInflationFactors = 5;
    private const int MostNames = 20;

    /// <summary>Writes it as a property of the current object.</summary>
    public static void Write(Utf8JsonWriter json, ModelDiagnosis diagnosis)
    {
        Collinearity c = diagnosis.Collinearity;
        json.WriteStartObject("diagnosis");
        if (c.NotWorkedOut is string reason) json.WriteString("notWorkedOut", reason);
        if (c.Conditioning is Conditioning found)
        {
            json.WriteNumber("rows", found.Rows);
            json.WriteNumber("columns", found.Columns);
            json.WriteNumber("largestEigenvalue", found.Largest);
            json.WriteNumber("smallestEigenvalue", found.Smallest);
            ModelJson.Number(json, "ridgeFactor", c.RidgeFactor);
            ModelJson.Number(json, "conditionWithPenalty", diagnosis.ConditionWithPenalty);
            json.WriteNumber("dependentColumns", c.DependentColumns);
        }
        Names(json, "constantColumns", c.ConstantColumns);
        Names(json, "textColumns", c.TextColumns);
        List(json, "inflation", c.InflationFactors.Take(MostInflationFactors), f =>
        {
            json.WriteString("column", f.Column);
            ModelJson.Number(json, "factor", f.Value);
        });
        List(json, "combinations", c.Combinations, f =>
        {
            json.WriteString("column", f.Column);
            json.WriteNumber("constant", f.Constant);
            json.WriteNumber("share", f.Share);
            Names(json, "terms", [.. f.Terms.Select(t => t.Column)]);
            json.WriteStartArray("coefficients");
            foreach (CombinationTerm term in f.Terms) json.WriteNumberValue(term.Coefficient);
            json.WriteEndArray();
        });
        List(json, "correlated", c.Correlated, f =>
        {
            json.WriteNumber("correlation", f.Correlation);
            json.WriteNumber("count", f.Count);
            Names(json, "columns", [.. f.Columns.Take(MostNames)]);
        });
        if (diagnosis.Prior is Prior prior)
        {
            json.WriteStartObject("prior");
            ModelJson.Number(json, "laplaceScale", prior.LaplaceScale);
            ModelJson.Number(json, "normalDeviation", prior.NormalDeviation);
            ModelJson.Number(json, "noiseDeviation", prior.NoiseDeviation);
            json.WriteBoolean("unlike", prior.Unlike);
            json.WriteEndObject();
        }
        if (diagnosis.Balance is FitBalance balance)
        {
            json.WriteStartObject("balance");
            Errors(json, "chosen", balance.Chosen);
            ModelJson.Number(json, "standardError", balance.StandardError);
            Errors(json, "lowest", balance.Lowest);
            ModelJson.Number(json, "lowestStandardError", balance.LowestStandardError);
            Errors(json, "strongest", balance.Strongest);
            Errors(json, "weakest", balance.Weakest);
            ModelJson.Number(json, "underfittedFrom", balance.UnderfittedFrom);
            ModelJson.Number(json, "overfittedTo", balance.OverfittedTo);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    /// <summary>Reads it.</summary>
    /// <param name="json">The diagnosis.</param>
    /// <param name="standardized">Whether the penalty applied to standardised columns.</param>
    public static ModelDiagnosis Read(JsonElement json, bool standardized)
    {
        bool known = json.TryGetProperty("largestEigenvalue", out JsonElement largest);
        return new ModelDiagnosis
        {
            Collinearity = new Collinearity
            {
                NotWorkedOut = json.TryGetProperty("notWorkedOut", out JsonElement reason) ? ModelJson.Name(reason) : null,
                Conditioning = known ? new Conditioning(json.GetProperty("rows").GetInt32(), json.GetProperty("columns").GetInt32(), ModelJson.Finite(largest), ModelJson.Finite(json.GetProperty("smallestEigenvalue"))) : null,
                RidgeFactor = known ? ModelJson.Number(json, "ridgeFactor") : 1,
                DependentColumns = known ? json.GetProperty("dependentColumns").GetInt32() : 0,
                ConstantColumns = Names(json, "constantColumns"),
                TextColumns = Names(json, "textColumns"),
                InflationFactors = List(json, "inflation", f => new InflationFactor(ModelJson.Name(f.GetProperty("column")), ModelJson.Number(f, "factor"))),
                Combinations = List(json, "combinations", ReadCombination),
                Correlated = List(json, "correlated", f => new CorrelatedColumns(Names(f, "columns"), ModelJson.Finite(f.GetProperty("correlation"))) { Count = f.GetProperty("count").GetInt32() }),
            },
            ConditionWithPenalty = known ? ModelJson.Number(json, "conditionWithPenalty") : double.NaN,
            Prior = json.TryGetProperty("prior", out JsonElement prior)
                ? new Prior(ModelJson.Number(prior, "laplaceScale"), ModelJson.Number(prior, "normalDeviation"), ModelJson.Number(prior, "noiseDeviation"), standardized, prior.GetProperty("unlike").GetBoolean()) : null,
            Balance = json.TryGetProperty("balance", out JsonElement b)
                ? new FitBalance(Errors(b, "chosen"), ModelJson.Number(b, "standardError"), Errors(b, "lowest"), ModelJson.Number(b, "lowestStandardError"), Errors(b, "strongest"), Errors(b, "weakest"),
                    ModelJson.Number(b, "underfittedFrom"), ModelJson.Number(b, "overfittedTo")) : null,
        };
    }

    private static Combination ReadCombination(JsonElement json)
    {
        string[] names = Names(json, "terms");
        double[] coefficients = [.. json.GetProperty("coefficients").EnumerateArray().Select(ModelJson.Finite)];
        if (coefficients.Length != names.Length) throw new FormatException("a combination has not one coefficient per column");
        return new Combination(ModelJson.Name(json.GetProperty("column")), [.. names.Select((n, k) => new CombinationTerm(n, coefficients[k]))],
            ModelJson.Finite(json.GetProperty("constant")), ModelJson.Finite(json.GetProperty("share")));
    }

    private static void Errors(Utf8JsonWriter json, string name, StrengthErrors errors)
    {
        json.WriteStartObject(name);
        json.WriteNumber("lambda", errors.Lambda);
        json.WriteNumber("training", errors.Training);
        json.WriteNumber("heldOut", errors.HeldOut);
        json.WriteEndObject();
    }

    private static StrengthErrors Errors(JsonElement parent, string name)
    {
        JsonElement json = parent.GetProperty(name);
        return new StrengthErrors(ModelJson.Finite(json.GetProperty("lambda")), ModelJson.Finite(json.GetProperty("training")), ModelJson.Finite(json.GetProperty("heldOut")));
    }

    private static void Names(Utf8JsonWriter json, string property, IReadOnlyList<string> names)
    {
        if (names.Count == 0) return;
        json.WriteStartArray(property);
        foreach (string name in names) json.WriteStringValue(name);
        json.WriteEndArray();
    }

    private static string[] Names(JsonElement parent, string property) =>
        parent.TryGetProperty(property, out JsonElement names) ? [.. names.EnumerateArray().Select(ModelJson.Name)] : [];

    private static void List<T>(Utf8JsonWriter json, string property, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(property);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static T[] List<T>(JsonElement parent, string property, Func<JsonElement, T> read) =>
        parent.TryGetProperty(property, out JsonElement items) ? [.. items.EnumerateArray().Select(read)] : [];
}
