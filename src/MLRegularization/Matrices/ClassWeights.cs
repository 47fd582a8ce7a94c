namespace MLRegularization.Matrices;

/// <summary>
/// Weights of classes: a row's weight is multiplied by that of its class before anything else is done with it. The model is then that of a
/// population whose classes are so weighted, and so are its probabilities.
/// </summary>
public sealed class ClassWeights
{
    private readonly double[]? given;

    private ClassWeights(double[]? given) => this.given = given;

    /// <summary>Every class counts the same: W / (K Wₖ) for class k of K, where Wₖ is the weight of its rows and W that of all. Each fold learns them from its training rows.</summary>
    public static ClassWeights Balanced { get; } = new(null);

    /// <summary>What they are called in facts: balanced or given.</summary>
    public string Name => given is null ? "balanced" : "given";

    /// <summary>One weight for each class, in the order of their codes 0, 1, ….</summary>
    /// <exception cref="ArgumentException">A weight is not positive and finite.</exception>
    public static ClassWeights Given(params IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        for (int k = 0; k < weights.Count; k++)
            if (!(weights[k] > 0 && double.IsFinite(weights[k]))) throw new ArgumentException($"The weight of class {k} is {weights[k]}; weights of classes must be positive and finite.", nameof(weights));
        return new ClassWeights([.. weights]);
    }

    /// <summary>The same where only some classes have rows, and those are numbered anew.</summary>
    /// <param name="classes">How many classes there are: as many as there are weights.</param>
    /// <param name="kept">The classes with rows, by their codes, in their new order.</param>
    /// <exception cref="ArgumentException">There are weights for more classes or fewer.</exception>
    public ClassWeights Select(int classes, IReadOnlyList<int> kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        return given is null ? this : Given([.. kept.Select(k => Checked(classes)[k])]);
    }

    /// <summary>The weight of each class on these rows.</summary>
    /// <exception cref="ArgumentException">A label is not a class's code, or there is no weight for one of the classes, or for more than there are.</exception>
    public IReadOnlyList<double> Of(TrainingSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return ByClass(data.Target, data.Weights);
    }

    /// <summary>The weight of each class; those of rows count for the balanced ones, where a class without any keeps 1.</summary>
    /// <param name="target">Codes of classes.</param>
    /// <param name="weights">Weights of rows; null: all 1.</param>
    /// <param name="count">How many classes there are; null: as many as these rows have.</param>
    internal double[] ByClass(double[] target, double[]? weights, int? count = null)
    {
        int other = Array.FindIndex(target, y => !(y >= 0 && y < target.Length && y == Math.Floor(y)));
        if (other >= 0) throw new ArgumentException($"The label of row {other + 1} is {target[other]}; classes must be numbered 0, 1, … to have weights.");
        int classes = count ?? ((int)target.Max() + 1);
        if (given is not null) return Checked(classes);
        double[] byClass = new double[classes];
        for (int i = 0; i < target.Length; i++) byClass[(int)target[i]] += weights?[i] ?? 1;
        double total = byClass.Sum();
        return [.. byClass.Select(own => own > 0 ? total / (classes * own) : 1)];
    }

    /// <summary>The weights of rows, multiplied.</summary>
    internal static double[] Multiply(double[] target, double[]? weights, double[] byClass)
        => [.. target.Select((y, i) => (weights?[i] ?? 1) * byClass[(int)y])];

    /// <summary>The data with weights that count classes.</summary>
    internal TrainingSet Apply(TrainingSet data, int? count = null) => data.WithWeights(Multiply(data.Target, data.Weights, ByClass(data.Target, data.Weights, count)));

    private double[] Checked(int classes)
        => given!.Length == classes ? given : throw new ArgumentException($"There are {given.Length} class weights for {classes} classes; give one each.");
}
