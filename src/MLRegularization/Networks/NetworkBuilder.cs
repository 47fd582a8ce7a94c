using MLRegularization.Models;
using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Numerics;

namespace MLRegularization.Networks;

/// <summary>Turns a <see cref="NetworkSpec"/> into a <see cref="Network"/>: embeddings, noise, scales and dropout of the inputs; per hidden layer a linear map, its norms, activation, dropout and skip connection, then the outputs.</summary>
internal sealed class NetworkBuilder
{
    private readonly NetworkSpec spec;
    private readonly int rows;
    private readonly bool trainable;
    private readonly List<ParameterTensor> tensors = [];
    private readonly List<Func<Parameters, Layer>> makers = [];
    private readonly bool[] skipped;
    private Signal top;
    private int length;

    private NetworkBuilder(NetworkSpec spec, InputLayout inputs, int rows, bool trainable, bool inputSlopes)
    {
        this.spec = spec;
        this.rows = rows;
        this.trainable = trainable;
        skipped = spec.Skipped(inputs.Width);
        top = new Signal(rows, inputs.Numbers, inputSlopes ? new FloatPanels(rows, inputs.Numbers) : null);
    }

    /// <summary>Makes a network whose inputs are numbers alone.</summary>
    public static Network Build(NetworkSpec spec, int inputs, int outputs, int rows, bool trainable, Crew crew, bool inputSlopes = false)
        => Build(spec, new InputLayout(inputs), outputs, rows, trainable, crew, inputSlopes);

    /// <summary>Makes a network with parameters of 0.</summary>
    /// <param name="spec">What it is made of.</param>
    /// <param name="inputs">Numbers and categories per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <param name="rows">Rows of the largest batch.</param>
    /// <param name="trainable">Whether slopes and gradients are wanted.</param>
    /// <param name="crew">Threads.</param>
    /// <param name="inputSlopes">Whether the slopes of the numbers are wanted too.</param>
    public static Network Build(NetworkSpec spec, InputLayout inputs, int outputs, int rows, bool trainable, Crew crew, bool inputSlopes = false)
    {
        spec.Check();
        inputs.Check();
        NetworkBuilder builder = new(spec, inputs, rows, trainable, inputSlopes);
        int[] codes = new int[rows * inputs.Categories.Count];
        builder.AddInputs(inputs, codes);
        for (int l = 0; l < spec.Hidden.Count; l++) builder.AddHidden(l + 1, spec.Hidden[l]);
        builder.AddLinear("output", spec.Hidden.Count + 1, outputs, bias: true);
        builder.AddActivation(spec.OutputActivation);
        Parameters parameters = new(builder.tensors);
        return new Network([.. builder.makers.Select(make => make(parameters))], parameters, new Pass { RowIds = new int[rows] }, crew) { Codes = codes };
    }

    private void AddInputs(InputLayout inputs, int[] codes)
    {
        double noise = trainable ? spec.Regularization.Find<GaussianInputNoise>()?.Deviation ?? 0 : 0, rate = trainable ? spec.Regularization.Find<InputDropout>()?.Rate ?? 0 : 0;
        // Noise works in place, and the caller's numbers are not its own.
        if (inputs.Categories.Count > 0 || noise > 0 || rate > 0) AddEmbeddings(inputs, codes);
        if (noise > 0) Add(new InputNoiseLayer(top, inputs.Numbers, noise));
        if (spec.Regularization.Find<InputScaling>() is InputScaling scaling) AddInputScaling(scaling.RateFactor);
        if (rate > 0) Add(new DropoutLayer(top, 0, _ => rate));
    }

    private void AddEmbeddings(InputLayout inputs, int[] codes)
    {
        Signal input = top, output = new(rows, inputs.Width, trainable && (inputs.Categories.Count > 0 || top.Slopes is not null) ? new FloatPanels(rows, inputs.Width) : null);
        ParameterTensor[] tables = [.. inputs.Categories.Select(c => NewTensor($"embedding.{c.Name}", ParameterRole.Embedding, 0, c.Categories + 1, c.Width))];
        makers.Add(parameters => new EmbeddingLayer(input, output, parameters, tables, codes));
        top = output;
    }

    private void AddInputScaling(double rateFactor)
    {
        Signal input = top, output = new(rows, top.Width, trainable ? new FloatPanels(rows, top.Width) : null);
        ParameterTensor factors = NewTensor("input.scale", ParameterRole.InputScale, 0, 1, top.Width, begin: 1, rateFactor);
        makers.Add(parameters => new InputScalingLayer(input, output, parameters, factors));
        top = output;
    }

    private void AddHidden(int number, HiddenLayer layer)
    {
        Signal input = top;
        BatchNorm? norm = spec.Regularization.Find<BatchNorm>(number);
        bool skip = skipped[number - 1];
        AddLinear($"hidden{number}", number, layer.Width, bias: norm is null, addsSlopes: skip);
        if (norm is not null) AddBatchNorm(number, norm);
        if (spec.Regularization.Find<LayerNorm>(number) is LayerNorm rows) AddLayerNorm(number, rows);
        Signal before = top;
        AddActivation(layer.Activation);
        if (spec.Regularization.Find<Dropout>(number) is Dropout { Rate: > 0 } dropout && trainable)
            Add(new DropoutLayer(top, number, dropout.RateAt) { Kept = top == before ? null : before.Values });
        if (skip) AddSkip(number, input);
    }

    private void AddSkip(int number, Signal shortcut)
    {
        Signal layer = top;
        if (shortcut.Width != layer.Width)
        {
            top = shortcut;
            AddLinear($"hidden{number}.skip", number, layer.Width, bias: false);
            shortcut = top;
        }
        int skips = skipped.Count(l => l), place = skipped.Take(number).Count(l => l);
        Add(new SkipLayer(layer, shortcut, number, trainable ? (spec.Regularization.Find<StochasticDepth>()?.Rate ?? 0) * place / skips : 0));
    }

    private void AddLinear(string name, int number, int width, bool bias, bool addsSlopes = false)
    {
        Signal input = top, output = new(rows, width, trainable ? new FloatPanels(rows, width) : null);
        ParameterTensor weight = NewTensor($"{name}.weight", ParameterRole.Weight, number, input.Width, width, stepFactor: spec.Initialization == Initialization.NeuralTangent ? 1 / Math.Sqrt(input.Width) : 1);
        ParameterTensor? shift = bias ? NewTensor($"{name}.bias", ParameterRole.Bias, number, 1, width, rateFactor: spec.BiasRate) : null;
        double noise = trainable ? spec.Regularization.Find<WeightNoise>(number)?.Deviation ?? 0 : 0;
        makers.Add(parameters => new LinearLayer(input, output, parameters, weight, shift)
        {
            AddsSlopes = addsSlopes,
            Noise = noise > 0 ? new WeightPerturbation(parameters, weight, noise) : null,
        });
        top = output;
    }

    private void AddBatchNorm(int number, BatchNorm norm)
    {
        string name = $"hidden{number}.batchnorm";
        Signal input = top, output = new(rows, top.Width, top.Slopes);
        BatchNormTensors tensors = new(
            NewTensor($"{name}.factor", ParameterRole.Norm, number, 1, top.Width, begin: 1),
            NewTensor($"{name}.shift", ParameterRole.Norm, number, 1, top.Width),
            NewTensor($"{name}.mean", ParameterRole.Statistic, number, 1, top.Width),
            NewTensor($"{name}.variance", ParameterRole.Statistic, number, 1, top.Width, begin: 1));
        makers.Add(parameters => new BatchNormLayer(input, output, parameters, tensors, norm.Momentum, norm.Epsilon));
        top = output;
    }

    private void AddLayerNorm(int number, LayerNorm norm)
    {
        Signal input = top, output = new(rows, top.Width, top.Slopes);
        ParameterTensor factor = NewTensor($"hidden{number}.layernorm.factor", ParameterRole.Norm, number, 1, top.Width, begin: 1);
        ParameterTensor shift = NewTensor($"hidden{number}.layernorm.shift", ParameterRole.Norm, number, 1, top.Width);
        makers.Add(parameters => new LayerNormLayer(input, output, parameters, factor, shift, norm.Epsilon));
        top = output;
    }

    private void AddActivation(Activation activation)
    {
        if (activation == Activation.Identity) return;
        Signal output = new(rows, top.Width, top.Slopes);
        Add(ActivationLayer.Of(activation, top, output));
    }

    private void Add(Layer layer)
    {
        makers.Add(_ => layer);
        top = layer.Output;
    }

    private ParameterTensor NewTensor(string name, ParameterRole role, int layer, int inputs, int columns, float begin = 0, double rateFactor = 1, double stepFactor = 1)
    {
        long all = length + ((long)inputs * columns);
        if (all > NetworkSpec.MostParameters)
            throw new ArgumentException($"With '{name}', {inputs} × {columns} numbers, the network has {all} parameters; it may have at most {NetworkSpec.MostParameters}: take narrower or fewer hidden layers, or fewer inputs.");
        ParameterTensor tensor = new(name, role, layer, inputs, columns, length) { Begin = begin, RateFactor = rateFactor, StepFactor = stepFactor };
        tensors.Add(tensor);
        length = checked(length + tensor.Length);
        return tensor;
    }
}
