using MLRegularization.Networks;
using MLRegularization.Networks.Layers;
using MLRegularization.Numerics;

namespace MLRegularization.Tests.Networks.Layers;

/// <summary>A linear layer against plain loops in double precision, wherever panels, tiles, blocks and dot products begin and end.</summary>
[TestClass]
public sealed class LinearLayerTests
{
    [TestMethod]
    public void Products_EveryShape_EqualPlainLoops()
    {
        foreach (int inputs in new[] { 1, 8, 31, 33, 129, 300 })
            foreach (int outputs in new[] { 1, 4, 8, 9, 16, 17, 33, 300 })
                foreach (int rows in new[] { 1, 3, 5, 64, 65, 200 }) Check(inputs, outputs, rows);
    }

    [TestMethod]
    public void Forward_RowAlone_HasTheBitsItHasInABatch()
    {
        foreach (int outputs in new[] { 1, 3, 40 })
        {
            using Parts all = new(150, outputs, 100), one = new(150, outputs, 1);
            for (int row = 0; row < 100; row += 7)
            {
                for (int i = 0; i < 150; i++) one.Input.Values[0, i] = all.Input.Values[row, i];
                one.Forward(1);
                all.Forward(100);
                for (int o = 0; o < outputs; o++) Assert.AreEqual(all.Output.Values[row, o], one.Output.Values[0, o], $"row {row}, output {o} of {outputs}");
            }
        }
    }

    private static void Check(int inputs, int outputs, int rows)
    {
        using Parts parts = new(inputs, outputs, rows);
        float[] w = parts.Parameters.Read(parts.Layer.Weight), b = parts.Parameters.Read(parts.Layer.Bias!);
        parts.Run(rows);
        float[] gw = parts.Parameters.Read(parts.Layer.Weight, gradients: true), gb = parts.Parameters.Read(parts.Layer.Bias!, gradients: true);
        FloatPanels x = parts.Input.Values, s = parts.Output.Slopes!;
        string shape = $"{inputs} → {outputs}, {rows} rows";
        for (int r = 0; r < rows; r += 1 + (rows / 9))
        {
            for (int o = 0; o < outputs; o += 1 + (outputs / 20)) Near(parts.Output.Values[r, o], b[o], inputs, i => (double)x[r, i] * w[(i * outputs) + o], shape);
            for (int i = 0; i < inputs; i += 1 + (inputs / 20)) Near(parts.Input.Slopes![r, i], 0, outputs, o => (double)s[r, o] * w[(i * outputs) + o], shape);
        }
        for (int o = 0; o < outputs; o += 1 + (outputs / 20))
        {
            Near(gb[o], 0, rows, r => s[r, o], shape);
            for (int i = 0; i < inputs; i += 1 + (inputs / 20)) Near(gw[(i * outputs) + o], 0, rows, r => (double)x[r, i] * s[r, o], shape);
        }
    }

    // A sum of n terms is off by at most n roundings of its largest partial sum.
    private static void Near(float actual, double start, int n, Func<int, double> term, string shape)
    {
        double sum = start, size = Math.Abs(start);
        for (int k = 0; k < n; k++)
        {
            sum += term(k);
            size += Math.Abs(term(k));
        }
        Assert.AreEqual(sum, actual, size * (n + 2) * 6e-8, shape);
    }

    private sealed class Parts : IDisposable
    {
        private readonly Pass pass;

        public Parts(int inputs, int outputs, int rows)
        {
            RandomStream random = new(9);
            ParameterTensor weight = new("w", ParameterRole.Weight, 1, inputs, outputs, 0), bias = new("b", ParameterRole.Bias, 1, 1, outputs, weight.Length);
            Parameters = new Parameters([weight, bias]);
            Input = new Signal(rows, inputs, new FloatPanels(rows, inputs));
            Output = new Signal(rows, outputs, new FloatPanels(rows, outputs));
            Layer = new LinearLayer(Input, Output, Parameters, weight, bias);
            pass = new Pass { RowIds = new int[rows] };
            foreach (ParameterTensor tensor in Parameters.Tensors) Parameters.Write(tensor, [.. Enumerable.Range(0, tensor.Rows * tensor.Columns).Select(_ => (float)(random.NextUniform() - 0.5))]);
            for (int t = 0; t < Layer.GradientTasks; t++) Layer.Refresh(t);
            for (int r = 0; r < rows; r++)
            {
                for (int i = 0; i < inputs; i++) Input.Values[r, i] = (float)(random.NextUniform() - 0.5);
                for (int o = 0; o < outputs; o++) Output.Slopes![r, o] = (float)(random.NextUniform() - 0.5);
            }
        }

        public Parameters Parameters { get; }

        public Signal Input { get; }

        public Signal Output { get; }

        public LinearLayer Layer { get; }

        public void Forward(int rows)
        {
            pass.Rows = rows;
            for (int b = 0; b < RowRange.BlocksOf(rows); b++) Layer.Forward(pass, RowRange.Of(b, rows));
        }

        public void Run(int rows)
        {
            Forward(rows);
            for (int b = 0; b < RowRange.BlocksOf(rows); b++) Layer.Backward(pass, RowRange.Of(b, rows));
            for (int t = 0; t < Layer.GradientTasks; t++) Layer.Gradient(pass, t);
        }

        public void Dispose()
        {
            foreach (FloatPanels panels in new[] { Input.Values, Input.Slopes!, Output.Values, Output.Slopes! }) panels.Dispose();
            Layer.Dispose();
            Parameters.Dispose();
        }
    }
}
