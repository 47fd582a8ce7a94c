using MLRegularization.Networks;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Tuning;

/// <summary>
/// The cocktail of regularisers of networks (Kadra and others 2021) as a search space: every one of them, with none among its values, and the learning rate. First come the defaults, then
/// the same network with nothing that regularises.
/// </summary>
public static class NetworkSpace
{
    /// <summary>How far a learning rate is searched around the preset's, as factors.</summary>
    private const double SlowerBy = 8, FasterBy = 3;

    /// <summary>How often a strength is none: of what helps most tables, and of what helps some.</summary>
    private const double Sometimes = 0.25, Often = 0.6;

    /// <summary>The whole cocktail for a task.</summary>
    /// <param name="task">What is predicted: label smoothing is for classes, target noise for regression.</param>
    /// <param name="options">Whose regularisation and learning rate the defaults are; null: the preset's.</param>
    /// <param name="architecture">Whether width and depth are searched too. Default: no.</param>
    public static SearchSpace Cocktail(NetworkTask task, MlpOptions? options = null, bool architecture = false)
    {
        options ??= new MlpOptions();
        double rate = NetworkPoint.RateOf(options, task);
        List<Dimension> dimensions =
        [
            .. architecture ? new Dimension[] { new ChoiceDimension("width", "width", 64, 128, 256, 512), new ChoiceDimension("depth", "depth", 1, 2, 3, 4) } : [],
            .. options.Optimizer is Lbfgs ? Array.Empty<Dimension>() : [new RangeDimension("learningRate", "learning rate", rate / SlowerBy, rate * FasterBy, logarithmic: true)],
            new RangeDimension("dropout", "dropout", 0.02, 0.5, noneShare: Sometimes),
            new RangeDimension("inputDropout", "input dropout", 0.02, 0.3, noneShare: Often),
            new RangeDimension("weightDecay", "weight decay", 1e-3, 1, logarithmic: true, Sometimes),
            new RangeDimension("l1", "L1", 1e-6, 1e-2, logarithmic: true, Often),
            new RangeDimension("l2", "L2", 1e-6, 1e-2, logarithmic: true, Often),
            new RangeDimension("inputGroups", "group lasso of inputs", 1e-6, 1e-2, logarithmic: true, Often),
            new ChoiceDimension("norm", "normalisation", "none", "batch norm", "layer norm"),
            new SwitchDimension("skip", "skip connections"),
            new RangeDimension("stochasticDepth", "stochastic depth", 0.05, 0.5, noneShare: Sometimes) { Under = "skip" },
            new RangeDimension("mixup", "mixup", 0.05, 1, logarithmic: true, Often),
            new RangeDimension("cutMix", "CutMix", 0.1, 1, noneShare: Often),
            new RangeDimension("cutOut", "CutOut", 0.05, 0.5, noneShare: Often),
            new SwitchDimension("adversarial", "adversarial rows"),
            new RangeDimension("adversarialStep", "adversarial step", 1e-3, 0.1, logarithmic: true) { Under = "adversarial" },
            .. task.HasClasses() ? [new RangeDimension("labelSmoothing", "label smoothing", 0.01, 0.2, noneShare: Sometimes)] : Array.Empty<Dimension>(),
            .. task == NetworkTask.Regression ? [new RangeDimension("targetNoise", "target noise", 0.01, 0.3, logarithmic: true, Often)] : Array.Empty<Dimension>(),
            new RangeDimension("inputNoise", "input noise", 0.01, 0.5, logarithmic: true, Often),
            new RangeDimension("weightNoise", "weight noise", 1e-3, 0.1, logarithmic: true, Often),
            new RangeDimension("maxNorm", "norms of units up to", 0.5, 8, logarithmic: true, Often),
            new SwitchDimension("lookahead", "lookahead"),
            new ChoiceDimension("average", "averaged weights", "none", "EMA", "SWA"),
        ];
        if (options.Optimizer is Lbfgs) dimensions.RemoveAll(d => d.Name is not ("width" or "depth" or "l2" or "norm" or "skip" or "labelSmoothing"));
        SearchPoint defaults = NetworkPoint.Of(options, task, dimensions), plain = NetworkPoint.Of(WithoutAll(options, task), task, dimensions);
        return new SearchSpace("cocktail-1", dimensions, [defaults, plain]);
    }

    /// <summary>The options of a point: those given, with what the point says in place of their own.</summary>
    /// <param name="point">A point of <see cref="Cocktail"/>.</param>
    /// <param name="options">All that is not searched; null: the preset's.</param>
    /// <param name="task">What is predicted.</param>
    public static MlpOptions ToOptions(SearchPoint point, MlpOptions? options, NetworkTask task)
    {
        ArgumentNullException.ThrowIfNull(point);
        return NetworkPoint.ToOptions(point, options ?? new MlpOptions(), task);
    }

    private static MlpOptions WithoutAll(MlpOptions options, NetworkTask task)
    {
        MlpOptions plain = options.Copy();
        RegularizationSpec own = NetworkPoint.RegularizationOf(options, task);
        plain.Regularization = [.. own.Where(m => m is InputScaling or EarlyStopping)];
        if (plain.Optimizer is Lookahead lookahead) plain.Optimizer = lookahead.Inner;
        return plain;
    }
}
