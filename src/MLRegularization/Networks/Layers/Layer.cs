namespace MLRegularization.Networks.Layers;

/// <summary>
/// One step from a signal to the next. Rows of a batch go up and down in tasks that know nothing of each other; gradients of parameters
/// are made after that, by tasks that own parts of a tensor.
/// </summary>
internal abstract class Layer(Signal input, Signal output)
{
    public Signal Input { get; } = input;

    /// <summary>Where it goes on; the input itself for layers that work in place.</summary>
    public Signal Output { get; } = output;

    /// <summary>Values of some rows, from input to output.</summary>
    public abstract void Forward(Pass pass, RowRange rows);

    /// <summary>Slopes of some rows, from output to input, after Forward.</summary>
    public abstract void Backward(Pass pass, RowRange rows);

    /// <summary>Tasks that make the gradients, once all rows went down.</summary>
    public virtual int GradientTasks => 0;

    /// <summary>Makes the gradients of the slices of a task.</summary>
    public virtual void Gradient(Pass pass, int task)
    {
    }

    /// <summary>The slices of parameters that a task makes gradients of: after it they may be changed.</summary>
    public virtual IReadOnlyList<ParameterSlice> SlicesOf(int task) => [];

    /// <summary>Whether it draws something for each batch, before any row is there.</summary>
    public virtual bool DrawsPerBatch => false;

    /// <summary>Draws it, by the tasks of the gradients.</summary>
    public virtual void Draw(Pass pass, int task)
    {
    }

    /// <summary>Takes notice of changed parameters, by the same tasks.</summary>
    public virtual void Refresh(int task)
    {
    }
}

/// <summary>A part of a tensor: a panel of it, or all.</summary>
/// <param name="Tensor">The tensor.</param>
/// <param name="Start">The first number, in the flat arrays.</param>
/// <param name="Length">Numbers, with padding.</param>
internal readonly record struct ParameterSlice(ParameterTensor Tensor, int Start, int Length);
