using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Layers;

/// <summary>
/// Batch norm: γ (x − mean) / √(variance + ε) + β by units. Blocks of rows measure themselves and are put together in their order (Chan and others
/// 1983), so no bit depends on threads. Slopes are changed in place.
/// </summary>
internal sealed unsafe class BatchNormLayer : Layer, IBatchLayer, IPanelLeader, IDisposable
{
    private const int Width = FloatPanels.Width, Lanes = 8;

    private readonly Parameters parameters;
    private readonly BatchNormTensors tensors;
    private readonly double momentum, epsilon;
    private readonly ParameterSlice[] slices;
    private readonly int padded;

    // Per block of rows two sums for each unit: mean and squares around it on the way up, slopes and slopes times deviations on the way down.
    private readonly AlignedMemory<float> blocks;

    // Per unit: the mean, γ / √(variance + ε), 1 / √(variance + ε), and what is taken from slopes: their mean, and a factor of deviations.
    private readonly AlignedMemory<float> units;

    // Per unit: the batch's mean, and its sum of squares around it.
    private readonly AlignedMemory<double> moments;
    private PanelTask[] above = [], below = [];
    private MomentSums? gathered;

    public BatchNormLayer(Signal input, Signal output, Parameters parameters, BatchNormTensors tensors, double momentum, double epsilon)
        : base(input, output)
    {
        this.parameters = parameters;
        this.tensors = tensors;
        this.momentum = momentum;
        this.epsilon = epsilon;
        slices = [new(tensors.Factor, tensors.Factor.Start, tensors.Factor.Length), new(tensors.Shift, tensors.Shift.Start, tensors.Shift.Length)];
        padded = input.Values.Count * Width;
        blocks = new AlignedMemory<float>(2L * RowRange.BlocksOf(input.Values.Rows) * padded);
        units = new AlignedMemory<float>(5L * padded);
        moments = new AlignedMemory<double>(2L * padded);
    }

    public override int GradientTasks => 1;

    private float* Mean => units.Values;

    private float* Scale => units.Values + padded;

    private float* Inverse => units.Values + (2 * padded);

    private float* SlopeMean => units.Values + (3 * padded);

    private float* SlopeFactor => units.Values + (4 * padded);

    public override IReadOnlyList<ParameterSlice> SlicesOf(int task) => slices;

    public void Adopt(IEnumerable<PanelTask> above, IEnumerable<PanelTask> below)
    {
        this.above = [.. above];
        this.below = [.. below];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Measure(Pass pass, RowRange rows, int panel)
    {
        if (!pass.Training && gathered is null) return;
        Vector512<float> share = Vector512.Create(1f / (rows.End - rows.First));
        for (int c = panel * Width; c < (panel + 1) * Width; c += 16)
        {
            float* x = Input.Values.At(panel, rows.First) + (c % Width), end = x + ((rows.End - rows.First) * Width);
            Vector512<float> sum = default, square = default;
            for (float* at = x; at < end; at += Width) sum += Vector512.Load(at);
            Vector512<float> mean = sum * share;
            for (float* at = x; at < end; at += Width)
            {
                Vector512<float> d = Vector512.Load(at) - mean;
                square = Vector512.FusedMultiplyAdd(d, d, square);
            }
            mean.Store(Block(rows.Block, 0) + c);
            square.Store(Block(rows.Block, 1) + c);
        }
    }

    public void Combine(Pass pass)
    {
        if (pass.Training) MeasureBatch(pass.Rows);
        Scales(pass);
    }

    public override void Forward(Pass pass, RowRange rows)
    {
        for (int p = 0; p < Input.Values.Count; p++)
        {
            ForwardPanel(rows, p);
            foreach (PanelTask task in above) task(pass, rows, p);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MeasureSlopes(Pass pass, RowRange rows, int panel)
    {
        for (int c = panel * Width; c < (panel + 1) * Width; c += 16)
        {
            float* x = Input.Values.At(panel, rows.First) + (c % Width), s = Output.Slopes!.At(panel, rows.First) + (c % Width), end = x + ((rows.End - rows.First) * Width);
            Vector512<float> mean = Vector512.Load(Mean + c), sum = default, product = default;
            for (; x < end; x += Width, s += Width)
            {
                Vector512<float> slope = Vector512.Load(s);
                sum += slope;
                product = Vector512.FusedMultiplyAdd(slope, Vector512.Load(x) - mean, product);
            }
            sum.Store(Block(rows.Block, 0) + c);
            product.Store(Block(rows.Block, 1) + c);
        }
    }

    /// <summary>Makes the gradients of γ and β too: the slopes they are sums of are changed by Backward.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void CombineSlopes(Pass pass)
    {
        float* gradients = parameters.Gradients.Values, factor = gradients + tensors.Factor.Start, shift = gradients + tensors.Shift.Start;
        int count = RowRange.BlocksOf(pass.Rows);
        Vector512<double> n = Vector512.Create(pass.Training ? pass.Rows : double.PositiveInfinity);
        for (int c = 0; c < padded; c += Lanes)
        {
            Vector512<double> sum = default, product = default, inverse = Widen(Inverse + c);
            for (int b = 0; b < count; b++)
            {
                sum += Widen(Block(b, 0) + c);
                product += Widen(Block(b, 1) + c);
            }
            product *= inverse;
            Narrow(sum, shift + c);
            Narrow(product, factor + c);
            Narrow(sum / n, SlopeMean + c);
            Narrow(product * inverse / n, SlopeFactor + c);
        }
    }

    /// <summary>∂/∂x = γ / √(variance + ε) · (slope − its mean − deviation · mean of slope times deviation / (variance + ε)); running statistics do not move with x.</summary>
    public override void Backward(Pass pass, RowRange rows)
    {
        for (int p = 0; p < Input.Values.Count; p++)
        {
            BackwardPanel(rows, p);
            foreach (PanelTask task in below) task(pass, rows, p);
        }
    }

    /// <summary>From here on batches are measured whatever the mode, until <see cref="EndStatistics"/>.</summary>
    public void BeginStatistics() => gathered = new MomentSums(Input.Width);

    /// <summary>Counts in the batch that was measured last.</summary>
    public void AddStatistics(Pass pass)
    {
        MeasureBatch(pass.Rows);
        for (int c = 0; c < Input.Width; c++) gathered!.Add(c, pass.Rows, moments.Values[c], moments.Values[padded + c]);
        gathered!.Rows += pass.Rows;
    }

    /// <summary>Puts what was counted in the place of the running statistics.</summary>
    public void EndStatistics()
    {
        float* values = parameters.Values.Values;
        for (int c = 0; c < Input.Width; c++)
        {
            values[tensors.Mean.Start + c] = (float)gathered!.Means[c];
            values[tensors.Variance.Start + c] = (float)(gathered.Squares[c] / Math.Max(gathered.Rows - 1, 1));
        }
        gathered = null;
    }

    public void Dispose()
    {
        blocks.Dispose();
        units.Dispose();
        moments.Dispose();
    }

    private float* Block(int block, int which) => blocks.Values + (((2L * block) + which) * padded);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MeasureBatch(int rows)
    {
        int count = RowRange.BlocksOf(rows);
        for (int c = 0; c < padded; c += Lanes)
        {
            Vector512<double> mean = default, squares = default;
            for (int b = 0; b < count; b++) mean += Vector512.Create((double)RowsOf(b, rows) / rows) * Widen(Block(b, 0) + c);
            for (int b = 0; b < count; b++)
            {
                Vector512<double> d = Widen(Block(b, 0) + c) - mean;
                squares += Widen(Block(b, 1) + c) + (Vector512.Create((double)RowsOf(b, rows)) * d * d);
            }
            mean.Store(moments.Values + c);
            squares.Store(moments.Values + padded + c);
        }
    }

    // Mean, inverse and scale of the units, of the batch or of what ran before; a batch that is learned from runs on.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Scales(Pass pass)
    {
        float* values = parameters.Values.Values, factor = values + tensors.Factor.Start, running = values + tensors.Mean.Start, runningVariance = values + tensors.Variance.Start;
        bool runs = pass.Training && pass.Rows > 1 && !pass.IsProbe;
        Vector512<double> small = Vector512.Create(epsilon), old = Vector512.Create(1 - momentum), fresh = Vector512.Create(momentum);
        for (int c = 0; c < padded; c += Lanes)
        {
            Vector512<double> mean = pass.Training ? Vector512.Load(moments.Values + c) : Widen(running + c);
            Vector512<double> variance = pass.Training ? Vector512.Load(moments.Values + padded + c) / pass.Rows : Widen(runningVariance + c);
            if (runs)
            {
                Narrow((old * Widen(running + c)) + (fresh * mean), running + c);
                Narrow((old * Widen(runningVariance + c)) + (fresh * Vector512.Load(moments.Values + padded + c) / (pass.Rows - 1)), runningVariance + c);
            }
            Vector512<double> inverse = Vector512<double>.One / Vector512.Sqrt(variance + small);
            Narrow(mean, Mean + c);
            Narrow(inverse, Inverse + c);
            Narrow(Widen(factor + c) * inverse, Scale + c);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ForwardPanel(RowRange rows, int panel)
    {
        float* shifts = parameters.Values.Values + tensors.Shift.Start;
        for (int c = panel * Width; c < (panel + 1) * Width; c += 16)
        {
            float* x = Input.Values.At(panel, rows.First) + (c % Width), y = Output.Values.At(panel, rows.First) + (c % Width), end = x + ((rows.End - rows.First) * Width);
            Vector512<float> mean = Vector512.Load(Mean + c), scale = Vector512.Load(Scale + c), shift = Vector512.Load(shifts + c);
            for (; x < end; x += Width, y += Width) Vector512.FusedMultiplyAdd(Vector512.Load(x) - mean, scale, shift).Store(y);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void BackwardPanel(RowRange rows, int panel)
    {
        for (int c = panel * Width; c < (panel + 1) * Width; c += 16)
        {
            float* x = Input.Values.At(panel, rows.First) + (c % Width), s = Output.Slopes!.At(panel, rows.First) + (c % Width), end = x + ((rows.End - rows.First) * Width);
            Vector512<float> mean = Vector512.Load(Mean + c), scale = Vector512.Load(Scale + c), level = Vector512.Load(SlopeMean + c), tilt = Vector512.Load(SlopeFactor + c);
            for (; x < end; x += Width, s += Width)
                (scale * (Vector512.Load(s) - level - ((Vector512.Load(x) - mean) * tilt))).Store(s);
        }
    }

    private static int RowsOf(int block, int rows) => RowRange.Of(block, rows).End - RowRange.Of(block, rows).First;

    private static Vector512<double> Widen(float* from) => Vector512.WidenLower(Vector256.Load(from).ToVector512Unsafe());

    private static void Narrow(Vector512<double> value, float* to) => Vector512.Narrow(value, value).GetLower().Store(to);

    /// <summary>Means and squares around them of all rows of many batches.</summary>
    private sealed class MomentSums(int columns)
    {
        public double[] Means { get; } = new double[columns];

        public double[] Squares { get; } = new double[columns];

        public long Rows { get; set; }

        public void Add(int column, int rows, double mean, double squares)
        {
            double d = mean - Means[column], all = Rows + rows;
            Means[column] += d * rows / all;
            Squares[column] += squares + (d * d * Rows * rows / all);
        }
    }
}

/// <summary>What a batch norm keeps: γ, β and the running statistics, one number per unit each.</summary>
internal sealed record BatchNormTensors(ParameterTensor Factor, ParameterTensor Shift, ParameterTensor Mean, ParameterTensor Variance);
