using MLRegularization.Numerics;

namespace MLRegularization.Networks.Layers;

/// <summary>
/// z = xW + b, or without b: products of panels, 8 rows × 32 columns at a time, and dot products where the last panel holds only a few outputs. The weights are kept
/// twice, the second time transposed: for the way down and for dot products.
/// </summary>
internal sealed unsafe class LinearLayer : Layer, IPanelLeader, IDisposable
{
    /// <summary>Rows of a weight panel that stay in the first cache while rows of the batch pass by.</summary>
    private const int Depth = 128;

    private const int Width = FloatPanels.Width, Height = FloatTile.Height;

    private readonly Parameters parameters;
    private readonly LinearGradient gradient;
    private readonly int panelsOfTask; // more than one read the inputs once
    private readonly ParameterSlice[][] slices;
    private readonly FloatPanels? transposed;
    private PanelTask[] above = [], below = [];

    public LinearLayer(Signal input, Signal output, Parameters parameters, ParameterTensor weight, ParameterTensor? bias)
        : base(input, output)
    {
        this.parameters = parameters;
        Weight = weight;
        Bias = bias;
        gradient = new LinearGradient(this, parameters);
        panelsOfTask = Math.Clamp(weight.Panels / 4, 1, 4);
        slices = [.. Enumerable.Range(0, weight.Panels).Chunk(panelsOfTask).Select(task => task.SelectMany(p => new[] { weight, bias }.OfType<ParameterTensor>().Select(t => LinearGradient.Panel(t, p))).ToArray())];
        if (input.Slopes is not null || HasDots(weight.Panels - 1)) transposed = new FloatPanels(weight.Columns, weight.Rows);
    }

    /// <summary>Inputs × outputs.</summary>
    public ParameterTensor Weight { get; }

    /// <summary>Null: what follows would take it away again.</summary>
    public ParameterTensor? Bias { get; }

    /// <summary>Whether the input's slopes are added to what another layer put there.</summary>
    public bool AddsSlopes { get; init; }

    /// <summary>Noise on the weights in training; null: none.</summary>
    public WeightPerturbation? Noise { get; init; }

    public override bool DrawsPerBatch => Noise is not null;

    public override int GradientTasks => slices.Length;

    public override IReadOnlyList<ParameterSlice> SlicesOf(int task) => slices[task];

    public void Adopt(IEnumerable<PanelTask> above, IEnumerable<PanelTask> below)
    {
        this.above = [.. above];
        this.below = [.. below];
    }

    public override void Forward(Pass pass, RowRange rows)
    {
        float* values = parameters.Values.Values, none = stackalloc float[Width];
        new Span<float>(none, Width).Clear();
        for (int p = 0; p < Output.Values.Count; p++)
        {
            float* bias = Bias is null ? none : values + LinearGradient.Panel(Bias, p).Start;
            if (HasDots(p)) MultiplyByDots(rows, p, bias);
            else Multiply(Input.Values, rows, Used(pass, p), Weight.Rows, bias, 0, Output.Values, p);
            foreach (PanelTask task in above) task(pass, rows, p);
        }
    }

    public override void Backward(Pass pass, RowRange rows)
    {
        if (Input.Slopes is null) return;
        float* zeros = stackalloc float[Width];
        new Span<float>(zeros, Width).Clear();
        for (int p = 0; p < Input.Slopes.Count; p++)
        {
            if (AddsSlopes) Multiply(Output.Slopes!, rows, transposed!.At(p, 0), Weight.Columns, Input.Slopes.At(p, rows.First), Width, Input.Slopes, p);
            else Multiply(Output.Slopes!, rows, transposed!.At(p, 0), Weight.Columns, zeros, 0, Input.Slopes, p);
            foreach (PanelTask task in below) task(pass, rows, p);
        }
    }

    public override void Gradient(Pass pass, int task) => gradient.Make(pass.Rows, task * panelsOfTask, EndOf(task));

    /// <summary>Writes the transposed copy of a task's panels.</summary>
    public override void Refresh(int task)
    {
        for (int p = task * panelsOfTask; p < EndOf(task); p++) Transpose(Kept(p), p);
    }

    /// <summary>Draws the noise of a task's panels in training; out of it the transposed copy is without noise again.</summary>
    public override void Draw(Pass pass, int task)
    {
        if (Noise is null) return;
        for (int p = task * panelsOfTask; p < EndOf(task); p++)
        {
            if (pass.Training) Noise.Draw(pass, p);
            Transpose(Used(pass, p), p);
        }
    }

    public void Dispose()
    {
        transposed?.Dispose();
        Noise?.Dispose();
    }

    private int EndOf(int task) => Math.Min(Weight.Panels, (task + 1) * panelsOfTask);

    private float* Kept(int panel) => parameters.Values.Values + LinearGradient.Panel(Weight, panel).Start;

    // The weights of a panel that the batch meets.
    private float* Used(Pass pass, int panel) => Noise is not null && pass.Training ? Noise.Panel(panel) : Kept(panel);

    private void Transpose(float* w, int panel)
    {
        if (transposed is null) return;
        for (int i = 0; i < Weight.Rows; i += Width)
            FloatPanels.Transpose(w + (i * Width), Math.Min(Width, Weight.Rows - i), transposed.At(i / Width, panel * Width), ColumnsOf(panel));
    }

    private int ColumnsOf(int panel) => Math.Min(Width, Weight.Columns - (panel * Width));

    // Whether dot products are faster than tiles: measured, each takes about the time of 256 more inputs to end, and without that a sixteenth of a panel's.
    private bool HasDots(int panel) => ColumnsOf(panel) * (Weight.Rows + 256L) < 16L * Weight.Rows;

    private void MultiplyByDots(RowRange rows, int panel, float* bias)
    {
        FloatPanels x = Input.Values;
        for (int c = 0; c < ColumnsOf(panel); c++)
            for (int r = rows.First; r < rows.End; r += FloatDots.Height)
                FloatDots.Rows(x.Count, x.At(0, r), x.PanelStep, transposed!.At(0, (panel * Width) + c), transposed.PanelStep, bias[c], Output.Values.At(panel, r) + c);
    }

    // One panel of the product: weights stay in the first cache while the rows pass by.
    private static void Multiply(FloatPanels left, RowRange rows, float* right, int depth, float* start, nint startStep, FloatPanels product, int panel)
    {
        for (int k = 0; k < depth; k += Depth)
        {
            for (int r = rows.First, tile = 0; r < rows.End; r += Height, tile++)
            {
                // Each of eight tiles brings an eighth of the next weights near.
                float* next = right + ((k + Depth + (tile * Depth / 8)) * Width);
                FloatTile.Rows(rows.End - r, Math.Min(Depth, depth - k), left.At(k / Width, r), left.PanelStep, right + (k * Width), start + (tile * Height * startStep), startStep, product.At(panel, r), next);
            }
            start = product.At(panel, rows.First);
            startStep = Width;
        }
    }
}
