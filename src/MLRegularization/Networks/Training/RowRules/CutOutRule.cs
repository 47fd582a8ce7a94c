using MLRegularization.Networks.Layers;

namespace MLRegularization.Networks.Training.RowRules;

/// <summary>Some variables of some rows are 0.</summary>
internal sealed class CutOutRule(double share, double probability) : IRowRule
{
    public bool SoftensLabels => false;

    public void Apply(BatchRows batch, RowRange rows)
    {
        int variables = batch.Source.Inputs.Variables, words = VariableCut.WordsFor(variables);
        VariableCut cut = new(variables, words <= 1024 ? stackalloc uint[words] : new uint[words]);
        for (int i = rows.First; i < rows.End; i++)
        {
            ulong key = batch.KeyOf(i, RowPlace.CutOut);
            if (new RowDraws(key).Uniform() >= probability) continue;
            cut.Pick(~key, share);
            cut.Clear(batch, i);
        }
    }
}
