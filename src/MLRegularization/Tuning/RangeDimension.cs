using System.Globalization;
using System.Text.Json;

namespace MLRegularization.Tuning;

/// <summary>A number between two limits, drawn evenly or evenly in its logarithm, to three digits; with none (0) among its values where <see cref="NoneShare"/> is above 0.</summary>
public sealed class RangeDimension : Dimension
{
    /// <summary>Where the least value above none is drawn, so that none stands apart.</summary>
    private const double AboveNone = 0.1;

    /// <summary>Checks the limits.</summary>
    /// <param name="name">Its name in files and code.</param>
    /// <param name="words">Its name for people.</param>
    /// <param name="low">The least value.</param>
    /// <param name="high">The greatest value.</param>
    /// <param name="logarithmic">Whether the logarithm is drawn evenly.</param>
    /// <param name="noneShare">How often a draw is none, from 0 (never) to below 1.</param>
    /// <exception cref="ArgumentException">The limits are no range.</exception>
    public RangeDimension(string name, string words, double low, double high, bool logarithmic = false, double noneShare = 0)
        : base(name, words)
    {
        if (!(double.IsFinite(low) && double.IsFinite(high) && low < high)) throw new ArgumentException($"The range of '{name}' is from {low} to {high}; give a lower limit below the upper one, both finite.");
        if (logarithmic && low <= 0) throw new ArgumentException($"The logarithmic range of '{name}' begins at {low}; it must begin above 0: give a noneShare for 0 itself.");
        if (!(noneShare >= 0 && noneShare < 1)) throw new ArgumentException($"The share of none in '{name}' is {noneShare}; it must be from 0 to below 1.");
        (Low, High, Logarithmic, NoneShare) = (low, high, logarithmic, noneShare);
    }

    /// <summary>The least value but none.</summary>
    public double Low { get; }

    /// <summary>The greatest value.</summary>
    public double High { get; }

    /// <summary>Whether the logarithm is drawn evenly.</summary>
    public bool Logarithmic { get; }

    /// <summary>How often a draw is none, which is the value 0.</summary>
    public double NoneShare { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<double>? Values => null;

    /// <inheritdoc/>
    public override double Position(double value)
    {
        if (value == 0 && NoneShare > 0) return 0;
        double within = Math.Clamp(Logarithmic ? Math.Log(value / Low) / Math.Log(High / Low) : (value - Low) / (High - Low), 0, 1);
        return NoneShare > 0 ? AboveNone + ((1 - AboveNone) * within) : within;
    }

    /// <inheritdoc/>
    public override string Describe(double value) => value == 0 && NoneShare > 0 ? "" : $"{Words} {Short(value)}";

    /// <inheritdoc/>
    public override string Text(double value) => value == 0 && NoneShare > 0 ? "none" : Short(value);

    internal override double Draw(double uniform)
    {
        if (uniform < NoneShare) return 0;
        double share = (uniform - NoneShare) / (1 - NoneShare);
        double drawn = Logarithmic ? Low * Math.Pow(High / Low, share) : Low + (share * (High - Low));
        return Math.Clamp(double.Parse(drawn.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), Low, High);
    }

    internal override void Write(Utf8JsonWriter json, double value) => json.WriteNumber(Name, value);

    internal override double? Read(JsonElement json) => json.ValueKind == JsonValueKind.Number ? json.GetDouble() : null;

    internal override void WriteDefinition(Utf8JsonWriter json)
    {
        json.WriteNumber("low", Low);
        json.WriteNumber("high", High);
        json.WriteBoolean("logarithmic", Logarithmic);
        json.WriteNumber("noneShare", NoneShare);
    }
}
