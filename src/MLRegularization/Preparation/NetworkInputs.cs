namespace MLRegularization.Preparation;

/// <summary>The rows of a table as a network eats them: numbers, scaled already, and codes of categories that have an embedding. Row after row, ready to be gathered into batches.</summary>
/// <remarks>Nothing is copied. A variable is a column of the table: all its levels and its missing indicator belong together, and regularisers that cut columns out of rows move them together.</remarks>
public sealed class NetworkInputs
{
    /// <summary>Checks lengths and wraps.</summary>
    /// <param name="rows">Number of rows n.</param>
    /// <param name="numbers">n × d numbers, row after row, all finite.</param>
    /// <param name="codes">n × c codes from 0, row after row; null: none.</param>
    /// <param name="variableOf">The variable that each of the d numbers belongs to, from 0 without gaps; the c codes are variables of their own behind these; null: each number is its own.</param>
    /// <exception cref="ArgumentException">A length is not a multiple of n.</exception>
    public NetworkInputs(int rows, float[] numbers, int[]? codes = null, int[]? variableOf = null)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        Codes = codes ?? [];
        if (rows < 0 || (rows == 0 ? numbers.Length + Codes.Length > 0 : numbers.Length % rows > 0 || Codes.Length % rows > 0))
            throw new ArgumentException($"{numbers.Length} numbers and {Codes.Length} codes do not divide into {rows} rows; give as many for each row.", nameof(numbers));
        Rows = rows;
        Numbers = numbers;
        NumberColumns = rows == 0 ? variableOf?.Length ?? 0 : numbers.Length / rows;
        CodeColumns = rows == 0 ? 0 : Codes.Length / rows;
        VariableOf = variableOf ?? [.. Enumerable.Range(0, NumberColumns)];
        if (VariableOf.Length != NumberColumns)
            throw new ArgumentException($"Variables are given for {VariableOf.Length} numbers of a row and there are {NumberColumns}; give one each.", nameof(variableOf));
        Variables = (VariableOf.Length == 0 ? 0 : VariableOf.Max() + 1) + CodeColumns;
    }

    /// <summary>Number of rows n.</summary>
    public int Rows { get; }

    /// <summary>Numbers per row d.</summary>
    public int NumberColumns { get; }

    /// <summary>Codes per row c.</summary>
    public int CodeColumns { get; }

    /// <summary>n × d numbers, row after row.</summary>
    public float[] Numbers { get; }

    /// <summary>n × c codes, row after row.</summary>
    public int[] Codes { get; }

    /// <summary>The variable of each number.</summary>
    public int[] VariableOf { get; }

    /// <summary>Number of variables: the columns of the table that numbers and codes come from. The codes are the last c of them.</summary>
    public int Variables { get; }
}
