namespace MLRegularization.Networks;

/// <summary>A categorical column that gets an embedding: a learned row of numbers for each category.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Categories">How many it has; their codes are 0 … categories − 1, and every other code stands for one that was not seen.</param>
/// <param name="Width">Learned numbers per category.</param>
internal sealed record CategoricalInput(string Name, int Categories, int Width = 8);

/// <summary>What a network is given per row: numbers, and codes of categories.</summary>
/// <param name="Numbers">Numbers per row.</param>
/// <param name="Categories">The categorical columns, in the order of their codes.</param>
internal sealed record InputLayout(int Numbers, IReadOnlyList<CategoricalInput> Categories)
{
    /// <summary>Numbers alone.</summary>
    public InputLayout(int numbers)
        : this(numbers, [])
    {
    }

    /// <summary>Inputs of the first layer.</summary>
    public int Width => Numbers + Categories.Sum(c => c.Width);

    /// <summary>Refuses what cannot be built.</summary>
    /// <exception cref="ArgumentException">There is no input, or a column has no categories or a width out of range.</exception>
    public void Check()
    {
        if (Width == 0) throw new ArgumentException("The network has no inputs; give it at least one number or one categorical column.");
        foreach (CategoricalInput column in Categories)
        {
            if (column.Categories < 1) throw new ArgumentException($"'{column.Name}' has {column.Categories} categories; give at least 1, or leave the column out.");
            if (column.Width is < 1 or > NetworkSpec.MostUnits) throw new ArgumentException($"The embedding of '{column.Name}' is {column.Width} wide; give from 1 to {NetworkSpec.MostUnits}: 8 is usual.");
        }
    }
}
