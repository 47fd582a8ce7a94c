using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Networks.Training;

/// <summary>Mean loss and smooth penalties of a network as a function of one vector: what it learns, tensor by tensor, row after row, without padding.</summary>
internal sealed unsafe class SmoothObjective
{
    private readonly Parameters parameters;
    private readonly Func<double> loss;
    private readonly ParameterTensor[] tensors;
    private readonly WeightPenalty[] penalties;
    private readonly UpdateRules rules;
    private readonly StepInfo step;

    /// <summary>Binds parameters.</summary>
    /// <param name="parameters">Where values are written and gradients are found.</param>
    /// <param name="regularization">Smooth penalties, and what does not act on weights.</param>
    /// <param name="loss">Tells the layers of the new values, leaves the gradients of the mean loss of all rows in the parameters and returns that loss.</param>
    /// <exception cref="ArgumentException">A regulariser is not smooth.</exception>
    public SmoothObjective(Parameters parameters, RegularizationSpec regularization, Func<double> loss)
    {
        if (Lbfgs.Problem(regularization) is string problem) throw new ArgumentException(problem, nameof(regularization));
        this.parameters = parameters;
        this.loss = loss;
        tensors = [.. parameters.Tensors.Where(t => t.IsLearned)];
        penalties = [.. regularization.OfType<WeightPenalty>()];
        rules = new UpdateRules(parameters, regularization);
        step = new StepInfo(parameters, new Sgd(), []);
    }

    /// <summary>The parameters as they are.</summary>
    public double[] Point() => [.. tensors.SelectMany(t => parameters.Read(t)).Select(v => (double)v)];

    /// <summary>The objective at a point, which is rounded to floats.</summary>
    public double At(Span<double> point, Span<double> gradient)
    {
        int at = 0;
        foreach (ParameterTensor tensor in tensors)
            for (int r = 0; r < tensor.Rows; r++)
                for (int c = 0; c < tensor.Columns; c++, at++) point[at] = parameters.Values.Values[tensor.At(r, c)] = (float)point[at];
        double value = loss() + penalties.Sum(p => p.Value(parameters));
        foreach (ISliceRule rule in rules.All) rule.Begin(step);
        foreach (ParameterTensor tensor in tensors)
            foreach (ISliceRule rule in rules.Of(tensor)) rule.Before(new ParameterSlice(tensor, tensor.Start, tensor.Length), step);
        at = 0;
        foreach (ParameterTensor tensor in tensors)
            for (int r = 0; r < tensor.Rows; r++)
                for (int c = 0; c < tensor.Columns; c++, at++) gradient[at] = parameters.Gradients.Values[tensor.At(r, c)];
        return value;
    }
}
