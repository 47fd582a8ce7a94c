using MLRegularization.Losses;
using MLRegularization.Networks.Layers;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Training;

/// <summary>
/// A loss of the linear models at the top of a network: of the batch's outputs it makes slopes, by rows and in double precision. Labels may be soft: of one
/// output a number between two labels, of K classes a distribution.
/// </summary>
internal sealed unsafe class OutputLoss
{
    private readonly ILoss loss;
    private readonly Pass pass;
    private readonly Signal output;
    private readonly double[] eta, slopes, values;

    public OutputLoss(ILoss loss, Network network, int rows)
    {
        this.loss = loss;
        pass = network.Pass;
        output = network.Output;
        Labels = new double[rows];
        Weights = new double[rows];
        eta = new double[rows * loss.Outputs];
        slopes = new double[rows * loss.Outputs];
        values = new double[RowRange.BlocksOf(rows)];
    }

    /// <summary>Labels of the batch's rows: numbers, or codes of classes.</summary>
    public double[] Labels { get; }

    /// <summary>The share of each row in the batch's mean; their sum is 1.</summary>
    public double[] Weights { get; }

    /// <summary>Distributions over K classes in place of labels, row after row; null: labels are sure.</summary>
    public double[]? SoftLabels { get; set; }

    /// <summary>The batch's mean loss, after all rows were there.</summary>
    public double Value()
    {
        double sum = 0;
        for (int b = 0; b < RowRange.BlocksOf(pass.Rows); b++) sum += values[b];
        return sum;
    }

    /// <summary>Slopes of some rows by their outputs; 0 in rows of padding.</summary>
    public void Backward(RowRange rows)
    {
        int n = rows.End - rows.First, outputs = loss.Outputs;
        Span<double> h = eta.AsSpan(rows.First * outputs, n * outputs), u = slopes.AsSpan(rows.First * outputs, n * outputs);
        ReadOnlySpan<double> y = Labels.AsSpan(rows.First, n), omega = Weights.AsSpan(rows.First, n);
        for (int k = 0; k < outputs; k++)
        {
            float* from = Column(output.Values, rows.First, k);
            for (int i = 0; i < n; i++) h[(k * n) + i] = from[i * FloatPanels.Width];
        }
        values[rows.Block] = loss.Slopes(h, y, omega, u);
        if (SoftLabels is not null) Soften(rows, h, u, n);
        int padded = (n + FloatTile.Height - 1) / FloatTile.Height * FloatTile.Height;
        for (int k = 0; k < outputs; k++)
        {
            float* slope = Column(output.Slopes!, rows.First, k);
            for (int i = 0; i < padded; i++) slope[i * FloatPanels.Width] = i < n ? (float)u[(k * n) + i] : 0;
        }
    }

    private static float* Column(FloatPanels panels, int row, int column) => panels.At(column / FloatPanels.Width, row) + (column % FloatPanels.Width);

    // log Σ e^η − Σ tₖ ηₖ is the loss of the sure label and η_y − Σ tₖ ηₖ.
    private void Soften(RowRange rows, Span<double> h, Span<double> u, int n)
    {
        int outputs = loss.Outputs;
        for (int i = 0; i < n; i++)
        {
            double omega = Weights[rows.First + i];
            int label = (int)Labels[rows.First + i];
            ReadOnlySpan<double> soft = SoftLabels.AsSpan((rows.First + i) * outputs, outputs);
            double value = h[(label * n) + i];
            for (int k = 0; k < outputs; k++)
            {
                value -= soft[k] * h[(k * n) + i];
                u[(k * n) + i] -= omega * soft[k];
            }
            u[(label * n) + i] += omega;
            values[rows.Block] += omega * value;
        }
    }
}
