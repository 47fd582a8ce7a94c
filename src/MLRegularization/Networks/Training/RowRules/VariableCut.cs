using MLRegularization.Numerics;

namespace MLRegularization.Networks.Training.RowRules;

/// <summary>Variables of a row picked at random, each with the same probability: all numbers of a variable go together.</summary>
internal readonly struct VariableCut(ulong key, double probability)
{
    /// <summary>The share of the variables that are picked.</summary>
    public double ShareOf(int variables)
    {
        int picked = 0;
        for (int v = 0; v < variables; v++)
            if (Picks(v)) picked++;
        return variables == 0 ? 0 : (double)picked / variables;
    }

    /// <summary>Gives the picked variables of a row the values of another row of the table.</summary>
    public void Replace(BatchRows batch, int row, int other)
    {
        int[] variableOf = batch.Source.Inputs.VariableOf;
        for (int p = 0; p < batch.Input.Values.Count; p++)
        {
            Span<float> numbers = batch.Numbers(row, p);
            ReadOnlySpan<float> others = batch.SourceNumbers(other, p);
            for (int c = 0; c < numbers.Length; c++)
                if (Picks(variableOf[(p * FloatPanels.Width) + c])) numbers[c] = others[c];
        }
        Span<int> codes = batch.CodesOf(row);
        for (int c = 0; c < codes.Length; c++)
            if (Picks(batch.Source.Inputs.Variables - codes.Length + c)) codes[c] = batch.SourceCodes(other)[c];
    }

    /// <summary>Sets the picked variables of a row to 0, which is the code of a missing category too.</summary>
    public void Clear(BatchRows batch, int row)
    {
        int[] variableOf = batch.Source.Inputs.VariableOf;
        for (int p = 0; p < batch.Input.Values.Count; p++)
        {
            Span<float> numbers = batch.Numbers(row, p);
            for (int c = 0; c < numbers.Length; c++)
                if (Picks(variableOf[(p * FloatPanels.Width) + c])) numbers[c] = 0;
        }
        Span<int> codes = batch.CodesOf(row);
        for (int c = 0; c < codes.Length; c++)
            if (Picks(batch.Source.Inputs.Variables - codes.Length + c)) codes[c] = 0;
    }

    private bool Picks(int variable) => CounterNoise.Uniform(key + (0x9E3779B97F4A7C15 * (ulong)variable)) < probability;
}
