using MLRegularization.Networks;
using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Networks.Training;
using MLRegularization.Numerics;

namespace MLRegularization.Tests.Networks;

/// <summary>
/// Two layers of parameters with padding, and a statistic that no step may touch, and the loss ½ Σ c (w − t)² of their own, so that optimisers and penalties are seen without a network. Curvatures c lie between
/// 0.5 and 2, targets t between −1 and 1.
/// </summary>
internal sealed unsafe class UpdateBench : IDisposable
{
    private readonly ParameterUpdate update;
    private readonly double[] curvatures, targets;

    public UpdateBench(StepOptimizer optimizer, RegularizationSpec regularization, GradientClip? clip = null, Crew? crew = null)
    {
        Parameters = new Parameters(Tensors());
        RandomStream random = new(11);
        curvatures = new double[Parameters.Values.Length];
        targets = new double[Parameters.Values.Length];
        foreach (ParameterTensor tensor in Parameters.Tensors)
            for (int r = 0; r < tensor.Rows; r++)
                for (int c = 0; c < tensor.Columns; c++)
                {
                    int at = tensor.At(r, c);
                    (curvatures[at], targets[at]) = (0.5 + (1.5 * random.NextUniform()), (2 * random.NextUniform()) - 1);
                    Parameters.Values.Values[at] = (float)((2 * random.NextUniform()) - 1);
                }
        First = [.. Parameters.Values.All];
        update = new ParameterUpdate(Parameters, optimizer, regularization, clip, crew);
    }

    public Parameters Parameters { get; }

    /// <summary>Values before the first step, flat.</summary>
    public float[] First { get; }

    public ParameterUpdate Update => update;

    /// <summary>Values, flat.</summary>
    public Span<float> Values => Parameters.Values.All;

    /// <summary>Tensors that steps change.</summary>
    public IEnumerable<ParameterTensor> Learned => Parameters.Tensors.Where(t => t.IsLearned);

    /// <summary>Whether all that is learned is 0.</summary>
    public bool IsZero => Learned.All(t => Parameters.Read(t).All(v => v == 0));

    /// <summary>Flat places that are no padding.</summary>
    public static IEnumerable<int> Places(ParameterTensor tensor)
        => Enumerable.Range(0, tensor.Rows).SelectMany(r => Enumerable.Range(0, tensor.Columns).Select(c => tensor.At(r, c)));

    public double Slope(int place, double value) => curvatures[place] * (value - targets[place]);

    public ParameterTensor Tensor(string name) => Parameters.Tensors.Single(t => t.Name == name);

    /// <summary>Takes steps; gradients are the loss's at the values.</summary>
    public void Run(int steps, Func<int, double> rate, Func<int, int, double, double>? slope = null)
    {
        int taken = (int)update.Steps;
        for (int s = taken + 1; s <= taken + steps; s++)
        {
            update.Begin(rate(s), (s - 1.0) / (taken + steps));
            foreach (ParameterTensor tensor in Learned)
            {
                foreach (int place in Places(tensor)) Parameters.Gradients.Values[place] = (float)(slope is null ? Slope(place, Values[place]) : slope(s, place, Values[place]));
                for (int p = tensor.Panels - 1; p >= 0; p--) update.Apply(new ParameterSlice(tensor, tensor.Start + (p * tensor.PanelLength), tensor.PanelLength));
            }
            update.Finish();
        }
    }

    public void Run(int steps, double rate) => Run(steps, _ => rate);

    /// <summary>Every number that is padding is 0, and the statistic is what it was.</summary>
    public void CheckPadding()
    {
        foreach (int place in Places(Tensor("hidden1.mean"))) Assert.AreEqual(First[place], Values[place]);
        HashSet<int> real = [.. Parameters.Tensors.SelectMany(Places)];
        for (int i = 0; i < Values.Length; i++)
            if (!real.Contains(i)) Assert.AreEqual(0f, Values[i]);
    }

    public void Dispose()
    {
        update.Dispose();
        Parameters.Dispose();
    }

    private static ParameterTensor[] Tensors()
    {
        List<ParameterTensor> tensors = [];
        int start = 0;
        void Add(string name, ParameterRole role, int layer, int rows, int columns)
        {
            tensors.Add(new ParameterTensor(name, role, layer, rows, columns, start));
            start += tensors[^1].Length;
        }
        Add("hidden1.weight", ParameterRole.Weight, 1, 6, 40);
        Add("hidden1.bias", ParameterRole.Bias, 1, 1, 40);
        Add("hidden1.mean", ParameterRole.Statistic, 1, 1, 40);
        Add("output.weight", ParameterRole.Weight, 2, 40, 3);
        Add("output.bias", ParameterRole.Bias, 2, 1, 3);
        return [.. tensors];
    }
}
