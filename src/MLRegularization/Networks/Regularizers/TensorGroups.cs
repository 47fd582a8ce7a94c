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
        int n = Size - (Bias is null ? 0 : 1);
        for (int i = 0; i < n; i++) numbers[i] = weights[At(group, i)];
        if (Bias is not null) numbers[n] = biases[Bias.At(0, group) - Bias.Start];
    }

    /// <summary>Writes the numbers of a group.</summary>
    public void Scatter(int group, ReadOnlySpan<double> numbers, float* weights, float* biases)
    {
        int n = Size - (Bias is null ? 0 : 1);
        for (int i = 0; i < n; i++) weights[At(group, i)] = (float)numbers[i];
        if (Bias is not null) biases[Bias.At(0, group) - Bias.Start] = (float)numbers[n];
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

    private int At(int group, int index) => (groups == WeightGroups.Units ? Weight.At(index, group) : Weight.At(group, index)) - Weight.Start;
}
