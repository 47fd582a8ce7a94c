using MLRegularization.Networks.Layers;
using MLRegularization.Numerics;

namespace MLRegularization.Networks;

/// <summary>
/// Layers in a row, with memory for a batch: rows go up, slopes come down, gradients are made. It knows no loss, optimiser or regulariser;
/// those that act on signals are layers like others.
/// </summary>
internal sealed class Network : IDisposable
{
    /// <summary>Multiplications below which one thread is faster than waking another.</summary>
    private const long WorthSharing = 1_000_000;

    private readonly Crew crew;
    private readonly Layer?[] upward, downward; // the layers that do their rows themselves, each at its place
    private readonly bool[] measured, slopesMeasured; // the layers that need whole batches and have a neighbour that shows them its panels
    private readonly Stage[] stages;
    private readonly (Layer Layer, int Task)[] gradientTasks;
    private readonly Action<int> turn, gradient;
    private readonly Action<int>? draw;
    private readonly Action<int>[] up, down;
    private Action<RowRange>? atBottom, atTop;
    private Action<ParameterSlice>? change;

    /// <summary>Wires layers; those that must see whole batches cut them into stages.</summary>
    public Network(IReadOnlyList<Layer> layers, Parameters parameters, Pass pass, Crew crew)
    {
        this.crew = crew;
        Layers = layers;
        Parameters = parameters;
        Pass = pass;
        List<int> starts = [0, .. Enumerable.Range(1, layers.Count - 1).Where(i => layers[i] is IBatchLayer)];
        if (layers[0] is IBatchLayer) throw new ArgumentException("The first layer needs whole batches before any row is there; put another before it.", nameof(layers));
        upward = [.. layers];
        downward = [.. layers];
        measured = new bool[layers.Count];
        slopesMeasured = new bool[layers.Count];
        for (int l = 0; l < layers.Count; l++)
            if (layers[l] is IPanelLeader leader) Join(leader, l);
        stages = [.. starts.Select((first, s) => new Stage(first, s + 1 < starts.Count ? starts[s + 1] : layers.Count))];
        gradientTasks = [.. layers.SelectMany(l => Enumerable.Range(0, l.GradientTasks).Select(t => (l, t)))];
        up = [.. stages.Select(s => (Action<int>)(block => Up(s, block)))];
        down = [.. stages.Select(s => (Action<int>)(block => Down(s, block)))];
        if (layers.Any(l => l.DrawsPerBatch)) draw = Draw;
        turn = Turn;
        gradient = Gradient;
        Work = parameters.Tensors.Where(t => t.Role == ParameterRole.Weight).Sum(t => (long)t.Rows * t.Columns);
    }

    public IReadOnlyList<Layer> Layers { get; }

    public Parameters Parameters { get; }

    public Pass Pass { get; }

    /// <summary>Multiplications per row and direction.</summary>
    public long Work { get; }

    /// <summary>The numbers of the batch's rows.</summary>
    public Signal Input => Layers[0].Input;

    /// <summary>The codes of their categories, row after row; a code that is no category counts as not seen.</summary>
    public int[] Codes { get; init; } = [];

    public Signal Output => Layers[^1].Output;

    /// <summary>Carries the batch up.</summary>
    public void Forward()
    {
        atBottom = null;
        DrawAll();
        for (int s = 0; s < stages.Length; s++)
        {
            Run(up[s], RowRange.BlocksOf(Pass.Rows), Work * Pass.Rows);
            if (s + 1 < stages.Length) ((IBatchLayer)Layers[stages[s + 1].First]).Combine(Pass);
        }
    }

    /// <summary>Carries the batch up to one of the layers that need whole batches, which measures it and stops.</summary>
    public void ForwardTo(IBatchLayer layer)
    {
        atBottom = null;
        DrawAll();
        for (int s = 0; ; s++)
        {
            Run(up[s], RowRange.BlocksOf(Pass.Rows), Work * Pass.Rows);
            IBatchLayer next = (IBatchLayer)Layers[stages[s + 1].First];
            if (next == layer) return;
            next.Combine(Pass);
        }
    }

    /// <summary>Carries the batch up and down and makes all gradients.</summary>
    /// <param name="gather">At the bottom, for some rows: fills the input's values; null: they are there.</param>
    /// <param name="loss">At the top, for some rows: fills the output's slopes from its values.</param>
    /// <param name="changed">Called with a slice whose gradients are final, once each; it may change its values. Slices are independent of each other.</param>
    public void Step(Action<RowRange>? gather, Action<RowRange> loss, Action<ParameterSlice> changed)
    {
        change = changed;
        UpAndDown(gather, loss);
        Run(gradient, gradientTasks.Length, Work * Pass.Rows);
    }

    /// <summary>Carries the batch up and down without making gradients: for the slopes of the inputs. Running statistics stay as they are.</summary>
    public void Backpropagate(Action<RowRange>? gather, Action<RowRange> loss)
    {
        Pass.IsProbe = true;
        UpAndDown(gather, loss);
        Pass.IsProbe = false;
    }

    /// <summary>Tells layers of parameters that were set from outside.</summary>
    public void Refresh()
    {
        foreach ((Layer layer, int task) in gradientTasks) layer.Refresh(task);
    }

    public void Dispose()
    {
        foreach (Signal signal in Layers.SelectMany(l => new[] { l.Input, l.Output }).Distinct())
        {
            signal.Values.Dispose();
            signal.Slopes?.Dispose();
        }
        foreach (IDisposable layer in Layers.OfType<IDisposable>()) layer.Dispose();
        Parameters.Dispose();
    }

    private void UpAndDown(Action<RowRange>? gather, Action<RowRange> loss)
    {
        (atBottom, atTop) = (gather, loss);
        DrawAll();
        int blocks = RowRange.BlocksOf(Pass.Rows);
        for (int s = 0; s < stages.Length - 1; s++)
        {
            Run(up[s], blocks, Work * Pass.Rows);
            ((IBatchLayer)Layers[stages[s + 1].First]).Combine(Pass);
        }
        Run(turn, blocks, 2 * Work * Pass.Rows);
        for (int s = stages.Length - 2; s >= 0; s--)
        {
            ((IBatchLayer)Layers[stages[s + 1].First]).CombineSlopes(Pass);
            Run(down[s], blocks, Work * Pass.Rows);
        }
    }

    // Layers that act on single units, and eyes that look at them, do so panel by panel, as part of what comes before them.
    private void Join(IPanelLeader leader, int place)
    {
        List<PanelTask> above = [], below = [];
        int top = place + 1, bottom = place - 1;
        for (; Touch(top - 1, top) && Layers[top] is IPanelLayer layer; top++)
        {
            above.Add(layer.ForwardPanel);
            upward[top] = null;
        }
        if (Touch(top - 1, top) && Layers[top] is IBatchLayer next)
        {
            above.Add(next.Measure);
            measured[top] = true;
        }
        for (; Touch(bottom, bottom + 1) && Layers[bottom] is IPanelLayer layer; bottom--)
        {
            below.Add(layer.BackwardPanel);
            downward[bottom] = null;
        }
        if (Touch(bottom, bottom + 1) && Layers[bottom] is IBatchLayer last)
        {
            below.Add(last.MeasureSlopes);
            slopesMeasured[bottom] = true;
        }
        leader.Adopt(above, below);
    }

    private bool Touch(int lower, int upper) => lower >= 0 && upper < Layers.Count && Layers[lower].Output == Layers[upper].Input;

    private void Run(Action<int> task, int tasks, long work)
    {
        if (work >= WorthSharing) crew.Run(tasks, task);
        else
            for (int i = 0; i < tasks; i++) task(i);
    }

    private void DrawAll()
    {
        // A normal number costs about as much as thirty multiplications.
        if (draw is not null) Run(draw, gradientTasks.Length, 30 * Work);
    }

    private void Draw(int index) => gradientTasks[index].Layer.Draw(Pass, gradientTasks[index].Task);

    private void Up(Stage stage, int block)
    {
        RowRange rows = RowRange.Of(block, Pass.Rows);
        if (stage.First == 0) atBottom?.Invoke(rows);
        for (int l = stage.First; l < stage.End; l++) upward[l]?.Forward(Pass, rows);
        if (stage.End == Layers.Count || measured[stage.End]) return;
        for (int p = 0; p < Layers[stage.End].Input.Values.Count; p++) ((IBatchLayer)Layers[stage.End]).Measure(Pass, rows, p);
    }

    // The last stage up, the loss, and the same stage down without a pause.
    private void Turn(int block)
    {
        RowRange rows = RowRange.Of(block, Pass.Rows);
        Stage last = stages[^1];
        if (last.First == 0) atBottom?.Invoke(rows);
        for (int l = last.First; l < last.End; l++) upward[l]?.Forward(Pass, rows);
        atTop!(rows);
        Descend(last, rows);
    }

    // The batch layer that ends a stage begins the way down.
    private void Down(Stage stage, int block)
    {
        RowRange rows = RowRange.Of(block, Pass.Rows);
        Layers[stage.End].Backward(Pass, rows);
        Descend(stage, rows);
    }

    private void Descend(Stage stage, RowRange rows)
    {
        int first = Layers[stage.First] is IBatchLayer ? stage.First + 1 : stage.First;
        for (int l = stage.End - 1; l >= first; l--) downward[l]?.Backward(Pass, rows);
        if (Layers[stage.First] is not IBatchLayer batch || slopesMeasured[stage.First]) return;
        for (int p = 0; p < Layers[stage.First].Output.Values.Count; p++) batch.MeasureSlopes(Pass, rows, p);
    }

    private void Gradient(int index)
    {
        (Layer layer, int task) = gradientTasks[index];
        layer.Gradient(Pass, task);
        IReadOnlyList<ParameterSlice> slices = layer.SlicesOf(task);
        for (int i = 0; i < slices.Count; i++) change!(slices[i]);
        layer.Refresh(task);
    }

    private readonly record struct Stage(int First, int End);
}
