using MLRegularization.Networks.Layers;

namespace MLRegularization.Networks.Training.RowRules;

/// <summary>label ← (1 − ε) label + ε/K; of two classes with one output, K is 2.</summary>
internal sealed class LabelSmoothingRule(double epsilon) : IRowRule
{
    public bool SoftensLabels => true;

    public void Apply(BatchRows batch, RowRange rows)
    {
        int outputs = batch.Classes, n = (rows.End - rows.First) * outputs;
        double floor = epsilon / Math.Max(outputs, 2);
        foreach (ref double label in (outputs == 1 ? batch.Top.Labels : batch.Top.SoftLabels).AsSpan(rows.First * outputs, n)) label = ((1 - epsilon) * label) + floor;
    }
}
