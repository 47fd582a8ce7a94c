using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Networks.Training.RowRules;

/// <summary>number ← number + ε · sign(∂loss/∂number), for a share of the rows.</summary>
internal sealed class AdversarialRule(AdversarialRows options) : IRowRule
{
    public bool SoftensLabels => false;

    public unsafe void Apply(BatchRows batch, RowRange rows)
    {
        float epsilon = (float)options.Epsilon;
        for (int i = rows.First; i < rows.End; i++)
        {
            if (new RowDraws(batch.KeyOf(i, RowPlace.Adversary)).Uniform() >= options.Share) continue;
            for (int p = 0; p < batch.Input.Values.Count; p++)
            {
                Span<float> numbers = batch.Numbers(i, p);
                float* slopes = batch.Input.Slopes!.At(p, i);
                for (int c = 0; c < numbers.Length; c++) numbers[c] += slopes[c] > 0 ? epsilon : slopes[c] < 0 ? -epsilon : 0;
            }
        }
    }
}
