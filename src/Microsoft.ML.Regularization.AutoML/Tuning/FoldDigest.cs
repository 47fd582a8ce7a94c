using MLRegularization.Tuning;

namespace Microsoft.ML.Trainers.Regularization.Tuning;

/// <summary>What all trials of a pipeline share.</summary>
internal static class FoldDigest
{
    /// <summary>A digest of prepared rows and folds, by which a study knows them again.</summary>
    public static string Of(PreparedRows data)
    {
        using DataDigest digest = new();
        return digest.Add(data.All.Set.Features).Add(data.All.Set.Target).Add(data.All.Set.Weights).Add(data.All.Set.Offset).Add(string.Join('\n', data.All.FeatureNames)).Add(data.Divisions).ToString();
    }
}
