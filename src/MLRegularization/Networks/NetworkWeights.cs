namespace MLRegularization.Networks;

/// <summary>A network's parameters as they were learned, tensor by tensor, for a run that begins with them.</summary>
internal sealed class NetworkWeights
{
    private readonly Dictionary<string, (int Rows, int Columns, float[] Values)> tensors;

    private NetworkWeights(Dictionary<string, (int, int, float[])> tensors) => this.tensors = tensors;

    /// <summary>A copy of a network's present parameters.</summary>
    public static NetworkWeights Of(Parameters parameters) => new(parameters.Tensors.ToDictionary(t => t.Name, t => (t.Rows, t.Columns, parameters.Read(t))));

    /// <summary>Puts them into a network of the same tensors.</summary>
    /// <exception cref="ArgumentException">A tensor is absent, of another size, or one too many.</exception>
    public void CopyTo(Parameters parameters)
    {
        foreach (ParameterTensor tensor in parameters.Tensors)
        {
            if (!tensors.TryGetValue(tensor.Name, out (int Rows, int Columns, float[] Values) own) || own.Rows != tensor.Rows || own.Columns != tensor.Columns)
                throw Differs($"'{tensor.Name}' of {tensor.Rows} × {tensor.Columns}", own.Values is null ? "none" : $"one of {own.Rows} × {own.Columns}");
            parameters.Write(tensor, own.Values);
        }
        if (tensors.Keys.Except(parameters.Tensors.Select(t => t.Name)).FirstOrDefault() is string more) throw Differs($"no '{more}'", "one");
    }

    private static ArgumentException Differs(string wanted, string found)
        => new($"The network has {wanted}, and the fit to begin with has {found}; give the same columns, layers, norms and skip connections, or begin anew.");
}
