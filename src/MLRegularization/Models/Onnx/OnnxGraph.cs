using System.Buffers.Binary;

namespace MLRegularization.Models.Onnx;

/// <summary>The types of tensors that are used, by ONNX's own numbers.</summary>
internal enum OnnxType
{
    Single = 1,
    Int64 = 7,
    Text = 8,
    Double = 11,
}

/// <summary>A tensor that flows through a graph. Its name is given when the graph is written, so that none can meet a column's.</summary>
/// <param name="hint">What the name is made from.</param>
internal sealed class OnnxValue(string hint)
{
    public string Hint { get; } = hint;

    public string Name { get; set; } = "";
}

/// <summary>A setting of a node: a long, a float, longs or texts.</summary>
internal sealed record OnnxAttribute(string Name, object Value);

/// <summary>Something applied to values.</summary>
internal sealed record OnnxNode(string Op, string Domain, IReadOnlyList<OnnxValue> Inputs, OnnxValue Output, IReadOnlyList<OnnxAttribute> Attributes);

/// <summary>A tensor that is part of the file: its numbers as bytes, or its texts.</summary>
internal sealed record OnnxConstant(OnnxValue Value, OnnxType Type, IReadOnlyList<long> Shape, byte[] Raw, IReadOnlyList<string> Texts);

/// <summary>What is fed to a graph or taken from it; the first length of a shape is −1, the rows.</summary>
internal sealed record OnnxPort(OnnxValue Value, OnnxType Type, IReadOnlyList<long> Shape, string Description);

/// <summary>A graph under construction: values are made by methods and handed to further ones, so a node only ever sees what stands before it.</summary>
internal sealed class OnnxGraph
{
    private readonly List<OnnxPort> inputs = [], outputs = [];
    private readonly List<OnnxNode> nodes = [];
    private readonly List<OnnxConstant> constants = [];

    public IReadOnlyList<OnnxPort> Inputs => inputs;

    public IReadOnlyList<OnnxPort> Outputs => outputs;

    public IReadOnlyList<OnnxNode> Nodes => nodes;

    public IReadOnlyList<OnnxConstant> Constants => constants;

    /// <summary>Texts that describe the model, by name.</summary>
    public List<(string Name, string Text)> Metadata { get; } = [];

    /// <summary>A tensor that the user feeds: rows × columns.</summary>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public OnnxValue Input(string name, OnnxType type, int columns, string description)
    {
        if (name.Length == 0) throw new ArgumentException("A column has no name, which an input of an ONNX file must have; name it and fit again.", nameof(name));
        if (inputs.Exists(i => i.Value.Hint == name)) throw new ArgumentException($"Two inputs of the ONNX file would be called '{name}'; rename a column and fit again.", nameof(name));
        OnnxValue value = new(name);
        inputs.Add(new OnnxPort(value, type, [-1, columns], description));
        return value;
    }

    /// <summary>Hands a value to the user.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">Its name; where an input has it already, <c>.output</c> is added.</param>
    /// <param name="type">Its type.</param>
    /// <param name="columns">Its columns; null: a vector with an entry per row.</param>
    /// <param name="description">What it means.</param>
    public void Output(OnnxValue value, string name, OnnxType type, int? columns, string description)
    {
        while (inputs.Exists(i => i.Value.Hint == name)) name += ".output";
        // A node of its own gives the value its outer name.
        outputs.Add(new OnnxPort(Append("Identity", "", name, [value], []), type, columns is int width ? [-1, width] : [-1], description));
    }

    /// <summary>Applies an operator.</summary>
    public OnnxValue Node(string op, IReadOnlyList<OnnxValue> on, params OnnxAttribute[] attributes) => Append(op, "", op, on, attributes);

    /// <summary>Applies an operator of the domain <c>ai.onnx.ml</c>.</summary>
    public OnnxValue LearningNode(string op, IReadOnlyList<OnnxValue> on, params OnnxAttribute[] attributes) => Append(op, "ai.onnx.ml", op, on, attributes);

    /// <summary>A tensor of float or double numbers.</summary>
    public OnnxValue Constant(string hint, OnnxType type, IReadOnlyList<double> values, params long[] shape)
    {
        byte[] raw = new byte[checked(values.Count * (type == OnnxType.Double ? 8 : 4))];
        for (int i = 0; i < values.Count; i++)
            if (type == OnnxType.Double) BinaryPrimitives.WriteDoubleLittleEndian(raw.AsSpan(8 * i), values[i]);
            else BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(4 * i), (float)values[i]);
        return Keep(hint, type, shape, raw, []);
    }

    /// <summary>A tensor of float numbers.</summary>
    public OnnxValue Constant(string hint, IReadOnlyList<float> values, params long[] shape)
    {
        byte[] raw = new byte[checked(values.Count * 4)];
        for (int i = 0; i < values.Count; i++) BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(4 * i), values[i]);
        return Keep(hint, OnnxType.Single, shape, raw, []);
    }

    /// <summary>A vector of whole numbers.</summary>
    public OnnxValue Whole(string hint, params long[] values)
    {
        byte[] raw = new byte[checked(values.Length * 8)];
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(raw.AsSpan(8 * i), values[i]);
        return Keep(hint, OnnxType.Int64, [values.Length], raw, []);
    }

    /// <summary>A vector of texts.</summary>
    public OnnxValue Texts(string hint, IReadOnlyList<string> texts) => Keep(hint, OnnxType.Text, [texts.Count], [], texts);

    private OnnxValue Append(string op, string domain, string hint, IReadOnlyList<OnnxValue> on, IReadOnlyList<OnnxAttribute> attributes)
    {
        OnnxValue value = new(hint);
        nodes.Add(new OnnxNode(op, domain, on, value, attributes));
        return value;
    }

    private OnnxValue Keep(string hint, OnnxType type, IReadOnlyList<long> shape, byte[] raw, IReadOnlyList<string> texts)
    {
        OnnxValue value = new(hint);
        constants.Add(new OnnxConstant(value, type, shape, raw, texts));
        return value;
    }
}
