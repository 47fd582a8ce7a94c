namespace MLRegularization.Models.Onnx;

/// <summary>A graph as the bytes of an ONNX file: <c>onnx.proto</c> by its field numbers. Operator set 13 and format 7 are the oldest that have all that is used.</summary>
internal static class OnnxFile
{
    public const int FormatVersion = 7;
    public const int OperatorSet = 13;
    public const int LearningOperatorSet = 2;

    // The limit of protobuf, with room for names.
    private const long SizeLimit = int.MaxValue - (1L << 24);

    /// <summary>The bytes.</summary>
    /// <exception cref="ArgumentException">The graph is too large for one file.</exception>
    public static byte[] Write(OnnxGraph graph)
    {
        long size = graph.Constants.Sum(c => (long)c.Raw.Length) + graph.Metadata.Sum(m => 3L * m.Text.Length);
        if (size > SizeLimit) throw new ArgumentException($"The model has {size} bytes of numbers, more than the {SizeLimit} that fit an ONNX file; fit a smaller one.", nameof(graph));
        NameValues(graph);
        ProtoWriter model = new();
        model.Number(1, FormatVersion);
        model.Text(2, "MLRegularization");
        model.Text(3, typeof(OnnxFile).Assembly.GetName().Version!.ToString(3));
        model.Message(7, g => WriteGraph(g, graph));
        WriteOperatorSet(model, "", OperatorSet);
        if (graph.Nodes.Any(n => n.Domain.Length > 0)) WriteOperatorSet(model, "ai.onnx.ml", LearningOperatorSet);
        foreach ((string name, string text) in graph.Metadata)
            model.Message(14, entry =>
            {
                entry.Text(1, name);
                entry.Text(2, text);
            });
        return model.Written.ToArray();
    }

    private static void NameValues(OnnxGraph graph)
    {
        HashSet<string> taken = new(StringComparer.Ordinal);
        Dictionary<string, int> used = new(StringComparer.Ordinal);
        foreach (OnnxPort port in graph.Inputs.Concat(graph.Outputs)) taken.Add(port.Value.Name = port.Value.Hint);
        foreach (OnnxValue value in graph.Constants.Select(c => c.Value).Concat(graph.Nodes.Select(n => n.Output)))
        {
            if (value.Name.Length > 0) continue;
            string name = value.Hint;
            while (!taken.Add(name)) name = $"{value.Hint}_{used[value.Hint] = used.GetValueOrDefault(value.Hint) + 1}";
            value.Name = name;
        }
    }

    private static void WriteOperatorSet(ProtoWriter model, string domain, int version) => model.Message(8, set =>
    {
        set.Text(1, domain);
        set.Number(2, version);
    });

    private static void WriteGraph(ProtoWriter to, OnnxGraph graph)
    {
        foreach (OnnxNode node in graph.Nodes) to.Message(1, n => WriteNode(n, node));
        to.Text(2, "model");
        foreach (OnnxConstant constant in graph.Constants) to.Message(5, c => WriteConstant(c, constant));
        foreach (OnnxPort port in graph.Inputs) to.Message(11, p => WritePort(p, port));
        foreach (OnnxPort port in graph.Outputs) to.Message(12, p => WritePort(p, port));
    }

    private static void WriteNode(ProtoWriter to, OnnxNode node)
    {
        foreach (OnnxValue input in node.Inputs) to.Text(1, input.Name);
        to.Text(2, node.Output.Name);
        to.Text(3, node.Output.Name);
        to.Text(4, node.Op);
        foreach (OnnxAttribute attribute in node.Attributes) to.Message(5, a => WriteAttribute(a, attribute));
        if (node.Domain.Length > 0) to.Text(7, node.Domain);
    }

    private static void WriteAttribute(ProtoWriter to, OnnxAttribute attribute)
    {
        to.Text(1, attribute.Name);
        switch (attribute.Value)
        {
            case float real:
                to.Real(2, real);
                to.Number(20, 1);
                break;
            case long number:
                to.Number(3, number);
                to.Number(20, 2);
                break;
            case long[] numbers:
                foreach (long number in numbers) to.Number(8, number);
                to.Number(20, 7);
                break;
            case string[] texts:
                foreach (string text in texts) to.Text(9, text);
                to.Number(20, 8);
                break;
            default: throw new ArgumentException($"The attribute '{attribute.Name}' is a {attribute.Value.GetType().Name}, which is not written.", nameof(attribute));
        }
    }

    private static void WriteConstant(ProtoWriter to, OnnxConstant constant)
    {
        foreach (long length in constant.Shape) to.Number(1, length);
        to.Number(2, (int)constant.Type);
        foreach (string text in constant.Texts) to.Text(6, text);
        to.Text(8, constant.Value.Name);
        if (constant.Type != OnnxType.Text) to.Bytes(9, constant.Raw);
    }

    private static void WritePort(ProtoWriter to, OnnxPort port)
    {
        to.Text(1, port.Value.Name);
        to.Message(2, type => type.Message(1, tensor =>
        {
            tensor.Number(1, (int)port.Type);
            tensor.Message(2, shape =>
            {
                foreach (long length in port.Shape)
                    shape.Message(1, d =>
                    {
                        if (length < 0) d.Text(2, "N");
                        else d.Number(1, length);
                    });
            });
        }));
        to.Text(3, port.Description);
    }
}
