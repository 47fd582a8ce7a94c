using System.Collections;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Regularizers;

/// <summary>Everything that regularises a network, as immutable data that says itself in plain words. It can be written as a list: <c>[new Dropout(0.2), new WeightDecay(0.01)]</c>.</summary>
[System.Runtime.CompilerServices.CollectionBuilder(typeof(RegularizationSpec), nameof(Of))]
public sealed class RegularizationSpec : IReadOnlyList<Regularizer>, IEquatable<RegularizationSpec>
{
    private readonly Regularizer[] members;

    private RegularizationSpec(Regularizer[] members) => this.members = members;

    /// <summary>Nothing.</summary>
    public static RegularizationSpec None { get; } = new([]);

    /// <inheritdoc/>
    public int Count => members.Length;

    /// <inheritdoc/>
    public Regularizer this[int index] => members[index];

    /// <summary>These regularisers together.</summary>
    public static RegularizationSpec Of(ReadOnlySpan<Regularizer> members) => new(members.ToArray());

    /// <summary>These and one more; one of the same kind for the same layers is replaced.</summary>
    public RegularizationSpec With(Regularizer regularizer)
    {
        ArgumentNullException.ThrowIfNull(regularizer);
        return new([.. members.Where(m => !Clashes(m, regularizer)), regularizer]);
    }

    /// <summary>These without one kind.</summary>
    public RegularizationSpec Without<T>()
        where T : Regularizer => new([.. members.Where(m => m is not T)]);

    /// <summary>What can be built but is known to work badly together, such as dropout before batch norm: one sentence each.</summary>
    /// <param name="hidden">The hidden layers, from the inputs up.</param>
    /// <param name="inputs">Inputs of the first.</param>
    /// <param name="batchSize">Rows of a batch.</param>
    public IReadOnlyList<string> Warnings(IReadOnlyList<HiddenLayer> hidden, int inputs, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        return [.. SpecWarnings.Of(this, hidden, inputs, batchSize)];
    }

    /// <summary>The regulariser of a kind, or null.</summary>
    public T? Find<T>()
        where T : Regularizer => members.OfType<T>().FirstOrDefault();

    /// <summary>The regulariser of a kind that acts on a layer, or null.</summary>
    internal T? Find<T>(int layer)
        where T : LayerRegularizer => members.OfType<T>().FirstOrDefault(m => m.ActsOn(layer));

    /// <summary>Refuses wrong numbers, one kind twice for one layer, layers that are not there, and one kind without another that it needs.</summary>
    internal void Check(int hiddenLayers)
    {
        if (Array.IndexOf(members, null) is >= 0 and int place) throw new ArgumentException($"Regulariser {place + 1} is null; leave it out.");
        if (Find<StochasticDepth>() is not null && Find<SkipConnections>() is null)
            throw new ArgumentException("Stochastic depth lets rows skip layers and there are no skip connections; add SkipConnections, or leave StochasticDepth out.");
        for (int i = 0; i < members.Length; i++)
        {
            if (members[i].Problem() is string problem) throw new ArgumentException(problem);
            if (members[i] is LayerRegularizer { Layers.Count: 0 })
                throw new ArgumentException($"{members[i].GetType().Name} names no layer, so it would do nothing; name layers from 1 to {hiddenLayers + 1}, or leave Layers out for all of them.");
            if (members[i] is LayerRegularizer { Layers: IReadOnlyList<int> layers } && layers.Any(l => l < 1 || l > hiddenLayers + 1))
                throw new ArgumentException($"{members[i].GetType().Name} names layer {layers.First(l => l < 1 || l > hiddenLayers + 1)}; the network has {hiddenLayers} hidden layer{(hiddenLayers == 1 ? "" : "s")} and the outputs as layer {hiddenLayers + 1}: name one of those.");
            if (members[i] is LayerRegularizer { MeansOutputs: false, Layers: IReadOnlyList<int> named } && named.Contains(hiddenLayers + 1))
                throw new ArgumentException($"{members[i].GetType().Name} names layer {hiddenLayers + 1}, the outputs, and acts on hidden layers only; leave that one out.");
            for (int j = 0; j < i; j++)
                if (Clashes(members[j], members[i]))
                    throw new ArgumentException(members[i].GetType() == members[j].GetType()
                        ? $"{members[i].GetType().Name} is given twice for the same layers; leave one of the two out."
                        : $"{members[j].GetType().Name} and {members[i].GetType().Name} exclude each other; leave one of the two out.");
        }
    }

    /// <summary>All members in plain words, one sentence each.</summary>
    public override string ToString() => members.Length == 0 ? "No regularisation."
        : InvariantText.Of(() => string.Join(" ", members.Select(m => $"{char.ToUpperInvariant(m.Describe()[0])}{m.Describe()[1..]}.")));

    /// <inheritdoc/>
    public IEnumerator<Regularizer> GetEnumerator() => members.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => members.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(RegularizationSpec? other) => other is not null && members.SequenceEqual(other.members);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RegularizationSpec);

    /// <inheritdoc/>
    public override int GetHashCode() => members.Aggregate(17, (hash, m) => HashCode.Combine(hash, m));

    private static bool Clashes(Regularizer first, Regularizer second)
    {
        if (!first.Kind.Equals(second.Kind)) return false;
        if (first is not LayerRegularizer { Layers: IReadOnlyList<int> left } || second is not LayerRegularizer { Layers: IReadOnlyList<int> right }) return true;
        return left.Intersect(right).Any();
    }
}
