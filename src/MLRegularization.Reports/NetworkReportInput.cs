using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Reports;

/// <summary>Everything a report of one trained network is made from.</summary>
public sealed record NetworkReportInput
{
    /// <summary>The heading of the page.</summary>
    public required string Title { get; init; }

    /// <summary>The command that makes this page again, as typed.</summary>
    public required string Command { get; init; }

    /// <summary>Name of the label column: what is predicted.</summary>
    public required string Label { get; init; }

    /// <summary>What is predicted: regression, binary, multiclass or count.</summary>
    public required string Task { get; init; }

    /// <summary>The classes, of two the second is the one whose probability is predicted; empty (default) for other tasks.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Whether classes have weights of their own, so that probabilities are not those of the rows as they are. Default: no.</summary>
    public bool ClassWeighted { get; init; }

    /// <summary>The learning curves.</summary>
    public required TrainingHistory History { get; init; }

    /// <summary>The loss of the best constant, in the unit of the learning curves; NaN (default): not known.</summary>
    public double NullLoss { get; init; } = double.NaN;

    /// <summary>What regularised the network.</summary>
    public required RegularizationSpec Regularization { get; init; }

    /// <summary>The layers, from the inputs up.</summary>
    public required IReadOnlyList<NetworkReportLayer> Layers { get; init; }

    /// <summary>Facts of the training, such as optimiser and learning rate, in the order to show them.</summary>
    public required IReadOnlyList<(string Name, string Value)> TrainingFacts { get; init; }

    /// <summary>Responses of the rows held out, or codes of their classes; empty: none were.</summary>
    public required double[] Target { get; init; }

    /// <summary>Predictions of the same rows: values, probabilities of the second class, expected counts; of several classes n × K probabilities, class after class. NaN where there is none; null: no rows were held out.</summary>
    public required double[]? Predictions { get; init; }

    /// <summary>Weights of the rows held out; null (default): all 1.</summary>
    public double[]? Weights { get; init; }

    /// <summary>Whether the rows held out are those that chose the epoch. Default: no.</summary>
    public bool ChoseEpoch { get; init; }

    /// <summary>Metrics on rows held out, in the order to show them.</summary>
    public required IReadOnlyList<(string Name, string Value)> Metrics { get; init; }

    /// <summary>Facts of the data, in the order to show them.</summary>
    public required IReadOnlyList<(string Name, string Value)> DataFacts { get; init; }

    /// <summary>Full sentences for what the reader should know before trusting the model.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}

/// <summary>One layer of a network, as a report shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Inputs">Numbers per row that come in.</param>
/// <param name="Units">Numbers per row that go out.</param>
/// <param name="Activation">What is applied to its sums.</param>
/// <param name="Parameters">Numbers that were learned.</param>
/// <param name="Zeros">Weights that are exactly 0.</param>
public sealed record NetworkReportLayer(string Name, int Inputs, int Units, string Activation, int Parameters, int Zeros)
{
    /// <summary>The layers of a model: embeddings, hidden ones, and that of the outputs.</summary>
    public static IReadOnlyList<NetworkReportLayer> Of(NetworkModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        IEnumerable<NetworkReportLayer> embeddings = model.Embeddings.Select((e, k) => new NetworkReportLayer($"embedding {k + 1}", e.Codes, e.Width, "", e.Values.Count, e.Values.Count(v => v == 0)));
        return
        [
            .. embeddings,
            .. model.Layers.Select((l, k) => new NetworkReportLayer(k == model.Layers.Count - 1 ? "outputs" : $"hidden {k + 1}", l.Inputs, l.Outputs,
                Named(l.Activation), l.Weights.Count + l.Bias.Count + l.Projection.Count + (2 * (l.Norm?.Scale.Count ?? 0)), l.Weights.Count(w => w == 0))),
        ];
    }

    private static string Named(Activation activation) => activation switch
    {
        Models.Activation.Identity => "",
        Models.Activation.Relu => "ReLU",
        Models.Activation.LeakyRelu => "leaky ReLU",
        Models.Activation.Selu => "SELU",
        Models.Activation.Silu => "SiLU",
        Models.Activation.Gelu => "GELU",
        _ => activation.ToString().ToLowerInvariant(),
    };
}
