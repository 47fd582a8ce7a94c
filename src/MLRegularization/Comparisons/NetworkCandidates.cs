using MLRegularization.Networks;
using MLRegularization.Preparation;

namespace MLRegularization.Comparisons;

/// <summary>
/// Networks to compare. Each holds a share of a fold's training rows out to choose its epoch, so what is called its training rows in a comparison are those it learned
/// from and those that chose. The epoch is reported as <c>epoch</c>. Preset, seed and threads of options are not looked at.
/// </summary>
public static class NetworkCandidates
{
    /// <summary>A network that nothing regularises but the choice of the epoch: preset plain-1.</summary>
    /// <param name="task">What is predicted.</param>
    /// <param name="options">What differs from the preset.</param>
    /// <param name="table">The columns as they are, of all rows, whose preparation the network learns for itself; null: the features of linear models, scaled again.</param>
    public static ICandidate Plain(NetworkTask task, MlpOptions? options = null, Table? table = null)
        => new NetworkCandidate("plain MLP", CandidateKind.Unregularized, task, With(options, MlpPreset.Plain), table);

    /// <summary>A network regularised by RealMLP's recipe: preset realmlp-1.</summary>
    /// <param name="task">What is predicted.</param>
    /// <param name="options">What differs from the preset.</param>
    /// <param name="table">The columns as they are, of all rows, whose preparation the network learns for itself; null: the features of linear models, scaled again.</param>
    public static ICandidate Regularized(NetworkTask task, MlpOptions? options = null, Table? table = null)
        => new NetworkCandidate("regularised MLP", CandidateKind.Regularized, task, With(options, MlpPreset.RealMlp), table);

    private static MlpOptions With(MlpOptions? options, MlpPreset preset)
    {
        MlpOptions own = options?.Copy() ?? new MlpOptions();
        own.Preset = preset.Name;
        return own;
    }
}
