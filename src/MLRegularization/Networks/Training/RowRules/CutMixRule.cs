using MLRegularization.Networks.Layers;

namespace MLRegularization.Networks.Training.RowRules;

/// <summary>Some variables of a row from another row, and as large a share of its label.</summary>
internal sealed class CutMixRule(double probability) : IRowRule
{
    public bool SoftensLabels => true;

    public void Apply(BatchRows batch, RowRange rows)
    {
        int variables = batch.Source.Inputs.Variables, words = VariableCut.WordsFor(variables);
        VariableCut cut = new(variables, words <= 1024 ? stackalloc uint[words] : new uint[words]);
        for (int i = rows.First; i < rows.End; i++)
        {
            ulong key = batch.KeyOf(i, RowPlace.CutMix);
            RowDraws draws = new(key);
            if (draws.Uniform() >= probability) continue;
            cut.Pick(~key, draws.Uniform());
            int other = batch.Source.Draw(draws.Uniform());
            cut.Replace(batch, i, other);
            batch.MixLabel(i, other, 1 - cut.Share());
        }
    }
}
