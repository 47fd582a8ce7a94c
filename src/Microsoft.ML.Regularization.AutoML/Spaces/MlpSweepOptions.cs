using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>
/// What tuners vary of a multilayer perceptron: the whole cocktail of regularisers, every one of them with none in its range. A strength below the smallest that does anything is none;
/// defaults are those of the preset realmlp-1. The space of <c>SearchSpace&lt;MlpSweepOptions&gt;</c>.
/// </summary>
public sealed class MlpSweepOptions
{
    /// <summary>The highest learning rate as a multiple of the trainer's. Default 1.</summary>
    [Range(0.125, 3.0, 1.0, true)]
    public double LearningRate { get; set; } = 1;

    /// <summary>Share of hidden units dropped; below 0.02: none. Default 0.15.</summary>
    [Range(0.0, 0.5, 0.15, false)]
    public double Dropout { get; set; } = 0.15;

    /// <summary>Share of inputs dropped; below 0.02: none. Default none.</summary>
    [Range(0.0, 0.3, 0.0, false)]
    public double InputDropout { get; set; }

    /// <summary>Decoupled weight decay; below 1e-3: none. Default 0.02.</summary>
    [Range(2e-4, 1.0, 0.02, true)]
    public double WeightDecay { get; set; } = 0.02;

    /// <summary>L1 penalty of weights; below 1e-6: none. Default none.</summary>
    [Range(1e-8, 1e-2, 1e-8, true)]
    public double L1 { get; set; }

    /// <summary>L2 penalty of weights; below 1e-6: none. Default none.</summary>
    [Range(1e-8, 1e-2, 1e-8, true)]
    public double L2 { get; set; }

    /// <summary>Group lasso of inputs, which drops whole features; below 1e-6: none. Default none.</summary>
    [Range(1e-8, 1e-2, 1e-8, true)]
    public double InputGroups { get; set; }

    /// <summary>Normalisation of hidden layers: none (default), batch norm, layer norm.</summary>
    [Choice(["none", "batch norm", "layer norm"], "none")]
    public string Norm { get; set; } = "none";

    /// <summary>Whether hidden layers are skipped by a connection beside them. Default no.</summary>
    [BooleanChoice(false)]
    public bool Skip { get; set; }

    /// <summary>Share of hidden layers left out of a batch, where <see cref="Skip"/> is on; below 0.05: none. Default none.</summary>
    [Range(0.0, 0.5, 0.0, false)]
    public double StochasticDepth { get; set; }

    /// <summary>Mixup of pairs of rows, its α; below 0.05: none. Default none.</summary>
    [Range(5e-3, 1.0, 5e-3, true)]
    public double Mixup { get; set; }

    /// <summary>Share of batches whose rows exchange values (CutMix); below 0.1: none. Default none.</summary>
    [Range(0.0, 1.0, 0.0, false)]
    public double CutMix { get; set; }

    /// <summary>Share of a row's values that are blanked (CutOut); below 0.05: none. Default none.</summary>
    [Range(0.0, 0.5, 0.0, false)]
    public double CutOut { get; set; }

    /// <summary>How far adversarial rows are moved; below 1e-3: none. Default none.</summary>
    [Range(1e-5, 0.1, 1e-5, true)]
    public double AdversarialStep { get; set; }

    /// <summary>Label smoothing, of classes; below 0.01: none. Default 0.1.</summary>
    [Range(0.0, 0.2, 0.1, false)]
    public double LabelSmoothing { get; set; } = 0.1;

    /// <summary>Noise on the label, of a regression, in its standard deviations; below 0.01: none. Default none.</summary>
    [Range(1e-3, 0.3, 1e-3, true)]
    public double TargetNoise { get; set; }

    /// <summary>Gaussian noise on scaled inputs; below 0.01: none. Default none.</summary>
    [Range(1e-3, 0.5, 1e-3, true)]
    public double InputNoise { get; set; }

    /// <summary>Gaussian noise on weights; below 1e-3: none. Default none.</summary>
    [Range(1e-4, 0.1, 1e-4, true)]
    public double WeightNoise { get; set; }

    /// <summary>Limit of the norm of each unit's weights, the smaller the stronger; above 8: none. Default none.</summary>
    [Range(0.5, 32.0, 32.0, true)]
    public double MaxNorm { get; set; } = 32;

    /// <summary>Whether the optimiser looks ahead. Default no.</summary>
    [BooleanChoice(false)]
    public bool Lookahead { get; set; }

    /// <summary>Averaged weights: none (default), EMA or SWA.</summary>
    [Choice(["none", "EMA", "SWA"], "none")]
    public string Average { get; set; } = "none";
}
