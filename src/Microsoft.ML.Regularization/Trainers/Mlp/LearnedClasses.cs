using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization.Data;
using MLRegularization.Matrices;
using MLRegularization.Models;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>The classes of a key: all of them, and those that have rows to learn from. The others get a probability of 0.</summary>
/// <param name="names">One name for each value of the key.</param>
/// <param name="present">The codes that have rows, ascending.</param>
internal sealed class LearnedClasses(string[] names, int[] present)
{
    /// <summary>A logarithm of probability that is 0 beside any other.</summary>
    private const float Never = -1e30f;

    /// <summary>Names of the classes that have rows.</summary>
    public IReadOnlyList<string> Names { get; } = [.. present.Select(k => names[k])];

    /// <summary>One sentence where a class has no rows; null: each has.</summary>
    public string? Warning => present.Length == names.Length ? null
        : $"{names.Length - present.Length} of the {names.Length} classes have no row to learn from ({string.Join(", ", Enumerable.Range(0, names.Length).Except(present).Take(5).Select(k => $"'{names[k]}'"))}); their probability will be 0.";

    /// <summary>The classes of a label column and its rows.</summary>
    public static LearnedClasses Of(DataViewSchema.Column label, TrainingSet rows)
    {
        int count = checked((int)((KeyDataViewType)label.Type).Count);
        string[] names = [.. Enumerable.Range(0, count).Select(k => k.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        if (label.Annotations.Schema.GetColumnOrNull("KeyValues") is DataViewSchema.Column values && values.Type is VectorDataViewType { ItemType: TextDataViewType })
        {
            VBuffer<ReadOnlyMemory<char>> texts = default;
            label.GetKeyValues(ref texts);
            foreach (KeyValuePair<int, ReadOnlyMemory<char>> text in texts.Items(all: true)) names[text.Key] = text.Value.ToString();
        }
        return new LearnedClasses(names, [.. Enumerable.Range(0, rows.Rows).Where(i => rows.Weights is null || rows.Weights[i] > 0).Select(i => (int)rows.Target[i]).Distinct().Order()]);
    }

    /// <summary>Refuses an activation of the outputs that no class without rows can have a probability of 0 with.</summary>
    /// <exception cref="ArgumentException">It is one.</exception>
    public void Check(Activation outputs)
    {
        if (Warning is not null && outputs != Activation.Identity)
            throw new ArgumentException($"{Warning[..^1]}, which outputs with the activation {outputs} cannot say; leave OutputActivation out, or values without rows out of the key.");
    }

    /// <summary>Rows of these classes alone, numbered without gaps.</summary>
    public TrainingRows Renumber(TrainingRows rows)
    {
        if (present.Length == names.Length) return rows;
        int[] kept = [.. Enumerable.Range(0, rows.Set.Rows).Where(i => present.Contains((int)rows.Set.Target[i]))];
        if (kept.Length < rows.Set.Rows)
            rows = rows with { Set = rows.Set.SelectRows(kept), Groups = rows.Groups is null ? null : [.. kept.Select(i => rows.Groups[i])], Times = rows.Times is null ? null : [.. kept.Select(i => rows.Times[i])] };
        return rows with { Set = rows.Set.WithTarget([.. rows.Set.Target.Select(y => (double)Array.IndexOf(present, (int)y))]) };
    }

    /// <summary>The weights of these classes alone.</summary>
    public ClassWeights? Renumber(ClassWeights? weights)
    {
        if (weights is null || present.Length == names.Length || weights.Name == ClassWeights.Balanced.Name) return weights;
        double[] codes = [.. Enumerable.Range(0, names.Length).Select(k => (double)k)];
        IReadOnlyList<double> all = weights.Of(TrainingSet.FromRows(new double[codes.Length, 1], codes));
        return ClassWeights.Given([.. present.Select(k => all[k])]);
    }

    /// <summary>A network of all classes, from one of those that have rows.</summary>
    public NetworkModel Complete(NetworkModel model)
    {
        if (present.Length == names.Length) return model;
        NetworkLayer last = model.Layers[^1];
        float[] weights = new float[last.Inputs * names.Length], bias = new float[names.Length];
        Array.Fill(bias, Never);
        for (int k = 0; k < present.Length; k++)
        {
            bias[present[k]] = last.Bias[k];
            for (int i = 0; i < last.Inputs; i++) weights[(i * names.Length) + present[k]] = last.Weights[(i * present.Length) + k];
        }
        NetworkLayer all = new(last.Inputs, weights, bias, Activation.Identity);
        return new NetworkModel(model.Encoding, model.Embeddings, [.. model.Layers.SkipLast(1), all], model.Target, model.Facts with { Classes = names });
    }
}
