using MLRegularization.Numerics;

namespace MLRegularization.Networks.Regularizers;

/// <summary>Where the numbers of each group of a weight matrix are: its columns or its rows, columns with or without their bias.</summary>
internal sealed unsafe class TensorGroups(ParameterTensor weight, WeightGroups groups, ParameterTensor? bias)
{
    public ParameterTensor Weight { get; } = weight;

    /// <summary>The last number of each group; null: weights alone.</summary>
    public ParameterTensor? Bias { get; } = bias;

    /// <summary>Number of groups.</summary>
    public int Count => groups == WeightGroups.Units ? Weight.Columns : Weight.Rows;

    /// <summary>Numbers per group.</summary>
    public int Size => (groups == WeightGroups.Units ? Weight.Rows : Weight.Columns) + (Bias is null ? 0 : 1);

    /// <summary>The numbers of a group, from flat arrays of which the weight's begins at an offset of its own.</summary>
    public void Gather(int group, float* weights, float* biases, Span<double> numbers)
    {
        int at = 0;
        for (int piece = 0; piece < Pieces; piece++)
        {
            float* from = weights + StartOf(group, piece);
            for (int i = LengthOf(piece); i > 0; i--, from += Stride) numbers[at++] = *from;
        }
        if (Bias is not null) numbers[at] = biases[group];
    }

    /// <summary>Writes the numbers of a group.</summary>
    public void Scatter(int group, ReadOnlySpan<double> numbers, float* weights, float* biases)
    {
        int at = 0;
        for (int piece = 0; piece < Pieces; piece++)
        {
            float* to = weights + StartOf(group, piece);
            for (int i = LengthOf(piece); i > 0; i--, to += Stride) *to = (float)numbers[at++];
        }
        if (Bias is not null) biases[group] = (float)numbers[at];
    }

    /// <summary>Σ √m ‖w_g‖₂.</summary>
    public double Norms(Parameters parameters)
    {
        double[] numbers = new double[Size];
        double sum = 0;
        for (int g = 0; g < Count; g++)
        {
            Gather(g, parameters.Values.Values + Weight.Start, Bias is null ? null : parameters.Values.Values + Bias.Start, numbers);
            sum += Math.Sqrt(numbers.Sum(v => v * v));
        }
        return Math.Sqrt(Size) * sum;
    }

    // A column lies in one panel, a row in a piece of each.
    private int Pieces => groups == WeightGroups.Units ? 1 : Weight.Panels;

    private int Stride => groups == WeightGroups.Units ? FloatPanels.Width : 1;

    private int StartOf(int group, int piece)
        => groups == WeightGroups.Units ? Weight.At(0, group) - Weight.Start : (piece * Weight.PanelLength) + (group * FloatPanels.Width);

    private int LengthOf(int piece) => groups == WeightGroups.Units ? Weight.Rows : Math.Min(FloatPanels.Width, Weight.Columns - (piece * FloatPanels.Width));
}
