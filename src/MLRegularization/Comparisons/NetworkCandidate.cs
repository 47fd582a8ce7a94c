using MLRegularization.Matrices;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Preparation;

namespace MLRegularization.Comparisons;

/// <summary>A network trained on a fold's training rows, of which it holds some out for itself to choose the epoch, in groups or by time where the folds are so.</summary>
internal sealed class NetworkCandidate(string name, CandidateKind kind, NetworkTask networkTask, MlpOptions options, Table? table) : ICandidate
{
    public string Name => name;

    public CandidateKind Kind => kind;

    public CandidateFamily Family => CandidateFamily.Network;

    public CandidateFit Fit(CandidateTask task, CancellationToken cancellation)
    {
        if (task.Offset is not null) throw new ArgumentException("The data has an offset, which networks do not take; leave the offset out, or the networks.");
        MlpOptions own = options.Copy();
        (own.Seed, own.Threads, own.PauseAfter) = (task.Seed, task.Threads, null);
        MlpFit fit = new MlpTrainer(own).Fit(Divided(task, table is null ? MlpData.Of(task.Training) : Raw(table, task)), networkTask, cancellation: cancellation);
        NetworkModel model = fit.Model;
        NetworkInputs inputs = table is null ? NetworkInputEncoder.Encode(model.Encoding, task.Features) : NetworkInputEncoder.Encode(model.Encoding, table).Inputs;
        return new CandidateFit(model.Predict(inputs, task.Threads), NonZeros(model))
        {
            Chosen = [("epoch", fit.History.BestEpoch)],
            Remark = LearningVerdict.Of(fit.History, fit.NullLoss).Finding switch
            {
                LearningFinding.Diverged => "Training stopped because the loss was no longer a number; taken are the best weights before that.",
                LearningFinding.StillImproving => "The loss was still falling at the last epoch; more epochs may do better.",
                _ => null,
            },
        };
    }

    // A row of weight 0 is as good as absent, so that no column need be copied; its label is not there to be seen.
    private static MlpData Raw(Table table, CandidateTask task)
    {
        double[] target = new double[table.Rows], weights = new double[table.Rows];
        for (int k = 0; k < task.TrainingRows.Count; k++)
            (target[task.TrainingRows[k]], weights[task.TrainingRows[k]]) = (task.Training.Target[k], task.Training.Weights?[k] ?? 1);
        return MlpData.Of(table, target, weights);
    }

    // Groups and times of the data's rows: all of the table, or the training rows alone.
    private static MlpData Divided(CandidateTask task, MlpData data)
    {
        T[] Of<T>(IReadOnlyList<T> values) => data.Rows == values.Count ? [.. values] : [.. task.TrainingRows.Select(i => values[i])];
        return task.Plan.Groups is IReadOnlyList<int> groups ? data.WithGroups(Of(groups)) : task.Plan.Times is IReadOnlyList<double> times ? data.WithTimes(Of(times)) : data;
    }

    private static int NonZeros(NetworkModel model)
        => model.Layers.Sum(l => l.Weights.Count(w => w != 0) + l.Projection.Count(w => w != 0)) + model.Embeddings.Sum(e => e.Values.Count(v => v != 0));
}
