using MLRegularization.Models;
using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Numerics;

namespace MLRegularization.Networks;

/// <summary>Turns a <see cref="NetworkSpec"/> into a <see cref="Network"/>: embeddings, noise, scales and dropout of the inputs; per hidden layer a linear map, its norms, activation and dropout, then the outputs.</summary>
internal sealed class NetworkBuilder
{
    private readonly NetworkSpec spec;
    private readonly int rows;
    private readonly bool trainable;
    private readonly List<ParameterTensor> tensors = [];
    private readonly List<Func<Parameters, Layer>> makers = [];
    private Signal top;
    private int length;

    private NetworkBuilder(NetworkSpec spec, int numbers, int rows, bool trainable, bool inputSlopes)
    {
        this.spec = spec;
        this.rows = rows;
        this.trainable = trainable;
        top = new Signal(rows, numbers, inputSlopes ? new FloatPanels(rows, numbers) : null);
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
    /// <param name="inputSlopes">Whether the slopes of the inputs are wanted too.</param>
    public static Network Build(NetworkSpec spec, InputLayout inputs, int outputs, int rows, bool trainable, Crew crew, bool inputSlopes = false)
    {
        spec.Check();
        inputs.Check();
        NetworkBuilder builder = new(spec, inputs.Numbers, rows, trainable, inputSlopes);
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
        if (spec.Regularization.Find<InputScaling>() is not null) AddInputScaling();
        if (rate > 0) Add(new DropoutLayer(top, 0, _ => rate));
    }

    private void AddEmbeddings(InputLayout inputs, int[] codes)
    {
        Signal input = top, output = new(rows, inputs.Width, trainable && inputs.Categories.Count > 0 ? new FloatPanels(rows, inputs.Width) : null);
        ParameterTensor[] tables = [.. inputs.Categories.Select(c => NewTensor($"embedding.{c.Name}", ParameterRole.Embedding, 0, c.Categories + 1, c.Width))];
        makers.Add(parameters => new EmbeddingLayer(input, output, parameters, tables, codes));
        top = output;
    }

    private void AddInputScaling()
    {
        Signal input = top, output = new(rows, top.Width, trainable ? new FloatPanels(rows, top.Width) : null);
        ParameterTensor factors = NewTensor("inputs.scale", ParameterRole.InputScale, 0, 1, top.Width, begin: 1);
        makers.Add(parameters => new InputScalingLayer(input, output, parameters, factors));
        top = output;
    }

    private void AddHidden(int number, HiddenLayer layer)
    {
        BatchNorm? norm = spec.Regularization.Find<BatchNorm>(number);
        AddLinear($"hidden{number}", number, layer.Width, bias: norm is null);
        if (norm is not null) AddBatchNorm(number, norm);
        if (spec.Regularization.Find<LayerNorm>(number) is LayerNorm rows) AddLayerNorm(number, rows);
        AddActivation(layer.Activation);
        if (spec.Regularization.Find<Dropout>(number) is Dropout { Rate: > 0 } dropout && trainable) Add(new DropoutLayer(top, number, _ => dropout.Rate));
    }

    private void AddLinear(string name, int number, int width, bool bias)
    {
        Signal input = top, output = new(rows, width, trainable ? new FloatPanels(rows, width) : null);
        ParameterTensor weight = NewTensor($"{name}.weight", ParameterRole.Weight, number, input.Width, width);
        ParameterTensor? shift = bias ? NewTensor($"{name}.bias", ParameterRole.Bias, number, 1, width) : null;
        makers.Add(parameters => new LinearLayer(input, output, parameters, weight, shift));
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

    private ParameterTensor NewTensor(string name, ParameterRole role, int layer, int inputs, int columns, float begin = 0)
    {
        ParameterTensor tensor = new(name, role, layer, inputs, columns, length) { Begin = begin };
        tensors.Add(tensor);
        length = checked(length + tensor.Length);
        return tensor;
    }
}
