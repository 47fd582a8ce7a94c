namespace MLRegularization.Reports;

/// <summary>Learning curves to be compared.</summary>
public sealed record LearningPictureInput
{
    /// <summary>The heading of the picture.</summary>
    public required string Title { get; init; }

    /// <summary>The networks, one panel each.</summary>
    public required IReadOnlyList<LearningSeries> Series { get; init; }

    /// <summary>What the loss is: the title of the vertical axes. Default: "Loss".</summary>
    public string Loss { get; init; } = "Loss";

    /// <summary>What the rows held out are called. Default: "validation rows".</summary>
    public string HeldOut { get; init; } = "validation rows";

    /// <summary>What the bands are, such as "middle half of 20 seeds"; empty (default): there are none.</summary>
    public string Bands { get; init; } = "";

    /// <summary>Panels side by side. Default: 0, up to 3.</summary>
    public int Columns { get; init; }
}
