using System.Text.Json;

namespace MLRegularization.Tuning;

/// <summary>Something that is done or not; other dimensions can hang on it.</summary>
/// <param name="name">Its name in files and code.</param>
/// <param name="words">What is done, for people.</param>
public sealed class SwitchDimension(string name, string words) : Dimension(name, words)
{
    private static readonly double[] OffAndOn = [0, 1];

    /// <inheritdoc/>
    public override IReadOnlyList<double> Values => OffAndOn;

    /// <inheritdoc/>
    public override double Position(double value) => value;

    /// <inheritdoc/>
    public override string Describe(double value) => value == 0 ? "" : Words;

    /// <inheritdoc/>
    public override string Text(double value) => value == 0 ? "off" : "on";

    internal override double Draw(double uniform) => uniform < 0.5 ? 0 : 1;

    internal override void Write(Utf8JsonWriter json, double value) => json.WriteBoolean(Name, value != 0);

    internal override double? Read(JsonElement json) => json.ValueKind switch { JsonValueKind.True => 1, JsonValueKind.False => 0, _ => null };

    internal override void WriteDefinition(Utf8JsonWriter json) => json.WriteBoolean("switch", true);
}
