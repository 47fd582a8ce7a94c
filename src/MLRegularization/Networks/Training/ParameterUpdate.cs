using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Training;

/// <summary>
/// Turns gradients into changed parameters: penalties before, the optimiser, penalties and constraints after. Slices come as their gradients are made and
/// are done while they are in the cache; only what needs a whole tensor, or all gradients, waits for <see cref="Finish"/>.
/// </summary>
internal sealed unsafe class ParameterUpdate : IDisposable
{
    private readonly Parameters parameters;
    private readonly GradientClip? clip;
    private readonly Lookahead? lookahead;
    private readonly Crew? crew;
    private readonly UpdateRules rules;
    private readonly StepInfo step;
    private readonly ParameterSlice[] panels;
    private readonly Action<int> take, finish;
    private double clipFactor = 1;

    /// <summary>Binds an optimiser to parameters.</summary>
    /// <param name="parameters">Values and gradients.</param>
    /// <param name="optimizer">What takes the steps.</param>
    /// <param name="regularization">Penalties and constraints; others are not looked at.</param>
    /// <param name="clip">Clips gradients; null: nobody does.</param>
    /// <param name="crew">Shares out what waits for <see cref="Finish"/>; null: the caller alone.</param>
    public ParameterUpdate(Parameters parameters, StepOptimizer optimizer, RegularizationSpec regularization, GradientClip? clip = null, Crew? crew = null)
    {
        if ((optimizer.Problem() ?? clip?.Problem()) is string problem) throw new ArgumentException(problem);
        this.parameters = parameters;
        this.clip = clip;
        this.crew = crew;
        lookahead = optimizer as Lookahead;
        rules = new UpdateRules(parameters, regularization);
        Moments = [.. Enumerable.Range(0, optimizer.Moments).Select(_ => new AlignedMemory<float>(parameters.Values.Length))];
        step = new StepInfo(parameters, optimizer, Moments);
        panels = [.. parameters.Tensors.Where(t => t.IsLearned).SelectMany(t => Enumerable.Range(0, t.Panels).Select(p => new ParameterSlice(t, t.Start + (p * t.PanelLength), t.PanelLength)))];
        take = i => Take(panels[i]);
        finish = FinishLayer;
    }

    /// <summary>What the optimiser remembers: flat arrays like the parameters'.</summary>
    public IReadOnlyList<AlignedMemory<float>> Moments { get; }

    /// <summary>Steps taken.</summary>
    public long Steps { get; set; }

    /// <summary>Whether a rule waits for all slices of a step.</summary>
    public bool HasTensorRules => rules.ByLayer.Count > 0;

    /// <summary>√Σg² of the last step's gradients before they were clipped; NaN where nobody asked.</summary>
    public double GradientNorm { get; private set; } = double.NaN;

    /// <summary>Begins a step.</summary>
    public void Begin(double rate, double progress)
    {
        if (Steps == 0 && lookahead is not null) BeginSlow();
        Steps++;
        step.Begin(Steps, rate, progress);
        foreach (ISliceRule rule in rules.All) rule.Begin(step);
    }

    /// <summary>Takes the step for a slice whose gradients are there.</summary>
    public void Apply(ParameterSlice slice)
    {
        if (clip is not { NeedsAll: true }) Take(slice);
    }

    /// <summary>Ends the step, once all slices were there.</summary>
    /// <returns>Whether values changed after <see cref="Apply"/>, so that layers must be told: <see cref="Network.Refresh"/>.</returns>
    public bool Finish()
    {
        bool changed = HasTensorRules;
        if (clip is { NeedsAll: true })
        {
            double squares = 0;
            foreach (ParameterTensor tensor in parameters.Tensors.Where(t => t.IsLearned)) squares += FloatSums.Squares(parameters.Gradients.Values + tensor.Start, tensor.Length);
            GradientNorm = Math.Sqrt(squares);
            clipFactor = clip.Factor(GradientNorm);
            Run(panels.Length, take);
            changed = true;
        }
        Run(rules.ByLayer.Count, finish);
        if (lookahead is null || Steps % lookahead.Steps != 0) return changed;
        foreach (ParameterTensor tensor in parameters.Tensors.Where(t => t.IsLearned))
            lookahead.Meet(parameters.Values.Span(tensor.Start, tensor.Length), Moments[^1].Span(tensor.Start, tensor.Length));
        return true;
    }

    public void Dispose()
    {
        foreach (AlignedMemory<float> moment in Moments) moment.Dispose();
    }

    // Slow weights begin where the first step begins, but inside all constraints: a step of rate 0 that only projects.
    private void BeginSlow()
    {
        Span<float> values = parameters.Values.All, slow = Moments[^1].All;
        float[] first = [.. values];
        step.Begin(1, 0, 0);
        foreach (ParameterSlice panel in panels)
            foreach (ISliceRule rule in rules.Of(panel.Tensor)) rule.After(panel, step);
        for (int layer = 0; layer < rules.ByLayer.Count; layer++) FinishLayer(layer);
        values.CopyTo(slow);
        first.CopyTo(values);
    }

    private void Take(ParameterSlice slice)
    {
        clip?.Apply(step.Gradients + slice.Start, slice.Length, clipFactor);
        ISliceRule[] own = rules.Of(slice.Tensor);
        foreach (ISliceRule rule in own) rule.Before(slice, step);
        step.Take(slice);
        foreach (ISliceRule rule in own) rule.After(slice, step);
    }

    private void FinishLayer(int layer)
    {
        foreach (ITensorRule rule in rules.ByLayer[layer]) rule.Finish(step);
    }

    private void Run(int tasks, Action<int> task)
    {
        if (crew is not null) crew.Run(tasks, task);
        else
            for (int i = 0; i < tasks; i++) task(i);
    }
}
