using System.Runtime.Intrinsics;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Training;

/// <summary>The average of a network's weights, kept beside them: shown in their place where a model is measured or kept, and hidden again where training goes on.</summary>
internal sealed unsafe class WeightAverage : IDisposable
{
    private readonly WeightAveraging rule;
    private readonly Network network;
    private readonly Action recompute;
    private readonly AlignedMemory<float> kept;
    private bool shown;

    /// <summary>Binds a network.</summary>
    /// <param name="rule">What is averaged, and how.</param>
    /// <param name="network">Its parameters, and its layers to be told of changes.</param>
    /// <param name="recompute">Measures the statistics of norms anew under the values in place; they belong to other weights until then.</param>
    public WeightAverage(WeightAveraging rule, Network network, Action recompute)
    {
        this.rule = rule;
        this.network = network;
        this.recompute = recompute;
        Values = new AlignedMemory<float>(network.Parameters.Values.Length);
        kept = new AlignedMemory<float>(network.Parameters.Values.Length);
    }

    /// <summary>The average, flat like the parameters.</summary>
    public AlignedMemory<float> Values { get; }

    /// <summary>How many sets of weights are in it.</summary>
    public long Count { get; set; }

    /// <summary>After a step.</summary>
    /// <param name="progress">How far training has come.</param>
    public void AfterStep(double progress)
    {
        if (rule.EveryStep && rule.Begins(progress)) Take();
    }

    /// <summary>After the last step of an epoch.</summary>
    /// <param name="progress">How far training has come, that epoch included.</param>
    public void AfterEpoch(double progress)
    {
        if (!rule.EveryStep && rule.Begins(progress)) Take();
    }

    /// <summary>Puts the average in the place of the parameters, and makes everything that depends on them anew; nothing where there is no average yet.</summary>
    public void Show()
    {
        if (shown || Count == 0) return;
        shown = true;
        Span<float> values = network.Parameters.Values.All, average = Values.All;
        values.CopyTo(kept.All);
        for (int i = 0; i < values.Length; i++) values[i] = values[i] == 0 ? 0 : average[i];
        network.Refresh();
        recompute();
    }

    /// <summary>Puts the weights of training back, with the statistics of norms that belong to them.</summary>
    public void Hide()
    {
        if (!shown) return;
        shown = false;
        kept.All.CopyTo(network.Parameters.Values.All);
        network.Refresh();
    }

    public void Dispose()
    {
        Values.Dispose();
        kept.Dispose();
    }

    // average ← average + share (values − average).
    private void Take()
    {
        if (shown) throw new InvalidOperationException("The average is shown in the place of the weights; hide it before training goes on.");
        Vector512<float> share = Vector512.Create((float)rule.Share(++Count));
        float* average = Values.Values, values = network.Parameters.Values.Values;
        for (long i = 0; i < Values.Length; i += 16)
        {
            Vector512<float> old = Vector512.Load(average + i);
            Vector512.FusedMultiplyAdd(share, Vector512.Load(values + i) - old, old).Store(average + i);
        }
    }
}
