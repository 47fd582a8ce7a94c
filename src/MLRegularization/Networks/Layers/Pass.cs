namespace MLRegularization.Networks.Layers;

/// <summary>What layers need to know of the batch in hand, beside its numbers.</summary>
internal sealed class Pass
{
    /// <summary>Whether regularisers act: dropout drops, noise is added, norms use the batch's statistics.</summary>
    public bool Training { get; set; }

    /// <summary>Whether the batch is looked at and not learned from: it then leaves no trace in running statistics.</summary>
    public bool IsProbe { get; set; }

    /// <summary>Rows of the batch.</summary>
    public int Rows { get; set; }

    /// <summary>Seed of all that is random.</summary>
    public ulong Seed { get; set; }

    /// <summary>Epochs before this one.</summary>
    public int Epoch { get; set; }

    /// <summary>How far training has come, from 0 to 1: what schedules ask for.</summary>
    public double Progress { get; set; }

    /// <summary>Where in the training table each row of the batch is from: what noise is keyed by.</summary>
    public required int[] RowIds { get; init; }
}

/// <summary>Rows of a batch that one task carries through the layers.</summary>
/// <param name="First">The first, a multiple of 8.</param>
/// <param name="End">The one after the last.</param>
/// <param name="Block">The number of the task, of a batch cut the same way whatever the number of threads.</param>
internal readonly record struct RowRange(int First, int End, int Block)
{
    /// <summary>Rows of a task.</summary>
    public const int Most = 64;

    /// <summary>The tasks of a batch.</summary>
    public static int BlocksOf(int rows) => (rows + Most - 1) / Most;

    /// <summary>One task of a batch.</summary>
    public static RowRange Of(int block, int rows) => new(block * Most, Math.Min(rows, (block + 1) * Most), block);
}
