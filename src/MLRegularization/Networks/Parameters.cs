using MLRegularization.Numerics;

namespace MLRegularization.Networks;

/// <summary>What a tensor of parameters does in its layer; penalties spare all but weights unless asked.</summary>
internal enum ParameterRole
{
    /// <summary>Factors of a layer's inputs, inputs × outputs.</summary>
    Weight,

    /// <summary>What is added to a layer's sums.</summary>
    Bias,

    /// <summary>Factors and shifts of a norm.</summary>
    Norm,

    /// <summary>One factor per input.</summary>
    InputScale,

    /// <summary>One row of numbers per category.</summary>
    Embedding,

    /// <summary>Running means and variances of a norm: kept with the parameters, but measured, not learned.</summary>
    Statistic,
}

/// <summary>
/// One tensor of parameters: rows × columns, kept in panels of 32 columns, row after row within a panel, at a place in the flat
/// arrays of values, gradients and optimiser moments. Padding is 0 and stays 0.
/// </summary>
internal sealed class ParameterTensor(string name, ParameterRole role, int layer, int rows, int columns, int start)
{
    /// <summary>Its name, such as <c>hidden1.weight</c>.</summary>
    public string Name { get; } = name;

    /// <summary>What it does.</summary>
    public ParameterRole Role { get; } = role;

    /// <summary>The number of its layer: 1 for the first hidden one; 0 before.</summary>
    public int Layer { get; } = layer;

    /// <summary>Inputs; 1 for a vector.</summary>
    public int Rows { get; } = rows;

    /// <summary>Outputs.</summary>
    public int Columns { get; } = columns;

    /// <summary>Whether steps change it; statistics are measured.</summary>
    public bool IsLearned => Role != ParameterRole.Statistic;

    /// <summary>Where it begins in the flat arrays.</summary>
    public int Start { get; } = start;

    /// <summary>Panels of 32 columns.</summary>
    public int Panels => (Columns + FloatPanels.Width - 1) / FloatPanels.Width;

    /// <summary>Numbers of one panel, with padding.</summary>
    public int PanelLength => Rows * FloatPanels.Width;

    /// <summary>Numbers, with padding.</summary>
    public int Length => Panels * PanelLength;

    /// <summary>The learning rate is multiplied by this.</summary>
    public double RateFactor { get; set; } = 1;

    /// <summary>The optimiser's step is multiplied by this too; what penalties and decay make of the learning rate is not.</summary>
    public double StepFactor { get; init; } = 1;

    /// <summary>What its entries begin with, where nothing is drawn for them.</summary>
    public float Begin { get; init; }

    /// <summary>The place of an entry in the flat arrays.</summary>
    public int At(int row, int column) => Start + (column / FloatPanels.Width * PanelLength) + (row * FloatPanels.Width) + (column % FloatPanels.Width);
}

/// <summary>All parameters of a network: one flat array of values and one of gradients, with tensors as places in them.</summary>
internal sealed unsafe class Parameters(IReadOnlyList<ParameterTensor> tensors) : IDisposable
{
    /// <summary>The tensors, from the inputs up.</summary>
    public IReadOnlyList<ParameterTensor> Tensors { get; } = tensors;

    public AlignedMemory<float> Values { get; } = new(tensors.Sum(t => (long)t.Length));

    public AlignedMemory<float> Gradients { get; } = new(tensors.Sum(t => (long)t.Length));

    /// <summary>Numbers that can be learned, without padding.</summary>
    public int Count => Tensors.Where(t => t.Role != ParameterRole.Statistic).Sum(t => t.Rows * t.Columns);

    /// <summary>A tensor's entries, row after row, without padding.</summary>
    public float[] Read(ParameterTensor tensor, bool gradients = false)
    {
        float* from = (gradients ? Gradients : Values).Values;
        float[] entries = new float[tensor.Rows * tensor.Columns];
        for (int r = 0; r < tensor.Rows; r++)
            for (int c = 0; c < tensor.Columns; c++) entries[(r * tensor.Columns) + c] = from[tensor.At(r, c)];
        return entries;
    }

    /// <summary>Sets a tensor's entries, row after row.</summary>
    public void Write(ParameterTensor tensor, ReadOnlySpan<float> entries)
    {
        if (entries.Length != tensor.Rows * tensor.Columns)
            throw new ArgumentException($"'{tensor.Name}' was given {entries.Length} numbers and has {tensor.Rows} × {tensor.Columns}; give one each.", nameof(entries));
        for (int r = 0; r < tensor.Rows; r++)
            for (int c = 0; c < tensor.Columns; c++) Values.Values[tensor.At(r, c)] = entries[(r * tensor.Columns) + c];
    }

    public void Dispose()
    {
        Values.Dispose();
        Gradients.Dispose();
    }
}
