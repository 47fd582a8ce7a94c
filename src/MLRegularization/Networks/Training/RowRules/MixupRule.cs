using System.Numerics.Tensors;
using MLRegularization.Networks.Layers;

namespace MLRegularization.Networks.Training.RowRules;

/// <summary>row ← λ row + (1 − λ) other row, labels too.</summary>
internal sealed class MixupRule(double alpha) : IRowRule
{
    public bool SoftensLabels => true;

    public void Apply(BatchRows batch, RowRange rows)
    {
        for (int i = rows.First; i < rows.End; i++)
        {
            RowDraws draws = new(batch.KeyOf(i, RowPlace.Mixup));
            double own = draws.Beta(alpha);
            int other = batch.Source.Draw(draws.Uniform());
            for (int p = 0; p < batch.Input.Values.Count; p++)
            {
                Span<float> numbers = batch.Numbers(i, p);
                TensorPrimitives.Lerp(batch.SourceNumbers(other, p), numbers, (float)own, numbers);
            }
            Span<int> codes = batch.CodesOf(i);
            for (int c = 0; c < codes.Length; c++)
                if (draws.Uniform() >= own) codes[c] = batch.SourceCodes(other)[c];
            batch.MixLabel(i, other, own);
        }
    }
}
