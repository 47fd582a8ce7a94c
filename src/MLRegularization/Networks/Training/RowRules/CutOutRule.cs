using MLRegularization.Networks.Layers;

namespace MLRegularization.Networks.Training.RowRules;

/// <summary>Some variables of some rows are 0.</summary>
internal sealed class CutOutRule(double share, double probability) : IRowRule
{
    public bool SoftensLabels => false;

    public void Apply(BatchRows batch, RowRange rows)
    {
        for (int i = rows.First; i < rows.End; i++)
        {
            ulong key = batch.KeyOf(i, RowPlace.CutOut);
            if (new RowDraws(key).Uniform() < probability) new VariableCut(~key, share).Clear(batch, i);
        }
    }
}
