using MLRegularization.Networks.Layers;

namespace MLRegularization.Networks.Training.RowRules;

/// <summary>Some variables of a row from another row, and as large a share of its label.</summary>
internal sealed class CutMixRule(double probability) : IRowRule
{
    public bool SoftensLabels => true;

    public void Apply(BatchRows batch, RowRange rows)
    {
        for (int i = rows.First; i < rows.End; i++)
        {
            ulong key = batch.KeyOf(i, RowPlace.CutMix);
            RowDraws draws = new(key);
            if (draws.Uniform() >= probability) continue;
            VariableCut cut = new(~key, draws.Uniform());
            int other = batch.Source.Draw(draws.Uniform());
            cut.Replace(batch, i, other);
            batch.MixLabel(i, other, 1 - cut.ShareOf(batch.Source.Inputs.Variables));
        }
    }
}
