using MLRegularization.Models;
using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Networks;

/// <summary>One hidden layer.</summary>
/// <param name="Width">Its units.</param>
/// <param name="Activation">What is applied to their sums.</param>
public sealed record HiddenLayer(int Width, Activation Activation = Activation.Relu);

/// <summary>How weights begin; biases begin at 0 unless said otherwise.</summary>
public enum Initialization
{
    /// <summary>Normal with variance 2 / inputs (He and others 2015).</summary>
    HeNormal,

    /// <summary>Normal with variance 1 / inputs (LeCun and others 1998), which SELU asks for.</summary>
    LecunNormal,

    /// <summary>Uniform on ±√(6 / (inputs + outputs)) (Glorot and Bengio 2010).</summary>
    GlorotUniform,

    /// <summary>
    /// Weights and biases normal, weights of the outputs 0; weights with variance 1 / inputs and steps of 1 / √inputs of the learning rate: the neural tangent parametrisation, in which one learning rate is
    /// right for layers of all widths (Jacot and others 2018).
    /// </summary>
    NeuralTangent,

    /// <summary>Weights and biases uniform on ±1/√inputs: what PyTorch's linear layers do.</summary>
    UniformByInputs,
}

/// <summary>What a multilayer perceptron is made of. The inputs and outputs come from the data.</summary>
public sealed record NetworkSpec
{
    /// <summary>Most units of a layer.</summary>
    public const int MostUnits = 65_536;

    /// <summary>Most parameters of a network: 2²⁷, of which a training run holds several copies in 4 bytes each.</summary>
    public const int MostParameters = 1 << 27;

    private readonly EqualList<HiddenLayer>? hidden = new([new(256), new(256), new(256)]);

    /// <summary>The hidden layers, from the inputs up; none is a linear model. Default: 3 of 256 units.</summary>
    public IReadOnlyList<HiddenLayer> Hidden
    {
        get => hidden!;
        init => hidden = value is null ? null : new EqualList<HiddenLayer>(value); // Check says what is wrong with none
    }

    /// <summary>Applied to the outputs. Default: nothing.</summary>
    public Activation OutputActivation { get; init; } = Activation.Identity;

    /// <summary>How weights begin. Default: <see cref="Initialization.HeNormal"/>.</summary>
    public Initialization Initialization { get; init; }

    /// <summary>The learning rate of biases, in learning rates. Default 1.</summary>
    public double BiasRate { get; init; } = 1;

    /// <summary>What keeps it from learning its training rows by heart. Default: nothing.</summary>
    public RegularizationSpec Regularization { get; init; } = RegularizationSpec.None;

    /// <summary>Hidden layers of these widths, all with one activation.</summary>
    public static NetworkSpec Of(Activation activation, params IReadOnlyList<int> widths)
    {
        ArgumentNullException.ThrowIfNull(widths);
        return new NetworkSpec { Hidden = [.. widths.Select(w => new HiddenLayer(w, activation))] };
    }

    /// <summary>Which hidden layers have a skip connection around them, given inputs of the first.</summary>
    internal bool[] Skipped(int inputs)
        => [.. Hidden.Select((layer, l) => Regularization.Find<SkipConnections>(l + 1)?.Fits(l == 0 ? inputs : Hidden[l - 1].Width, layer.Width) ?? false)];

    /// <summary>Refuses what cannot be built.</summary>
    /// <exception cref="ArgumentException">A width is out of range, or a regulariser does not go with the network.</exception>
    internal void Check()
    {
        if (Hidden is null || Hidden.Any(layer => layer is null)) throw new ArgumentException("The list of hidden layers is null or holds null; give as many layers as there shall be: an empty list is a linear model.");
        if (Regularization is null) throw new ArgumentException("The network's regularisation is null; give RegularizationSpec.None for nothing.");
        for (int l = 0; l < Hidden.Count; l++)
            if (Hidden[l].Width is < 1 or > MostUnits)
                throw new ArgumentException($"Hidden layer {l + 1} has {Hidden[l].Width} units; give from 1 to {MostUnits}, or leave the layer out.");
        if (!(BiasRate >= 0 && double.IsFinite(BiasRate))) throw new ArgumentException($"The rate of biases is {BiasRate} learning rates; it must be 0 or more and finite: 1 is usual.");
        Regularization.Check(Hidden.Count);
    }
}
