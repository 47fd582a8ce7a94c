using System.Numerics.Tensors;
using MLRegularization.Networks.Layers;
using MLRegularization.Numerics;
using MLRegularization.Preparation;

namespace MLRegularization.Networks.Training;

/// <summary>The batch in hand where the network and its loss look for it: inputs, labels, weights, and where each row is from.</summary>
internal sealed unsafe class BatchRows
{
    /// <summary>Binds a table's rows to a network and its loss.</summary>
    /// <param name="source">Where rows come from.</param>
    /// <param name="network">Its inputs are as wide as the rows have numbers.</param>
    /// <param name="top">Its loss.</param>
    /// <param name="codes">Where codes go, row after row; null: a new place.</param>
    public BatchRows(TrainingRows source, Network network, OutputLoss top, int[]? codes = null)
    {
        Source = source;
        Pass = network.Pass;
        Input = network.Input;
        Top = top;
        Classes = network.Output.Width;
        Codes = codes ?? new int[Pass.RowIds.Length * source.Inputs.CodeColumns];
    }

    public TrainingRows Source { get; }

    public Pass Pass { get; }

    /// <summary>The numbers of the rows; their slopes where the network was asked for them.</summary>
    public Signal Input { get; }

    /// <summary>Labels, soft labels and weights.</summary>
    public OutputLoss Top { get; }

    /// <summary>Outputs: K classes, or 1 for numbers and for two classes.</summary>
    public int Classes { get; }

    /// <summary>The codes of the rows, row after row.</summary>
    public int[] Codes { get; }

    /// <summary>A key for the random numbers of a row in this epoch.</summary>
    public ulong KeyOf(int row, RowPlace place) => CounterNoise.Key(Pass.Seed, Pass.Epoch, (int)place, Pass.RowIds[row]);

    /// <summary>Makes labels of K classes soft; labels of one output are so anyway.</summary>
    public void Soften()
    {
        if (Classes > 1) Top.SoftLabels ??= new double[Pass.RowIds.Length * Classes];
    }

    /// <summary>The soft label of a row.</summary>
    public Span<double> SoftLabel(int row) => Top.SoftLabels.AsSpan(row * Classes, Classes);

    /// <summary>The codes of a row.</summary>
    public Span<int> CodesOf(int row) => Codes.AsSpan(row * Source.Inputs.CodeColumns, Source.Inputs.CodeColumns);

    /// <summary>The codes of a row of the table.</summary>
    public ReadOnlySpan<int> SourceCodes(int id) => Source.Inputs.Codes.AsSpan(id * Source.Inputs.CodeColumns, Source.Inputs.CodeColumns);

    /// <summary>The numbers of a row in one panel.</summary>
    public Span<float> Numbers(int row, int panel) => new(Input.Values.At(panel, row), Input.Values.ColumnsOf(panel));

    /// <summary>The numbers of a row of the table that belong into one panel.</summary>
    public ReadOnlySpan<float> SourceNumbers(int id, int panel)
        => Source.Inputs.Numbers.AsSpan((id * Source.Inputs.NumberColumns) + (panel * FloatPanels.Width), Input.Values.ColumnsOf(panel));

    /// <summary>Copies a row of the table, without its label, to where its batch has it.</summary>
    public void CopyInputs(int row)
    {
        int id = Pass.RowIds[row];
        for (int p = 0; p < Input.Values.Count; p++) SourceNumbers(id, p).CopyTo(Numbers(row, p));
        SourceCodes(id).CopyTo(CodesOf(row));
    }

    /// <summary>Copies a row of the table to where its batch has it.</summary>
    public void Copy(int row)
    {
        int id = Pass.RowIds[row];
        CopyInputs(row);
        Top.Labels[row] = Source.Labels[id];
        if (Top.SoftLabels is null) return;
        SoftLabel(row).Clear();
        SoftLabel(row)[(int)Source.Labels[id]] = 1;
    }

    /// <summary>label ← own · label + (1 − own) · that of another row of the table.</summary>
    public void MixLabel(int row, int other, double own)
    {
        double label = Source.Labels[other];
        if (Top.SoftLabels is null) Top.Labels[row] = (own * Top.Labels[row]) + ((1 - own) * label);
        else
        {
            TensorPrimitives.Multiply(SoftLabel(row), own, SoftLabel(row));
            SoftLabel(row)[(int)label] += 1 - own;
        }
    }
}
