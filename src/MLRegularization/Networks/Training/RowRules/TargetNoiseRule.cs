using MLRegularization.Networks.Layers;

namespace MLRegularization.Networks.Training.RowRules;

/// <summary>label ← label + deviation · normal.</summary>
internal sealed class TargetNoiseRule(double deviation) : IRowRule
{
    public bool SoftensLabels => false;

    public void Apply(BatchRows batch, RowRange rows)
    {
        for (int i = rows.First; i < rows.End; i++) batch.Top.Labels[i] += deviation * new RowDraws(batch.KeyOf(i, RowPlace.TargetNoise)).Normal();
    }
}
