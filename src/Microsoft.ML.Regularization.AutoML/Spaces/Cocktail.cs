using MLRegularization.Networks;
using MLRegularization.Tuning;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>The way from what a tuner proposes of a network to the options of its trainer.</summary>
internal static class Cocktail
{
    /// <summary>The point of the engine's space.</summary>
    /// <param name="sweep">What the tuner proposes.</param>
    /// <param name="task">What is predicted.</param>
    /// <param name="rate">The trainer's learning rate.</param>
    public static SearchPoint PointOf(MlpSweepOptions sweep, NetworkTask task, double rate)
    {
        double depth = sweep.Skip ? Above(sweep.StochasticDepth, 0.05) : 0, step = Above(sweep.AdversarialStep, 1e-3);
        List<(string, double)> values =
        [
            ("learningRate", rate * sweep.LearningRate),
            ("dropout", Above(sweep.Dropout, 0.02)),
            ("inputDropout", Above(sweep.InputDropout, 0.02)),
            ("weightDecay", Above(sweep.WeightDecay, 1e-3)),
            ("l1", Above(sweep.L1, 1e-6)),
            ("l2", Above(sweep.L2, 1e-6)),
            ("inputGroups", Above(sweep.InputGroups, 1e-6)),
            ("norm", Place(sweep.Norm, nameof(sweep.Norm), "none", "batch norm", "layer norm")),
            ("skip", sweep.Skip ? 1 : 0),
            .. sweep.Skip ? [("stochasticDepth", depth)] : Array.Empty<(string, double)>(),
            ("mixup", Above(sweep.Mixup, 0.05)),
            ("cutMix", Above(sweep.CutMix, 0.1)),
            ("cutOut", Above(sweep.CutOut, 0.05)),
            ("adversarial", step > 0 ? 1 : 0),
            .. step > 0 ? [("adversarialStep", step)] : Array.Empty<(string, double)>(),
            .. task.HasClasses() ? [("labelSmoothing", Above(sweep.LabelSmoothing, 0.01))] : Array.Empty<(string, double)>(),
            .. task == NetworkTask.Regression ? [("targetNoise", Above(sweep.TargetNoise, 0.01))] : Array.Empty<(string, double)>(),
            ("inputNoise", Above(sweep.InputNoise, 0.01)),
            ("weightNoise", Above(sweep.WeightNoise, 1e-3)),
            ("maxNorm", sweep.MaxNorm > 8 ? 0 : sweep.MaxNorm),
            ("lookahead", sweep.Lookahead ? 1 : 0),
            ("average", Place(sweep.Average, nameof(sweep.Average), "none", "EMA", "SWA")),
        ];
        return new SearchPoint(values);
    }

    /// <summary>The options of a point: those given, with what the point says in place of their own.</summary>
    public static RegularizedMlpOptions OptionsOf(SearchPoint point, RegularizedMlpOptions options, NetworkTask task)
    {
        MlpOptions own = NetworkSpace.ToOptions(point, Engine(options, task), task);
        RegularizedMlpOptions changed = options.Copy();
        Set(changed, own);
        return changed;
    }

    /// <summary>Puts what a point decides into options.</summary>
    public static void Set(RegularizedMlpOptions options, MlpOptions own)
    {
        (options.HiddenLayers, options.Dropout, options.WeightDecay, options.L1) = (null, null, null, null);
        (options.Network, options.Regularization, options.LearningRate, options.Optimizer) = (own.Network, own.Regularization, own.LearningRate, own.Optimizer);
    }

    /// <summary>The options as the engine has them.</summary>
    public static MlpOptions Engine(RegularizedMlpOptions options, NetworkTask task) => RegularizedMlpSettings.Of(options, task).ForTraining(options.ClassWeights);

    /// <summary>The learning rate of options.</summary>
    public static double RateOf(RegularizedMlpOptions options, NetworkTask task) => options.LearningRate ?? MlpPreset.Named(options.Preset).RateFor(task);

    private static double Above(double strength, double least) => strength < least ? 0 : strength;

    private static double Place(string name, string knob, params string[] names)
        => Array.IndexOf(names, name) is >= 0 and int place ? place : throw new ArgumentException($"{knob} is '{name}'; give one of {string.Join(", ", names)}.");
}
