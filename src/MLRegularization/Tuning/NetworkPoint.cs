using MLRegularization.Networks;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Tuning;

/// <summary>The way from a point of the cocktail to options, and back.</summary>
internal static class NetworkPoint
{
    private const int DefaultDepth = 3;
    private const double CutOutRows = 0.5, EmaDecay = 0.99, SwaStart = 0.75, AdversarialRowsMoved = 0.5;

    /// <summary>What regularises under some options: the default of label smoothing depends on what is measured.</summary>
    public static RegularizationSpec RegularizationOf(MlpOptions options, NetworkTask task)
    {
        RegularizationSpec own = SpecOf(options, task).Regularization;
        return options.Regularization ?? (options.Network is null && options.Metric == NetworkMetric.Loss ? own.Without<LabelSmoothing>() : own);
    }

    public static double RateOf(MlpOptions options, NetworkTask task) => options.LearningRate ?? MlpPreset.Named(options.Preset).RateFor(task);

    /// <summary>The point of some options.</summary>
    public static SearchPoint Of(MlpOptions options, NetworkTask task, IReadOnlyList<Dimension> dimensions)
    {
        RegularizationSpec own = RegularizationOf(options, task);
        NetworkSpec spec = SpecOf(options, task);
        double Value(string name) => name switch
        {
            "width" => spec.Hidden.Count > 0 ? spec.Hidden[0].Width : 0,
            "depth" => spec.Hidden.Count,
            "learningRate" => RateOf(options, task),
            "dropout" => own.Find<Dropout>()?.Rate ?? 0,
            "inputDropout" => own.Find<InputDropout>()?.Rate ?? 0,
            "weightDecay" => own.Find<WeightDecay>()?.Lambda ?? 0,
            "l1" => own.Find<L1>()?.Lambda ?? 0,
            "l2" => own.Find<L2>()?.Lambda ?? 0,
            "inputGroups" => own.OfType<GroupLasso>().FirstOrDefault(g => g.Groups == WeightGroups.Inputs)?.Lambda ?? 0,
            "norm" => own.Find<BatchNorm>() is not null ? 1 : own.Find<LayerNorm>() is not null ? 2 : 0,
            "skip" => own.Find<SkipConnections>() is not null ? 1 : 0,
            "stochasticDepth" => own.Find<StochasticDepth>()?.Rate ?? 0,
            "mixup" => own.Find<Mixup>()?.Alpha ?? 0,
            "cutMix" => own.Find<CutMix>()?.Probability ?? 0,
            "cutOut" => own.Find<CutOut>()?.Share ?? 0,
            "adversarial" => own.Find<AdversarialRows>() is not null ? 1 : 0,
            "adversarialStep" => own.Find<AdversarialRows>()?.Epsilon ?? 0,
            "labelSmoothing" => own.Find<LabelSmoothing>()?.Epsilon ?? 0,
            "targetNoise" => own.Find<TargetNoise>()?.Deviation ?? 0,
            "inputNoise" => own.Find<GaussianInputNoise>()?.Deviation ?? 0,
            "weightNoise" => own.Find<WeightNoise>()?.Deviation ?? 0,
            "maxNorm" => own.Find<MaxNorm>()?.Limit ?? 0,
            "lookahead" => options.Optimizer is Lookahead ? 1 : 0,
            "average" => own.Find<WeightAveraging>() switch { Ema => 1, Swa => 2, _ => 0 },
            _ => throw new ArgumentException($"There is no knob '{name}' of networks."),
        };
        return new SearchPoint(dimensions.Where(d => d.Under is null || Value(d.Under) != 0).Select(d => (d.Name, Value(d.Name))));
    }

    /// <summary>The options of a point.</summary>
    public static MlpOptions ToOptions(SearchPoint point, MlpOptions options, NetworkTask task)
    {
        MlpOptions own = options.Copy();
        NetworkSpec spec = SpecOf(options, task);
        own.Network = point.Find("width") is null && point.Find("depth") is null ? spec : spec with { Hidden = Layers(point, spec) };
        own.Regularization = Regularization(point, RegularizationOf(options, task));
        own.LearningRate = point.Find("learningRate") ?? options.LearningRate;
        if (point.Find("lookahead") is double ahead)
        {
            Optimizer optimizer = options.Optimizer ?? MlpPreset.Named(options.Preset).Optimizer;
            own.Optimizer = (ahead, optimizer) switch { (0, Lookahead known) => known.Inner, (not 0, StepOptimizer inner and not Lookahead) => new Lookahead(inner), _ => optimizer };
        }
        return own;
    }

    private static RegularizationSpec Regularization(SearchPoint point, RegularizationSpec own)
    {
        RegularizationSpec spec = own;
        // What is the same already stays as it is, its schedule and layers included.
        void Set<T>(string name, Func<T, double> known, Func<double, T> make)
            where T : Regularizer
        {
            if (point.Find(name) is not double value) return;
            if (value == 0) spec = spec.Without<T>();
            else if (own.Find<T>() is not T same || known(same) != value) spec = spec.Without<T>().With(make(value));
        }
        Set("dropout", m => m.Rate, rate => new Dropout(rate) { Schedule = own.Find<Dropout>()?.Schedule });
        Set("inputDropout", m => m.Rate, rate => new InputDropout(rate));
        Set("weightDecay", m => m.Lambda, lambda => new WeightDecay(lambda, own.Find<WeightDecay>()?.Schedule));
        Set("l1", m => m.Lambda, lambda => new L1(lambda));
        Set("l2", m => m.Lambda, lambda => new L2(lambda));
        Set("inputGroups", m => m.Lambda, lambda => new GroupLasso(lambda));
        if (point.Find("norm") is double norm)
        {
            spec = norm == 1 ? own.Find<BatchNorm>() is null ? spec.With(new BatchNorm()) : spec : spec.Without<BatchNorm>();
            spec = norm == 2 ? own.Find<LayerNorm>() is null ? spec.With(new LayerNorm()) : spec : spec.Without<LayerNorm>();
        }
        Set("skip", _ => 1, _ => new SkipConnections(Projection: true));
        if (point.Find("skip") == 0) spec = spec.Without<StochasticDepth>();
        Set("stochasticDepth", m => m.Rate, rate => new StochasticDepth(rate));
        Set("mixup", m => m.Alpha, alpha => new Mixup(alpha));
        Set("cutMix", m => m.Probability, probability => new CutMix(probability));
        Set("cutOut", m => m.Share, share => new CutOut(share, own.Find<CutOut>()?.Probability ?? CutOutRows));
        if (point.Find("adversarial") == 0) spec = spec.Without<AdversarialRows>();
        Set("adversarialStep", m => m.Epsilon, step => new AdversarialRows(step, own.Find<AdversarialRows>()?.Share ?? AdversarialRowsMoved));
        Set("labelSmoothing", m => m.Epsilon, share => new LabelSmoothing(share));
        Set("targetNoise", m => m.Deviation, deviation => new TargetNoise(deviation));
        Set("inputNoise", m => m.Deviation, deviation => new GaussianInputNoise(deviation));
        Set("weightNoise", m => m.Deviation, deviation => new WeightNoise(deviation));
        Set("maxNorm", m => m.Limit, limit => new MaxNorm(limit));
        Set<WeightAveraging>("average", m => m is Ema ? 1 : 2, average => average == 1 ? new Ema(EmaDecay) : new Swa(SwaStart));
        return spec;
    }

    private static HiddenLayer[] Layers(SearchPoint point, NetworkSpec spec)
    {
        int depth = (int)(point.Find("depth") ?? (spec.Hidden.Count > 0 ? spec.Hidden.Count : DefaultDepth));
        HiddenLayer first = spec.Hidden.Count > 0 ? spec.Hidden[0] : new HiddenLayer(1);
        return [.. Enumerable.Repeat(first with { Width = (int)(point.Find("width") ?? first.Width) }, depth)];
    }

    private static NetworkSpec SpecOf(MlpOptions options, NetworkTask task) => options.Network ?? MlpPreset.Named(options.Preset).NetworkFor(task);
}
