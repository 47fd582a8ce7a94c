using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Layers;

/// <summary>
/// Batch norm: γ (x − mean) / √(variance + ε) + β by units. Blocks of rows measure themselves and are put together in their order (Chan and others
/// 1983), so no bit depends on threads. Slopes are changed in place.
/// </summary>
internal sealed unsafe class BatchNormLayer : Layer, IBatchLayer, IDisposable
{
    private const int Width = FloatPanels.Width;

    private readonly Parameters parameters;
    private readonly BatchNormTensors tensors;
    private readonly double momentum, epsilon;
    private readonly ParameterSlice[] slices;
    private readonly int padded;

    // Per block of rows two sums for each unit: mean and squares around it on the way up, slopes and slopes times deviations on the way down.
    private readonly AlignedMemory<float> blocks;

    // Per unit: the mean, γ / √(variance + ε), 1 / √(variance + ε), and what is taken from slopes: their mean, and a factor of deviations.
    private readonly AlignedMemory<float> units;
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
    }

    public override int GradientTasks => 1;

    private float* Mean => units.Values;

    private float* Scale => units.Values + padded;

    private float* Inverse => units.Values + (2 * padded);

    private float* SlopeMean => units.Values + (3 * padded);

    private float* SlopeFactor => units.Values + (4 * padded);

    public override IReadOnlyList<ParameterSlice> SlicesOf(int task) => slices;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Measure(Pass pass, RowRange rows)
    {
        if (!pass.Training && gathered is null) return;
        float* means = Block(rows.Block, 0), squares = Block(rows.Block, 1);
        Vector512<float> share = Vector512.Create(1f / (rows.End - rows.First));
        for (int c = 0; c < padded; c += 16)
        {
            float* x = Input.Values.At(c / Width, rows.First) + (c % Width), end = x + ((rows.End - rows.First) * Width);
            Vector512<float> sum = default, square = default;
            for (float* at = x; at < end; at += Width) sum += Vector512.Load(at);
            Vector512<float> mean = sum * share;
            for (float* at = x; at < end; at += Width)
            {
                Vector512<float> d = Vector512.Load(at) - mean;
                square = Vector512.FusedMultiplyAdd(d, d, square);
            }
            mean.Store(means + c);
            square.Store(squares + c);
        }
    }

    public void Combine(Pass pass)
    {
        float* values = parameters.Values.Values, factor = values + tensors.Factor.Start, running = values + tensors.Mean.Start, runningVariance = values + tensors.Variance.Start;
        for (int c = 0; c < Input.Width; c++)
        {
            double mean = running[c], variance = runningVariance[c];
            if (pass.Training)
            {
                (mean, double squares) = Moments(c, pass.Rows);
                variance = squares / pass.Rows;
                if (pass.Rows > 1 && !pass.IsProbe)
                {
                    running[c] = (float)(((1 - momentum) * running[c]) + (momentum * mean));
                    runningVariance[c] = (float)(((1 - momentum) * runningVariance[c]) + (momentum * squares / (pass.Rows - 1)));
                }
            }
            double inverse = 1 / Math.Sqrt(variance + epsilon);
            Mean[c] = (float)mean;
            Inverse[c] = (float)inverse;
            Scale[c] = (float)(factor[c] * inverse);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(Pass pass, RowRange rows)
    {
        float* shifts = parameters.Values.Values + tensors.Shift.Start;
        for (int c = 0; c < padded; c += 16)
        {
            float* x = Input.Values.At(c / Width, rows.First) + (c % Width), y = Output.Values.At(c / Width, rows.First) + (c % Width), end = x + ((rows.End - rows.First) * Width);
            Vector512<float> mean = Vector512.Load(Mean + c), scale = Vector512.Load(Scale + c), shift = Vector512.Load(shifts + c);
            for (; x < end; x += Width, y += Width) Vector512.FusedMultiplyAdd(Vector512.Load(x) - mean, scale, shift).Store(y);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MeasureSlopes(Pass pass, RowRange rows)
    {
        float* sums = Block(rows.Block, 0), products = Block(rows.Block, 1);
        for (int c = 0; c < padded; c += 16)
        {
            float* x = Input.Values.At(c / Width, rows.First) + (c % Width), s = Output.Slopes!.At(c / Width, rows.First) + (c % Width), end = x + ((rows.End - rows.First) * Width);
            Vector512<float> mean = Vector512.Load(Mean + c), sum = default, product = default;
            for (; x < end; x += Width, s += Width)
            {
                Vector512<float> slope = Vector512.Load(s);
                sum += slope;
                product = Vector512.FusedMultiplyAdd(slope, Vector512.Load(x) - mean, product);
            }
            sum.Store(sums + c);
            product.Store(products + c);
        }
    }

    /// <summary>Makes the gradients of γ and β too: the slopes they are sums of are changed by Backward.</summary>
    public void CombineSlopes(Pass pass)
    {
        float* gradients = parameters.Gradients.Values, factor = gradients + tensors.Factor.Start, shift = gradients + tensors.Shift.Start;
        int count = RowRange.BlocksOf(pass.Rows);
        for (int c = 0; c < Input.Width; c++)
        {
            double sum = 0, product = 0;
            for (int b = 0; b < count; b++)
            {
                sum += Block(b, 0)[c];
                product += Block(b, 1)[c];
            }
            shift[c] = (float)sum;
            factor[c] = (float)(product * Inverse[c]);
            SlopeMean[c] = pass.Training ? (float)(sum / pass.Rows) : 0;
            SlopeFactor[c] = pass.Training ? (float)(product * Inverse[c] * Inverse[c] / pass.Rows) : 0;
        }
    }

    /// <summary>∂/∂x = γ / √(variance + ε) · (slope − its mean − deviation · mean of slope times deviation / (variance + ε)); running statistics do not move with x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(Pass pass, RowRange rows)
    {
        for (int c = 0; c < padded; c += 16)
        {
            float* x = Input.Values.At(c / Width, rows.First) + (c % Width), s = Output.Slopes!.At(c / Width, rows.First) + (c % Width), end = x + ((rows.End - rows.First) * Width);
            Vector512<float> mean = Vector512.Load(Mean + c), scale = Vector512.Load(Scale + c), level = Vector512.Load(SlopeMean + c), tilt = Vector512.Load(SlopeFactor + c);
            for (; x < end; x += Width, s += Width)
                (scale * (Vector512.Load(s) - level - ((Vector512.Load(x) - mean) * tilt))).Store(s);
        }
    }

    /// <summary>From here on batches are measured whatever the mode, until <see cref="EndStatistics"/>.</summary>
    public void BeginStatistics() => gathered = new MomentSums(Input.Width);

    /// <summary>Counts in the batch that was measured last.</summary>
    public void AddStatistics(Pass pass)
    {
        for (int c = 0; c < Input.Width; c++)
        {
            (double mean, double squares) = Moments(c, pass.Rows);
            gathered!.Add(c, pass.Rows, mean, squares);
        }
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
    }

    private float* Block(int block, int which) => blocks.Values + (((2L * block) + which) * padded);

    // The batch's mean, and its sum of squares around it.
    private (double Mean, double Squares) Moments(int column, int rows)
    {
        double mean = 0, squares = 0;
        int count = RowRange.BlocksOf(rows);
        for (int b = 0; b < count; b++) mean += (double)(RowRange.Of(b, rows).End - RowRange.Of(b, rows).First) / rows * Block(b, 0)[column];
        for (int b = 0; b < count; b++)
        {
            double d = Block(b, 0)[column] - mean;
            squares += Block(b, 1)[column] + ((RowRange.Of(b, rows).End - RowRange.Of(b, rows).First) * d * d);
        }
        return (mean, squares);
    }

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
