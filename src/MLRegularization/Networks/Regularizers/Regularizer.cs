namespace MLRegularization.Networks.Regularizers;

/// <summary>One thing that keeps a network from learning its training rows by heart: pure data, checked when the network is built.</summary>
public abstract record Regularizer
{
    /// <summary>What it does, in plain words and with its numbers.</summary>
    public abstract string Describe();

    /// <summary>What is wrong with its numbers, in one sentence, or null.</summary>
    internal virtual string? Problem() => null;

    /// <summary>Two of one kind cannot act on the same layers.</summary>
    internal virtual object Kind => GetType();

    /// <summary>Whether the objective stays smooth and the same each time it is worked out, which <see cref="Optimizers.Lbfgs"/> needs.</summary>
    internal virtual bool IsSmooth => false;
}

/// <summary>A regulariser of layers: of all that it can act on, or of those that are named.</summary>
public abstract record LayerRegularizer : Regularizer
{
    private readonly EqualList<int>? layers;

    /// <summary>The layers it acts on: 1 is the first hidden one, and the outputs come after the last; null: all that it is meant for.</summary>
    public IReadOnlyList<int>? Layers
    {
        get => layers;
        init => layers = value is null ? null : new EqualList<int>(value);
    }

    /// <summary>Whether it acts on a layer.</summary>
    internal bool ActsOn(int layer) => Layers is null || Layers.Contains(layer);

    /// <summary>Whether it can act on the outputs too.</summary>
    internal virtual bool MeansOutputs => true;

    /// <summary>" of layers 1 and 2", or nothing.</summary>
    private protected string Where() => Layers is null ? "" : $" of layer{(Layers.Count == 1 ? "" : "s")} {string.Join(", ", Layers)}";
}
