using MLRegularization.Matrices;
using MLRegularization.Preparation;

namespace MLRegularization.Networks;

/// <summary>A table with a target, as a trainer takes it: columns as they are, for the trainer learns their preparation from its training rows.</summary>
public sealed class MlpData
{
    private readonly Table? table;
    private readonly IColumnMatrix? matrix;
    private readonly IReadOnlyList<string> names;

    private MlpData(MlpData same)
        : this(same.table, same.matrix, same.names, same.Target, same.Weights)
        => (Label, Classes, Groups, Times) = (same.Label, same.Classes, same.Groups, same.Times);

    private MlpData(Table? table, IColumnMatrix? matrix, IReadOnlyList<string> names, double[] target, double[]? weights)
    {
        this.table = table;
        this.matrix = matrix;
        this.names = names;
        Target = target;
        Weights = weights;
        if (target.Length != Rows) throw new ArgumentException($"There are {target.Length} targets for {Rows} rows; give one each.", nameof(target));
        if (weights is null) return;
        if (weights.Length != Rows) throw new ArgumentException($"There are {weights.Length} weights for {Rows} rows; give one each.", nameof(weights));
        int wrong = Array.FindIndex(weights, w => !(w >= 0 && double.IsFinite(w)));
        if (wrong >= 0) throw new ArgumentException($"The weight of row {wrong + 1} is {weights[wrong]}; weights must be 0 or more and finite.", nameof(weights));
    }

    /// <summary>Rows.</summary>
    public int Rows => table?.Rows ?? matrix!.Rows;

    /// <summary>Columns to learn from.</summary>
    public int Columns => table?.Columns.Count ?? matrix!.Columns;

    /// <summary>n targets: numbers, or codes of classes from 0.</summary>
    public double[] Target { get; }

    /// <summary>n weights ≥ 0, or null: all 1. A row of weight 0 is as good as absent.</summary>
    public double[]? Weights { get; }

    /// <summary>What the target is called; for the model's facts.</summary>
    public string Label { get; private init; } = "";

    /// <summary>Names of the classes, in the order of their codes; empty: their codes.</summary>
    public IReadOnlyList<string> Classes { get; private init; } = [];

    /// <summary>The group of each row, which is never split between rows that are learned from and rows that choose the epoch; null: none.</summary>
    public IReadOnlyList<int>? Groups { get; private init; }

    /// <summary>The time of each row, the latest of which choose the epoch; null: none.</summary>
    public IReadOnlyList<double>? Times { get; private init; }

    /// <summary>A table of numbers and texts.</summary>
    /// <param name="features">The columns to learn from.</param>
    /// <param name="target">One number per row: a value, the code of a class, or a count.</param>
    /// <param name="weights">Weights of rows, or null.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a weight is negative.</exception>
    public static MlpData Of(Table features, double[] target, double[]? weights = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(target);
        return new MlpData(features, null, [], target, weights);
    }

    /// <summary>A matrix of numbers.</summary>
    /// <exception cref="ArgumentException">It has an offset, which networks cannot take.</exception>
    public static MlpData Of(TrainingSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Offset is not null) throw new ArgumentException("The data has an offset, which networks do not take; give it as a feature, or leave it out.", nameof(data));
        return new MlpData(null, data.Features, data.FeatureNames, data.Target, data.Weights);
    }

    /// <summary>The same data with names for its target and classes.</summary>
    public MlpData Named(string label, IReadOnlyList<string>? classes = null)
    {
        ArgumentNullException.ThrowIfNull(label);
        return new(this) { Label = label, Classes = classes ?? [] };
    }

    /// <summary>The same data in groups, such as a patient's visits, in place of times: whole groups choose the epoch, so that it is not chosen on what is known already.</summary>
    /// <param name="groups">The group of each row, any integers.</param>
    /// <exception cref="ArgumentException">There are not as many as rows.</exception>
    public MlpData WithGroups(IReadOnlyList<int> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.Count != Rows) throw new ArgumentException($"There are {groups.Count} groups for {Rows} rows; give one each.", nameof(groups));
        return new(this) { Groups = groups, Times = null };
    }

    /// <summary>The same data in order of time, in place of groups: the latest rows choose the epoch, as predictions will be of later ones. Rows of equal time stay together.</summary>
    /// <param name="times">The time of each row.</param>
    /// <exception cref="ArgumentException">There are not as many as rows, or one is NaN.</exception>
    public MlpData WithTimes(IReadOnlyList<double> times)
    {
        ArgumentNullException.ThrowIfNull(times);
        if (times.Count != Rows) throw new ArgumentException($"There are {times.Count} times for {Rows} rows; give one each.", nameof(times));
        for (int i = 0; i < times.Count; i++)
            if (double.IsNaN(times[i])) throw new ArgumentException($"The time of row {i + 1} is NaN; give a number.", nameof(times));
        return new(this) { Groups = null, Times = times };
    }

    /// <summary>The same data with other weights.</summary>
    internal MlpData WithWeights(double[] weights) => new(table, matrix, names, Target, weights) { Label = Label, Classes = Classes, Groups = Groups, Times = Times };

    /// <summary>The columns, whichever kind they are of.</summary>
    internal void Visit(Action<Table> ofTable, Action<IColumnMatrix> ofMatrix)
    {
        if (table is not null) ofTable(table);
        else ofMatrix(matrix!);
    }

    /// <summary>Learns how columns become inputs, from some rows.</summary>
    internal NetworkInputEncoding Learn(NetworkInputOptions options, int[] rows)
        => table is not null ? NetworkInputEncoder.Learn(table, options, rows, Weights) : NetworkInputEncoder.Learn(matrix!, names, options, rows, Weights);

    /// <summary>All rows as inputs.</summary>
    internal NetworkInputs Encode(NetworkInputEncoding encoding)
        => table is not null ? NetworkInputEncoder.Encode(encoding, table).Inputs : NetworkInputEncoder.Encode(encoding, matrix!);
}
